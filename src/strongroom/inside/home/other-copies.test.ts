import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bytesIn } from '../../../../tests/support/failing-deeds.js';
import { makeHome, storeKey, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { createStrongroom } from '../strongroom.js';
import { open } from '../vault/seal.js';

const passphrase = 'correct horse battery staple';
const rotation = { unlock: 'passphrase', passphrase, rotate: true, recovery: false, interactive: false } as const;

/** As editors, hands, Finder, Explorer, Dropbox, Syncthing, OneDrive and Nextcloud call a copy. */
const names = [
  'vault.age.bak',
  'vault.age~',
  'vault.age.orig',
  '.vault.age.swp',
  'vault 2.age',
  'vault copy.age',
  'vault (1).age',
  'vault - Copy.age',
  'Copy of vault.age',
  'vault (conflicted copy 2026-11-27).age',
  "vault (Ada's conflicted copy 2026-11-27).age",
  'vault.sync-conflict-20261127-101500-ABCDEFG.age',
  'vault-LAPTOP-7.age',
  'vault_conflict-20261127-101500.age',
  'vault.age.1.bak',
  'anything at all.bin',
  '.stversions/vault~20261127-101500.age',
  'backup of it/older/vault.age',
];

async function withKey() {
  const made = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const id = await storeKey(made.room, folder, 'GONE000001');
  return { ...made, folder, id };
}

test.for(names)(
  'M-13 a copy called %s still holds a purged key, and opens to an identity that was rotated away: both are said',
  async (name) => {
    const { home, room, id } = await withKey();
    await fs.mkdir(join(home, name, '..'), { recursive: true });
    await fs.copyFile(join(home, 'vault.age'), join(home, name));
    const { found } = await room.purge({ ids: [id] });
    expect(found).toEqual([{ file: name, is: 'holds' }]);
    expect((await room.changeUnlock(rotation)).found).toEqual([{ file: name, is: 'holds' }]);
    // It opens to what was dropped before that, not to what was dropped now.
    expect((await room.changeUnlock(rotation)).found).toEqual([]);
  },
);

test('M-13 a new recovery key names the copies that the old identity opens, and a change of the passphrase alone none', async () => {
  const { home, room } = await withKey();
  await fs.copyFile(join(home, 'vault.age'), join(home, 'vault (1).age'));
  const newPassphrase = 'another one altogether';
  expect((await room.changeUnlock({ ...rotation, passphrase: newPassphrase, rotate: false })).found).toEqual([]);
  await room.offerRecovery({ for: 'itself', passphrase: newPassphrase, interactive: false });
  expect((await room.adoptRecovery()).found).toEqual([{ file: 'vault (1).age', is: 'holds' }]);
});

test('M-13 what does not open, cannot be read, or was never sealed is told apart; what holds nothing of it is not named', async () => {
  const { home, id, recoveryKey, passphrase: typed } = await withKey();
  const { home: other } = await makeHome(onTestFinished);
  await fs.copyFile(join(other, 'vault.age'), join(home, 'vault.theirs.age'));
  await fs.copyFile(join(home, 'vault.age'), join(home, 'vault.bad-sector.age'));
  await fs.copyFile(join(home, 'vault.age.2'), join(home, 'vault.before-it.age'));
  await fs.copyFile(join(home, 'identity.age'), join(home, 'identity.age.bak'));
  // As the documentation opens it without Keyrack.
  const opened = await open(await fs.readFile(join(home, 'vault.age')), recoveryKey);
  await fs.writeFile(join(home, 'vault.json'), opened);
  await fs.writeFile(join(home, 'notes.txt'), JSON.parse(new TextDecoder().decode(opened)).keys[0].privateKey);
  await fs.writeFile(join(home, 'todo.txt'), 'nothing');
  const { disk } = testPorts(home);
  const opens: typeof disk.open = async (path, ...how) => {
    if (String(path).includes('bad-sector')) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
    return disk.open(path, ...how);
  };
  const room = createStrongroom(testPorts(home, { disk: { ...disk, open: opens } }));
  await room.unlock({ how: 'passphrase', passphrase: typed });
  const { found } = await room.purge({ ids: [id] });
  expect(found).toEqual([
    { file: 'notes.txt', is: 'holds' },
    { file: 'vault.bad-sector.age', is: 'unread' },
    { file: 'vault.json', is: 'holds' },
    { file: 'vault.theirs.age', is: 'closed' },
  ]);
});

test('M-13 after a change of identities that was stopped halfway, a rotation also names the copy that only what was before opens', async () => {
  const { home, passphrase: typed } = await withKey();
  await fs.copyFile(join(home, 'vault.age'), join(home, 'vault (1).age'));
  const { disk } = testPorts(home);
  const rename: typeof disk.rename = async (from, to) => {
    if (String(to).endsWith('identity.age.1')) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
    return disk.rename(from, to);
  };
  const halfway = createStrongroom(testPorts(home, { disk: { ...disk, rename } }));
  await halfway.unlock({ how: 'passphrase', passphrase: typed });
  await halfway.offerRecovery({ for: 'itself', passphrase: typed, interactive: false });
  await expect(halfway.adoptRecovery()).rejects.toMatchObject({ code: 'E_DISK' });
  const room = createStrongroom(testPorts(home));
  await room.unlock({ how: 'passphrase', passphrase: typed });
  const { found } = await room.changeUnlock({ ...rotation, passphrase: typed });
  expect(found).toEqual([{ file: 'vault (1).age', is: 'closed' }]);
});

/** The vault’s two newest files lie elsewhere, as some tidy their dotfiles. */
async function linked() {
  const made = await withKey();
  const place = join(made.folder, 'Dropbox');
  await fs.mkdir(place);
  for (const file of ['vault.age', 'vault.age.1']) {
    await fs.rename(join(made.home, file), join(place, file));
    await fs.symlink(join(place, file), join(made.home, file));
  }
  const room = createStrongroom(testPorts(made.home));
  const view = await room.unlock({ how: 'passphrase', passphrase });
  return { ...made, place, room, view };
}

test('M-13 a vault.age that is a link is read through, and neither changed, purged nor rotated: what it names would stay', async () => {
  const { home, place, room, view, id } = await linked();
  expect(view.keys.map((one) => one.id)).toEqual([id]);
  expect(view.health.readOnly).toMatchObject({
    current: true,
    error: { code: 'E_VAULT_LINK', message: expect.stringContaining('vault.age') },
  });
  const before = [await bytesIn(home), await bytesIn(place)];
  const refused = { code: 'E_VAULT_LINK' };
  await expect(room.change({ do: 'edit-key', id, set: { name: 'New' } })).rejects.toMatchObject(refused);
  await expect(room.purge({ ids: [id] })).rejects.toMatchObject(refused);
  await expect(room.changeUnlock(rotation)).rejects.toMatchObject(refused);
  expect([await bytesIn(home), await bytesIn(place)]).toEqual(before);
});

test('M-13 repair moves the link aside and writes the file anew; a purge then names what the link named, and its conflicted copies', async () => {
  const { home, place, room, id } = await linked();
  await fs.copyFile(join(place, 'vault.age'), join(place, 'vault (conflicted copy).age'));
  await fs.writeFile(join(place, 'unrelated.txt'), 'x');
  const { movedAside, view } = await room.repair({});
  expect(movedAside).toMatchObject([{ from: 'vault.age' }, { from: 'vault.age.1' }]);
  expect([view.health.readOnly, view.keys.length]).toEqual([null, 1]);
  expect((await fs.lstat(join(home, 'vault.age'))).isFile()).toBe(true);
  const { found } = await room.purge({ ids: [id] });
  expect(
    found
      .filter(({ is }) => is === 'holds')
      .map(({ file }) => file)
      .sort(),
  ).toEqual(['vault (conflicted copy).age', 'vault.age', 'vault.age.1'].map((file) => join(place, file)));
});

test.for(['identity.age', 'identity.age.1', 'keyrack.json'])(
  'M-13 where %s is a link, another way in is refused before anything is changed; repair puts a file there',
  async (file) => {
    const { home, room, folder } = await withKey();
    await fs.rename(join(home, file), join(folder, file));
    await fs.symlink(join(folder, file), join(home, file));
    const before = [await bytesIn(home), await bytesIn(folder)];
    const change = { ...rotation, passphrase: 'another one altogether' };
    for (const rotate of [false, true])
      await expect(room.changeUnlock({ ...change, rotate })).rejects.toMatchObject({ code: 'E_VAULT_LINK' });
    expect([await bytesIn(home), await bytesIn(folder)]).toEqual(before);
    await room.repair({});
    expect((await fs.lstat(join(home, file))).isFile()).toBe(true);
    await room.changeUnlock(change);
  },
);

test('M-13 a purge that finds no other copy says so with an empty list', async () => {
  const { room, id } = await withKey();
  expect((await room.purge({ ids: [id] })).found).toEqual([]);
});
