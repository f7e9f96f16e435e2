import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bytesIn } from '../../../../tests/support/failing-deeds.js';
import { makeHome, storeKey, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { silences, silentDisk } from '../../../../tests/support/silent-disk.js';
import type { Strongroom } from '../../client/contract.js';
import { createStrongroom } from '../strongroom.js';

const clock = { ...testPorts('').clock, wait: async () => undefined };
const passphrase = 'correct horse battery staple';
const newWay = { unlock: 'passphrase', passphrase, rotate: true, recovery: false, interactive: false } as const;

/** Two keys, each in its own revision; the newer one is in `vault.age` and its copy alone. */
async function twoKeys(files: readonly string[], how: string) {
  const { home, room: first, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const old = await storeKey(first, folder, 'OLD0000001');
  const young = await storeKey(first, folder, 'YOUNG00001');
  const { disk, arm, calm } = silentDisk(files, how);
  const room = createStrongroom(testPorts(home, { disk, clock }));
  await room.unlock({ how: 'passphrase', passphrase });
  return { home, room, old, young, recoveryKey, arm, calm, folder };
}

const refusal = (file: string) => ({ code: 'E_VAULT_READ', message: expect.stringContaining(`${file} could not be read`) });
const keyIdsIn = async (room: Strongroom) => (await room.read()).keys.map(({ keyId }) => keyId);

test.for(silences)(
  'M-1 vault.age and its copy are whole and the disk says %s: repair refuses, and the newest key is not set aside',
  async (how) => {
    const { home, room, arm, calm } = await twoKeys(['vault.age', 'vault.age.1'], how);
    const before = await bytesIn(home);
    arm();
    await expect(room.repair({})).rejects.toMatchObject(refusal('vault.age'));
    calm();
    expect(await bytesIn(home)).toEqual(before);
    expect(await keyIdsIn(room)).toEqual(['OLD0000001', 'YOUNG00001']);
  },
);

test.for(['vault.age', 'vault.age.1', 'vault.age.2', 'identity.age', 'identity.age.1', 'keyrack.json', 'keyrack.json.1'])(
  'M-1 a repair of another file refuses, and moves nothing, while %s cannot be read',
  async (file) => {
    const { home, room, arm } = await twoKeys([file], 'EIO');
    await fs.writeFile(join(home, file === 'vault.age.3' ? 'vault.age.2' : 'vault.age.3'), 'damaged');
    const before = await bytesIn(home);
    arm();
    await expect(room.repair({})).rejects.toMatchObject(refusal(file));
    expect(await bytesIn(home)).toEqual(before);
  },
);

test('M-1 repair does not say that it is done where the disk would not say whether a file is a link', async () => {
  const { home, folder } = await twoKeys([], 'EIO');
  await fs.rename(join(home, 'vault.age'), join(folder, 'vault.age'));
  await fs.symlink(join(folder, 'vault.age'), join(home, 'vault.age'));
  const { disk } = testPorts(home);
  let refuses = false;
  const lstat = async (path: string) => {
    if (refuses && path === join(home, 'vault.age.3')) throw Object.assign(new Error('lstat'), { code: 'EIO', path });
    return disk.lstat(path);
  };
  const room = createStrongroom(testPorts(home, { disk: { ...disk, lstat: lstat as typeof disk.lstat }, clock }));
  await room.unlock({ how: 'passphrase', passphrase });
  const before = await bytesIn(home);
  refuses = true;
  await expect(room.repair({})).rejects.toMatchObject(refusal('vault.age.3'));
  expect(await bytesIn(home)).toEqual(before);
  refuses = false;
  await room.repair({});
  expect((await room.read()).health.readOnly).toBeNull();
});

const deeds: Readonly<Record<string, (room: Strongroom, id: string) => Promise<unknown>>> = {
  'a purge': (room, id) => room.purge({ ids: [id] }),
  'a rotation': (room) => room.changeUnlock(newWay),
  'a new recovery key': async (room) => {
    await room.offerRecovery({ for: 'itself', passphrase, interactive: false });
    await room.adoptRecovery();
  },
};
const aside = 'vault.age.damaged-2026-01-01T00-00-00-000Z';

test.for(Object.keys(deeds).flatMap((deed) => ['vault.age.1', 'vault.age.2', aside].map((file) => ({ deed, file }))))(
  'M-1 $deed refuses, and deletes nothing, while $file cannot be read',
  async ({ deed, file }) => {
    const { home, room, old, arm, calm } = await twoKeys([file], 'ENFILE');
    await fs.copyFile(join(home, 'vault.age'), join(home, aside));
    const before = await bytesIn(home);
    arm();
    await expect(deeds[deed]?.(room, old)).rejects.toMatchObject(refusal(file));
    calm();
    expect(await bytesIn(home)).toEqual(before);
  },
);

test.for(['vault.age', 'vault.age.1', 'vault.age.2', 'keyrack.json.new'])(
  'M-1 a vault whose %s cannot be read is not set aside for a backup, nor begun anew',
  async (file) => {
    const { home, arm, recoveryKey } = await twoKeys([], 'EIO');
    // All that does open is damaged: without the one file this would be set aside.
    for (const other of ['vault.age', 'vault.age.1', 'vault.age.2', 'vault.age.3'].filter((one) => one !== file))
      await fs.writeFile(join(home, other), 'damaged');
    await fs.copyFile(join(home, 'keyrack.json'), join(home, 'keyrack.json.new'));
    const { disk, arm: silence } = silentDisk([file], 'EIO');
    arm();
    silence();
    const before = await bytesIn(home);
    const room = createStrongroom(
      testPorts(home, { disk, clock, secrets: { ...testPorts(home).secrets, identity: async () => recoveryKey } }),
    );
    await expect(room.assessHome({ interactive: false })).rejects.toMatchObject(refusal(file));
    await expect(room.init({ unlock: 'passphrase', recovery: true, passphrase, interactive: false })).rejects.toMatchObject(refusal(file));
    expect(await bytesIn(home)).toEqual(before);
  },
);

test.for([
  ...Object.entries(deeds),
  ['a change', (room: Strongroom, id: string) => room.change({ do: 'trash-key', id, at: '2026-01-01T00:00:00.000Z' })] as const,
])('M-1 %s refused because too many files are open says so, and what to do', async ([, deed]) => {
  const { room, old, arm } = await twoKeys(['vault.age'], 'EMFILE');
  arm();
  await expect(deed(room, old)).rejects.toMatchObject({ ...refusal('vault.age'), hint: expect.stringContaining('ulimit -n') });
});

test('M-1 a reader shows the copy of a vault.age that cannot be read, does not call it damaged, and changes are refused', async () => {
  const { room, arm, calm, home } = await twoKeys(['vault.age'], 'EIO');
  const before = await bytesIn(home);
  await room.lock();
  arm();
  const { keys, health } = await room.unlock({ how: 'passphrase', passphrase });
  expect(keys.length).toBe(2);
  expect(health).toMatchObject({
    readOnly: { current: true, file: 'vault.age.1', error: refusal('vault.age') },
    warnings: [{ code: 'W_VAULT_UNREAD' }],
  });
  expect(health.readOnly?.error.message).not.toContain('damaged');
  await expect(room.change({ do: 'trash-key', id: keys[0]?.id ?? '', at: '2026-01-01T00:00:00.000Z' })).rejects.toMatchObject(
    refusal('vault.age'),
  );
  calm();
  expect(await bytesIn(home)).toEqual(before);
});

test('M-1 no copy can be read: that is said, not that the vault is damaged, nor that the identity is wrong', async () => {
  const { room, arm } = await twoKeys(['vault.age', 'vault.age.1', 'vault.age.2', 'vault.age.3'], 'EMFILE');
  await room.lock();
  arm();
  await expect(room.unlock({ how: 'passphrase', passphrase })).rejects.toMatchObject({
    ...refusal('vault.age'),
    hint: expect.stringContaining('ulimit -n'),
  });
});

test('M-1 a save drops no oldest revision that could not be read, and writes over no such copy', async () => {
  for (const file of ['vault.age.1', 'vault.age.5']) {
    const { room, home, old } = await twoKeys([], 'EIO');
    for (let n = 0; n < 3; n += 1) await room.change({ do: 'edit-key', id: old, set: { name: `Name ${n}` } });
    const { disk, arm } = silentDisk([file], 'EIO');
    const other = createStrongroom(testPorts(home, { disk, clock }));
    arm();
    await other.unlock({ how: 'passphrase', passphrase });
    const before = await bytesIn(home);
    await expect(other.change({ do: 'edit-key', id: old, set: { name: 'New' } }), file).rejects.toMatchObject(refusal(file));
    expect(await bytesIn(home), file).toEqual(before);
  }
});

test('M-1 the window’s doctor and the recovery key’s check say which copy could not be read', async () => {
  const { room, arm, recoveryKey } = await twoKeys(['vault.age.2'], 'EIO');
  arm();
  const { generations } = await room.inspect({ keychain: false });
  expect(generations.find(({ file }) => file === 'vault.age.2')?.is).toBe('unread');
  const check = await room.verifyRecovery({ key: recoveryKey, interactive: false });
  expect([check.fails, check.unread]).toEqual([[], ['vault.age.2']]);
});

test('M-1 a link whose disk is away is a file that cannot be read: repair promotes nothing over it', async () => {
  const { home, room, folder } = await twoKeys([], 'EIO');
  for (const file of ['vault.age', 'vault.age.1']) {
    await fs.rename(join(home, file), join(folder, file));
    await fs.symlink(join(folder, 'away', file), join(home, file));
  }
  await expect(room.repair({})).rejects.toMatchObject(refusal('vault.age'));
  expect((await fs.readdir(home)).filter((name) => name.includes('damaged'))).toEqual([]);
});
