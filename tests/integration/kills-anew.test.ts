import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initSteps } from '../../src/strongroom/inside/home/init.js';
import { setAsideSteps } from '../../src/strongroom/inside/home/set-aside.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { saveSteps } from '../../src/strongroom/inside/vault/writer.js';
import { backupPassphrase } from '../support/backup.js';
import { hookedDisk } from '../support/failing-disk.js';
import { spoil } from '../support/generations.js';
import { keychainIn, testPorts } from '../support/home.js';
import { sampled, strides } from '../support/long.js';
import { begin, holds, type World, ways } from '../support/world.js';

const steps = [...setAsideSteps, ...initSteps, ...saveSteps.filter((step) => !step.includes('rotated')), 'restore:verified'];
/** After it the vault is whole and has its name: it is the new one, whether or not that was still said. */
const isOver = (step: string) => step === 'init:done';

/** Two keys and their backup, and no copy of the vault that opens. */
async function spoilt(way: (typeof ways)[number]) {
  const world = await begin(way, onTestFinished);
  const paths = await world.download(2);
  await world.lives([{ do: 'init' }, { do: 'unlock' }, { do: 'import', paths }, { do: 'edit', name: 'Borealis' }]);
  const path = join(world.place.home, '..', 'backup.age');
  await (await world.open()).backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  await spoil(world.place.home);
  return { world, path, before: await filesIn(world.place.home) };
}

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const names = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isFile() && !one.name.startsWith('lock'));
  return Promise.all(names.map(async ({ name }) => `${name} ${await readFile(join(folder, name), 'base64')}`));
};
/** Every file there was lies in one folder or another, byte for byte. */
async function allSetAside({ place: { home } }: World, before: readonly string[]): Promise<void> {
  const folders = (await readdir(home)).filter((name) => name.startsWith('set-aside-'));
  const moved = (await Promise.all(folders.map((folder) => filesIn(join(home, folder))))).flat();
  expect(before.filter((file) => !moved.includes(file))).toEqual([]);
}

test.for(
  sampled(
    ways.flatMap((way) => steps.map((step) => ({ way, step }))),
    3,
    'kills of a restore',
  ),
)(
  'R-31 a $way home of which no copy opens, killed at $step of its restore: the same command finishes it, and all that was there is set aside',
  async ({ way, step }) => {
    const { world, path, before } = await spoilt(way);
    expect(await world.lives([{ do: 'restore-anew', path }], { killAtStep: step })).toMatchObject({ killed: true, told: [] });
    if (!isOver(step)) await world.lives([{ do: 'restore-anew', path }]);
    await allSetAside(world, before);
    const room = await world.open();
    const { keys, health } = await room.read();
    expect([keys.length, health]).toEqual([2, { readOnly: null, warnings: [] }]);
    await holds(world);
    const shown = world.told.flatMap((one) => (one.told === 'recovery' && one.key ? [one.key] : []));
    if (!isOver(step)) expect(await room.verifyRecovery({ key: shown.at(-1) ?? '', interactive: false })).toMatchObject({ is: 'recovery' });
  },
);

test.for(ways)(
  'R-31 a %s home of which no copy opens, the disk full at a call of its restore: nothing is lost, and the same again finishes it',
  async (way) => {
    const { from, by } = strides(21, way);
    let failures = 0;
    for (let at = from + 1, failed = true; failed; at += Math.max(7, by)) {
      const { world, path, before } = await spoilt(way);
      const { home, keychainFile, passphrase } = world.place;
      const roomOn = (disk: ReturnType<typeof hookedDisk>) =>
        createStrongroom(testPorts(home, { disk, ...(way === 'keychain' ? { keychain: keychainIn(keychainFile) } : {}) }));
      const restore = async (room: ReturnType<typeof roomOn>) => {
        await room
          .unlock(way === 'passphrase' ? { how: 'passphrase', passphrase } : { how: 'any', interactive: false })
          .catch(() => undefined);
        const { ticket } = await room.openBackup({ path, passphrase: backupPassphrase, interactive: false, into: 'new' });
        return room.restoreToNewVault({ ticket, unlock: way, recovery: true, passphrase, interactive: false, evenSealed: false });
      };
      let calls = 0;
      failed = false;
      const full = hookedDisk((call) => {
        // A lock that cannot be removed is another story.
        if (call === 'unlink') return 'real';
        calls += 1;
        if (calls !== at) return 'real';
        failed = true;
        return { code: 'ENOSPC' };
      });
      const outcome = await restore(roomOn(full)).catch((error: { code: string }) => error.code);
      // A spare copy that could not be written stops nothing.
      if (typeof outcome === 'string') {
        expect(outcome).toMatch(/^E_(DISK_FULL|DISK|BUSY)$/);
        await restore(roomOn(hookedDisk(() => 'real')));
      }
      await allSetAside(world, before);
      await holds(world);
      if (failed) failures += 1;
    }
    expect(failures).toBeGreaterThan(1);
  },
);
