import { cp, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backupPassphrase, codeOf, storeKeys, vaultWithKeys } from '../../../../tests/support/backup.js';
import { spoil } from '../../../../tests/support/generations.js';
import { keychainIn, makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { RestoreToNewVaultRequest, Strongroom } from '../../client/contract.js';
import { createStrongroom } from '../strongroom.js';

const interactive = false;
const passphrase = 'correct horse battery staple';
const fresh = 'another horse, another staple';

/** A vault of two keys with its backup, closed, and a third key that no backup holds. */
async function withBackup() {
  const made = await vaultWithKeys(onTestFinished);
  await made.room.backup({ path: made.path, passphrase: backupPassphrase, interactive, leaveOut: [] });
  const [late] = await storeKeys(made.room, made.folder, 1, { first: 90 });
  await made.room.lock();
  return { ...made, late };
}
const reopened = (home: string): Strongroom => createStrongroom(testPorts(home));

async function restoreToNewVault(room: Strongroom, path: string, set: Partial<RestoreToNewVaultRequest> = {}) {
  const { ticket } = await room.openBackup({ path, passphrase: backupPassphrase, interactive, into: 'new' });
  return room.restoreToNewVault({
    ticket,
    unlock: 'passphrase',
    passphrase: fresh,
    recovery: true,
    interactive,
    evenSealed: false,
    ...set,
  });
}

/** By name, of everything the home holds but its lock. */
async function contents(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isFile());
  return Object.fromEntries(await Promise.all(names.map(async ({ name }) => [name, await readFile(join(folder, name), 'base64')])));
}

describe('R-31 a backup where no copy opens', () => {
  test('everything is set aside as it was, and a new vault with a new recovery key holds what was backed up', async () => {
    const { home, path, keys, recoveryKey } = await withBackup();
    await spoil(home);
    const before = await contents(home);
    const room = reopened(home);
    expect(await codeOf(room.unlock({ how: 'passphrase', passphrase }))).toBe('E_VAULT_DAMAGED');
    expect((await room.assessHome({ interactive })).is).toBe('damaged');
    const { setAside, rows, ...reply } = await restoreToNewVault(room, path);
    expect(rows.map(({ ok, restored }) => ok && restored)).toEqual([true, true]);
    expect(reply).toMatchObject({ unlock: 'passphrase', recoveryKey: expect.stringMatching(/^AGE-SECRET-KEY-1/) });
    expect(reply.recoveryKey).not.toBe(recoveryKey);
    expect(await contents(join(home, setAside ?? ''))).toEqual(before);
    expect(await codeOf(room.unlock({ how: 'passphrase', passphrase }))).toBe('E_PASSPHRASE_WRONG');
    const view = await room.unlock({ how: 'passphrase', passphrase: fresh });
    expect(view).toMatchObject({ revision: 1, recovery: true, health: { readOnly: null, warnings: [] } });
    expect(view.keys.map(({ id }) => id)).toEqual(keys.map(({ id }) => id));
    for (const { id } of view.keys) await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
    // And it goes on as any vault does.
    await room.change({ do: 'edit-key', id: view.keys[0]?.id ?? '', set: { name: 'CI' } });
    expect(await room.verifyRecovery({ key: reply.recoveryKey ?? '', interactive })).toMatchObject({ is: 'recovery' });
  });

  test('moved back by hand, what was set aside is the vault it was', async () => {
    const { home, path } = await withBackup();
    const copy = join(await temporaryFolder(onTestFinished), 'copy');
    await cp(home, copy, { recursive: true });
    await spoil(home);
    const room = reopened(home);
    await room.unlock({ how: 'passphrase', passphrase }).catch(() => undefined);
    const { setAside } = await restoreToNewVault(room, path);
    await mkdir(join(home, 'new'));
    for (const name of await readdir(home))
      if (/^(vault|identity|keyrack|state|activity)/.test(name)) await rename(join(home, name), join(home, 'new', name));
    for (const name of await readdir(join(home, setAside ?? ''))) await rename(join(home, setAside ?? '', name), join(home, name));
    expect((await readdir(home)).filter((name) => name.startsWith('vault'))).toEqual(
      (await readdir(copy)).filter((name) => name.startsWith('vault')),
    );
    expect(await codeOf(reopened(home).unlock({ how: 'passphrase', passphrase }))).toBe('E_VAULT_DAMAGED');
  });

  test('a copy that opens, whichever, is never set aside', async () => {
    const { home, path } = await withBackup();
    const whole = await readFile(join(home, 'vault.age.2'));
    await spoil(home);
    await writeFile(join(home, 'vault.age.2'), whole);
    const before = await contents(home);
    const room = reopened(home);
    await room.unlock({ how: 'passphrase', passphrase });
    await room.lock();
    // Locked, and told by the environment alone.
    const told = createStrongroom(testPorts(home, { secrets: { ...testPorts(home).secrets, passphrase: () => passphrase } }));
    expect(await told.assessHome({ interactive })).toMatchObject({ is: 'opens', opens: ['vault.age.2'] });
    expect(await codeOf(restoreToNewVault(told, path, { evenSealed: true }))).toBe('E_VAULT_OPENS');
    expect(await contents(home)).toEqual(before);
  });

  test('a wrong passphrase is no damage: a whole vault is set aside only by who was told that it may still open', async () => {
    const { home, path, recoveryKey } = await withBackup();
    const before = await contents(home);
    const room = reopened(home);
    expect(await codeOf(room.unlock({ how: 'passphrase', passphrase: 'wrong' }))).toBe('E_PASSPHRASE_WRONG');
    expect(await room.assessHome({ interactive })).toMatchObject({
      is: 'sealed',
      sealed: expect.arrayContaining(['vault.age', 'vault.age.1']),
    });
    expect(await codeOf(restoreToNewVault(room, path))).toBe('E_VAULT_SEALED');
    expect(await contents(home)).toEqual(before);
    const { setAside } = await restoreToNewVault(room, path, { evenSealed: true });
    // The recovery key was found after all.
    const back = join(home, setAside ?? '');
    const { keys } = await reopened(back).unlock({ how: 'identity', identity: recoveryKey });
    expect(keys).toHaveLength(3);
  });

  test('a damaged way in is no damaged vault either', async () => {
    const { home, path, recoveryKey } = await withBackup();
    for (const file of ['identity.age', 'identity.age.1']) await truncate(join(home, file), 10);
    const room = reopened(home);
    expect(await codeOf(room.unlock({ how: 'passphrase', passphrase }))).toBe('E_VAULT_DAMAGED');
    expect((await room.assessHome({ interactive })).is).toBe('sealed');
    expect(await codeOf(restoreToNewVault(room, path))).toBe('E_VAULT_SEALED');
    await room.unlock({ how: 'identity', identity: recoveryKey });
    expect((await room.assessHome({ interactive })).is).toBe('opens');
  });

  test('one bit in its stanza makes a copy look like another’s: it may open to the recovery key, and is not called damaged', async () => {
    const { home, recoveryKey } = await withBackup();
    await spoil(home);
    const bytes = await readFile(join(home, 'vault.age'));
    const at = bytes.indexOf('\n', bytes.indexOf('-> X25519')) + 3;
    bytes.writeUInt8(bytes.toString('latin1', at, at + 1) === 'A' ? 0x42 : 0x41, at);
    await writeFile(join(home, 'vault.age'), bytes);
    const room = reopened(home);
    expect(await codeOf(room.unlock({ how: 'passphrase', passphrase }))).not.toBe('no error');
    expect(await room.assessHome({ interactive })).toMatchObject({ is: 'sealed', sealed: ['vault.age'] });
    await room.unlock({ how: 'identity', identity: recoveryKey }).catch(() => undefined);
    expect((await room.assessHome({ interactive })).is).toBe('damaged');
  });

  test.for([
    ['cut off in the header', (file: string): Promise<void> => truncate(file, 60)],
    ['empty', (file: string): Promise<void> => truncate(file, 0)],
    ['gone', (file: string): Promise<void> => rm(file)],
    ['a folder', (file: string): Promise<void> => rm(file).then(() => mkdir(file))],
  ] as const)('every copy %s: nobody can open it, whoever they are', async ([, spoilOne]) => {
    const { home, path } = await withBackup();
    for (const file of await readdir(home)) if (file.startsWith('vault.age')) await spoilOne(join(home, file));
    const room = reopened(home);
    expect((await room.assessHome({ interactive })).is).toBe('damaged');
    expect((await restoreToNewVault(room, path)).rows.every(({ ok }) => ok)).toBe(true);
  });

  test('the keychain keeps what opened the old vault, and the new one has an item of its own', async () => {
    const { path, folder } = await withBackup();
    const [home, file] = [join(folder, 'second'), join(folder, 'keychain.json')];
    const first = createStrongroom(testPorts(home, { keychain: keychainIn(file) }));
    const { vaultId } = await first.init({ unlock: 'keychain', recovery: true, interactive });
    await spoil(home);
    const room = createStrongroom(testPorts(home, { keychain: keychainIn(file) }));
    const made = await restoreToNewVault(room, path, { unlock: 'keychain' });
    expect(Object.keys(JSON.parse(await readFile(file, 'utf8')))).toEqual([`vault:${vaultId}`, `vault:${made.vaultId}`]);
    expect((await room.unlock({ how: 'any', interactive })).keys).toHaveLength(2);
  });

  test('a keychain that is not there says so before anything is moved', async () => {
    const { home, path } = await withBackup();
    await spoil(home);
    const before = await contents(home);
    const room = reopened(home);
    await room.unlock({ how: 'passphrase', passphrase }).catch(() => undefined);
    expect(await codeOf(restoreToNewVault(room, path, { unlock: 'keychain' }))).toBe('E_KEYCHAIN_UNAVAILABLE');
    expect(await contents(home)).toEqual(before);
  });

  test('where there is no vault it makes one; the folder of an earlier time stays', async () => {
    const { path, folder } = await withBackup();
    const home = join(folder, 'new-home');
    await mkdir(join(home, 'set-aside-2026-01-01T00-00-00-000Z'), { recursive: true });
    const room = reopened(home);
    expect((await room.assessHome({ interactive })).is).toBe('none');
    expect(await restoreToNewVault(room, path)).toMatchObject({ setAside: null, rows: [{ ok: true }, { ok: true }] });
    expect(await readdir(home)).toContain('set-aside-2026-01-01T00-00-00-000Z');
  });

  test('a backup that was opened for a vault, or let go, makes none', async () => {
    const { home } = await makeHome(onTestFinished);
    expect(
      await codeOf(reopened(home).restoreToNewVault({ ticket: 'x', unlock: null, recovery: true, interactive, evenSealed: false })),
    ).toBe('E_NOT_FOUND');
  });
});
