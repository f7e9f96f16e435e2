import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { generationsOf, holdersOf } from '../../../../tests/support/generations.js';
import { makeHome, storeKey, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { Disk } from '../ports.js';
import { createStrongroom } from '../strongroom.js';
import { generationFiles } from './generations.js';
import { rewriteSteps } from './rewrite.js';
import { saveSteps } from './writer.js';

/** Two keys, and enough revisions that every generation is there and holds both. */
async function fullHome() {
  const made = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const kept = await storeKey(made.room, folder, 'KEPT000001');
  const gone = await storeKey(made.room, folder, 'GONE000001');
  for (let n = 0; n < 5; n += 1) await made.room.change({ do: 'edit-key', id: kept, set: { name: `Name ${n}` } });
  return { ...made, kept, gone };
}

const sign = (id: string) => ({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
const homeOf = async (home: string) =>
  Object.fromEntries(await Promise.all((await readdir(home)).sort().map(async (name) => [name, await readFile(join(home, name), 'hex')])));

describe('R-33 purge', () => {
  test('no generation holds the private key afterwards; the other key, and every revision’s own state, stay', async () => {
    const { home, room, recoveryKey, kept, gone } = await fullHome();
    expect(await holdersOf(home, recoveryKey, gone)).toEqual(generationFiles);
    const secret = [...(await generationsOf(home, recoveryKey)).values()].flatMap((one) =>
      one instanceof Error ? [] : one.keys.filter(({ id }) => id === gone).map(({ privateKey }) => privateKey),
    )[0];
    const { view, deleted } = await room.purge({ ids: [gone] });
    expect([view.keys.map(({ id }) => id), view.health, deleted]).toEqual([[kept], { readOnly: null, warnings: [] }, []]);
    expect(await holdersOf(home, recoveryKey, gone)).toEqual([]);
    expect(await holdersOf(home, recoveryKey, kept)).toEqual(generationFiles);
    const documents = [...(await generationsOf(home, recoveryKey)).values()];
    expect(JSON.stringify(documents)).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(documents.map((one) => (one instanceof Error ? null : one.keys[0]?.name))).toEqual([
      'Name 4',
      'Name 4',
      'Name 3',
      'Name 2',
      'Name 1',
      'Name 0',
    ]);
    await room.sign(sign(kept));
    await expect(room.sign(sign(gone))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(room.purge({ ids: [gone] })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('an unknown id among known ones, or none at all, purges nothing', async () => {
    const { home, room, gone } = await fullHome();
    const before = await homeOf(home);
    for (const ids of [[gone, crypto.randomUUID()], []]) await expect(room.purge({ ids })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    expect(await homeOf(home)).toEqual(before);
  });

  test('S-05 damaged generations and what a crash left are deleted and named; what was set aside stays, as does all else', async () => {
    const { home, room, gone } = await fullHome();
    const leftovers = [
      'identity.age.1.damaged-2026-01-01T00-00-00-000Z',
      'vault.age.0d9c6f6e-95a5-4d8f-8a5e-0d9c6f6e95a5.tmp',
      'vault.age.2.damaged-2026-01-01T00-00-00-000Z',
    ];
    // Another history: nobody has said that it may go.
    const aside = 'vault.age.set-aside-2026-01-01T00-00-00-000Z';
    for (const name of [...leftovers, aside, 'notes.txt', 'vault.age.mine', 'lock.0d9c6f6e.stale']) await writeFile(join(home, name), 'x');
    await appendFile(join(home, 'vault.age.3'), 'x');
    await mkdir(join(home, 'vault.age.5.damaged-folder'));
    const { unopened } = await room.leftovers();
    expect(unopened).toEqual(['vault.age.3', ...leftovers]);
    const { deleted, view } = await room.purge({ ids: [gone], mayDelete: unopened });
    expect(deleted).toEqual(['vault.age.3', ...leftovers]);
    const left = await readdir(home);
    expect(left).toEqual(
      expect.arrayContaining([aside, 'notes.txt', 'vault.age.mine', 'lock.0d9c6f6e.stale', 'vault.age.5.damaged-folder']),
    );
    expect(left).not.toContain('vault.age.3');
    expect(view.health.warnings).toEqual([]);
  });

  test('a revision the disk does not give is not taken for a damaged one: E_VAULT_READ, and nothing is changed', async () => {
    const { home, passphrase, gone } = await fullHome();
    const before = await homeOf(home);
    const { disk } = testPorts(home);
    const open: Disk['open'] = async (path, ...how) => {
      if (String(path).endsWith('vault.age.3')) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      return disk.open(path, ...how);
    };
    const room = createStrongroom(testPorts(home, { disk: { ...disk, open } }));
    await room.unlock({ how: 'passphrase', passphrase });
    await expect(room.purge({ ids: [gone] })).rejects.toMatchObject({
      code: 'E_VAULT_READ',
      message: expect.stringContaining('vault.age.3'),
    });
    expect(await homeOf(home)).toEqual(before);
  });

  test('what was deleted is named although a later step failed', async () => {
    const { home, passphrase, gone } = await fullHome();
    await writeFile(join(home, 'vault.age.2.damaged-2026-01-01T00-00-00-000Z'), 'x');
    const step = (at: string) => {
      if (at === 'purge:swept') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const room = createStrongroom(testPorts(home, { step }));
    await room.unlock({ how: 'passphrase', passphrase });
    const mayDelete = ['vault.age.2.damaged-2026-01-01T00-00-00-000Z'];
    await expect(room.purge({ ids: [gone], mayDelete })).rejects.toMatchObject({
      code: 'E_DISK_FULL',
      message: expect.stringContaining('vault.age.2.damaged-'),
    });
  });

  test('a vault that is read-only is left as it is, to the byte', async () => {
    const { home, room, gone } = await fullHome();
    await appendFile(join(home, 'vault.age'), 'x');
    const before = await homeOf(home);
    await expect(room.purge({ ids: [gone] })).rejects.toMatchObject({ code: 'E_VAULT_DAMAGED' });
    expect(await homeOf(home)).toEqual(before);
  });

  test('its steps are the ones that are named, each of them once', async () => {
    const steps: string[] = [];
    const { room, ...made } = await makeHome(onTestFinished, { step: (name) => void steps.push(name) });
    const id = await storeKey(room, await temporaryFolder(onTestFinished), 'GONE000001');
    steps.length = 0;
    await room.purge({ ids: [id] });
    expect(steps.filter((name) => name.startsWith('purge:'))).toEqual(rewriteSteps('purge'));
    expect(steps.filter((name) => name.startsWith('save:'))).toEqual(saveSteps.filter((name) => !name.includes('rotated')));
    expect(await holdersOf(made.home, made.recoveryKey, id)).toEqual([]);
  });
});
