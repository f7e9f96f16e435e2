import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { generationsOf, openedBy } from '../../../../tests/support/generations.js';
import { keychainIn, makeHome, storeKey, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { Ports } from '../ports.js';
import { createStrongroom } from '../strongroom.js';
import { generationFiles } from '../vault/generations.js';
import { openIdentityFile } from './unlock.js';

const sign = (id: string) => ({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
const alone = { rotate: false, recovery: false, interactive: false } as const;

type World = 'keychain' | 'passphrase';

/** A home of either kind with a key in it and every generation there, and what opens it. */
async function homeBy(unlock: World, change: Partial<Ports> = {}) {
  const folder = await temporaryFolder(onTestFinished);
  const file = join(folder, 'keychain.json');
  const keychain = keychainIn(file);
  const home = join(folder, 'home');
  const ports = testPorts(home, { keychain, ...change });
  const room = createStrongroom(ports);
  const passphrase = 'correct horse battery staple';
  const { recoveryKey, vaultId } = await room.init({ unlock, recovery: true, passphrase, interactive: false });
  await room.unlock({ how: 'passphrase', passphrase }).catch(() => room.unlock({ how: 'any', interactive: false }));
  const id = await storeKey(room, folder, '2X9R4HXF34');
  for (let n = 0; n < 5; n += 1) await room.change({ do: 'edit-key', id, set: { name: `Name ${n}` } });
  const device = async () =>
    unlock === 'passphrase' && (await readdir(home)).includes('identity.age')
      ? (await openIdentityFile(ports, passphrase)).identity
      : await keychain.get(`vault:${vaultId}`);
  return { home, room, id, keychain, ports, passphrase, recoveryKey: recoveryKey ?? '', vaultId, device: (await device()) ?? '' };
}

const again = (ports: Ports) => createStrongroom(ports);
const recordsOf = async (home: string) =>
  Promise.all(['keyrack.json', 'keyrack.json.1'].map(async (name) => JSON.parse(await readFile(join(home, name), 'utf8'))));

describe('S-05 the way in', () => {
  test('another passphrase: the device identity stays, the old one opens nothing any more', async () => {
    const { home, room, id, ports, passphrase, device } = await homeBy('passphrase');
    const vault = await readFile(join(home, 'vault.age'));
    const done = await room.changeUnlock({ unlock: 'passphrase', passphrase: 'another one altogether', current: passphrase, ...alone });
    expect(done).toMatchObject({ newDevice: false, deleted: [], view: { unlock: 'passphrase', health: { readOnly: null, warnings: [] } } });
    expect((await readFile(join(home, 'vault.age'))).equals(vault)).toBe(true);
    expect((await openIdentityFile(ports, 'another one altogether')).identity).toBe(device);
    await expect(again(ports).unlock({ how: 'passphrase', passphrase })).rejects.toMatchObject({ code: 'E_PASSPHRASE_WRONG' });
    const room2 = again(ports);
    await room2.unlock({ how: 'passphrase', passphrase: 'another one altogether' });
    await room2.sign(sign(id));
  });

  test('a current passphrase that is wrong changes nothing', async () => {
    const { home, room, ports, passphrase } = await homeBy('passphrase');
    const before = await readFile(join(home, 'identity.age'));
    await expect(
      room.changeUnlock({ unlock: 'passphrase', passphrase: 'plain but long enough', current: 'wrong', ...alone }),
    ).rejects.toMatchObject({
      code: 'E_PASSPHRASE_WRONG',
    });
    expect((await readFile(join(home, 'identity.age'))).equals(before)).toBe(true);
    await again(ports).unlock({ how: 'passphrase', passphrase });
  });

  test('keychain to passphrase and back: same identity, both copies of keyrack.json say so, and the old way is gone', async () => {
    const { home, room, id, ports, keychain, vaultId, device } = await homeBy('keychain');
    await writeFile(join(home, 'keyrack.json'), JSON.stringify({ ...(await recordsOf(home))[0], later: 'kept' }));
    await room.changeUnlock({ unlock: 'passphrase', passphrase: 'plain but long enough', ...alone });
    expect(await keychain.get(`vault:${vaultId}`)).toBeNull();
    for (const record of await recordsOf(home))
      expect(record).toMatchObject({ unlock: 'passphrase', recovery: true, vaultId, later: 'kept' });
    const room2 = again(ports);
    expect(await room2.unlock({ how: 'passphrase', passphrase: 'plain but long enough' })).toMatchObject({ unlock: 'passphrase' });
    await room2.changeUnlock({ unlock: 'keychain', ...alone });
    expect(await keychain.get(`vault:${vaultId}`)).toBe(device);
    expect((await readdir(home)).filter((name) => name.startsWith('identity.age'))).toEqual([]);
    for (const record of await recordsOf(home)) expect(record).toMatchObject({ unlock: 'keychain', vaultId });
    const room3 = again(ports);
    await room3.unlock({ how: 'any', interactive: false });
    await room3.sign(sign(id));
  });

  test('S-02 a keychain that does not keep what it was given: the passphrase still opens, and nothing says otherwise', async () => {
    const deaf = { name: 'deaf', get: async () => null, set: async () => undefined, delete: async () => false };
    const { home, room, ports, passphrase } = await homeBy('passphrase', { keychain: deaf });
    await expect(room.changeUnlock({ unlock: 'keychain', ...alone })).rejects.toMatchObject({ code: 'E_KEYCHAIN_LOCKED' });
    for (const record of await recordsOf(home)) expect(record).toMatchObject({ unlock: 'passphrase' });
    await again(ports).unlock({ how: 'passphrase', passphrase });
  });

  test('an old item that the keychain keeps is said, and the new way opens', async () => {
    const { ports, keychain } = await homeBy('keychain');
    const stubborn = { ...ports, keychain: { ...keychain, delete: () => Promise.reject(new Error('no')) } };
    const room = again(stubborn);
    await room.unlock({ how: 'any', interactive: false });
    const { view } = await room.changeUnlock({ unlock: 'passphrase', passphrase: 'plain but long enough', ...alone });
    expect(view.health.warnings.map(({ code }) => code)).toEqual(['W_OLD_WAY_KEPT']);
    await again(ports).unlock({ how: 'passphrase', passphrase: 'plain but long enough' });
  });

  test('a new passphrase without a window: KEYRACK_NEW_PASSPHRASE, never the one that opened the vault; on a terminal twice', async () => {
    const { ports, passphrase } = await homeBy('passphrase');
    const asked: string[] = [];
    const given = async (secrets: Partial<Ports['secrets']>, interactive: boolean, rotate = false) => {
      const room = again({ ...ports, secrets: { ...ports.secrets, passphrase: () => passphrase, ...secrets } });
      await room.unlock({ how: 'environment' });
      return room.changeUnlock({ unlock: 'passphrase', rotate, recovery: false, interactive });
    };
    await expect(given({}, false)).rejects.toMatchObject({
      code: 'E_PASSPHRASE_MISSING',
      hint: expect.stringContaining('KEYRACK_NEW_PASSPHRASE'),
    });
    const typing = (...answers: string[]) => ({
      ask: async (prompt: string) => {
        asked.push(prompt);
        return answers.shift() ?? '';
      },
    });
    await expect(given(typing('one and no other', 'two and no other'), true)).rejects.toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining('nothing was changed'),
    });
    await expect(given(typing('', ''), true)).rejects.toMatchObject({ code: 'E_USAGE' });
    expect((await given({}, false, true)).newDevice).toBe(true);
    await given(typing(passphrase, passphrase), true);
    expect(asked).toEqual(['New passphrase: ', 'Once more: ', 'New passphrase: ', 'New passphrase: ', 'Once more: ']);
    await given({ newPassphrase: () => 'from the environment' }, false);
    await again(ports).unlock({ how: 'passphrase', passphrase: 'from the environment' });
  });
});

describe('S-05 --rotate', () => {
  test.for(['keychain', 'passphrase'] as const)('%s: a new device identity opens every generation, the old one none', async (unlock) => {
    const { home, room, id, ports, recoveryKey, device } = await homeBy(unlock);
    expect(await openedBy(home, device)).toEqual(generationFiles);
    await appendFile(join(home, 'vault.age.4'), 'x');
    await writeFile(join(home, 'vault.age.damaged-then'), 'x');
    const mayDelete = (await room.leftovers()).unopened;
    const way = { unlock, passphrase: 'plain but long enough' };
    const { newDevice, deleted, view } = await room.changeUnlock({ ...way, ...alone, rotate: true, mayDelete });
    expect([newDevice, deleted, view.health]).toEqual([true, ['vault.age.4', 'vault.age.damaged-then'], { readOnly: null, warnings: [] }]);
    expect(await openedBy(home, device)).toEqual([]);
    expect(await openedBy(home, recoveryKey)).toEqual(generationFiles.filter((file) => file !== 'vault.age.4'));
    await room.sign(sign(id));
    const room2 = again(ports);
    await room2.unlock(
      unlock === 'keychain' ? { how: 'any', interactive: false } : { how: 'passphrase', passphrase: 'plain but long enough' },
    );
    await room2.sign(sign(id));
    await room2.change({ do: 'edit-key', id, set: { name: 'after' } });
    expect(await openedBy(home, device)).toEqual([]);
  });

  test('a Keyrack that was open meanwhile is locked, says why, and opens again', async () => {
    const { room, ports, passphrase, id } = await homeBy('passphrase');
    const other = again(ports);
    await other.unlock({ how: 'passphrase', passphrase });
    await room.changeUnlock({ unlock: 'passphrase', passphrase, ...alone, rotate: true });
    await expect(other.change({ do: 'trash-key', id, at: '2026-01-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'E_LOCKED' });
    expect((await other.status()).unlocked).toBe(false);
    await other.unlock({ how: 'passphrase', passphrase });
    await other.sign(sign(id));
  });

  test('with the recovery key on another machine a device is added, and --rotate drops the others', async () => {
    const { home, ports, recoveryKey, device, vaultId, id } = await homeBy('keychain');
    const elsewhere = { ...ports, keychain: keychainIn(join(home, '..', 'other-keychain.json')) };
    const there = again({ ...elsewhere, secrets: { ...ports.secrets, identity: async () => recoveryKey } });
    await there.unlock({ how: 'any', interactive: false });
    expect(await there.changeUnlock({ unlock: 'keychain', ...alone })).toMatchObject({ newDevice: true });
    const added = (await elsewhere.keychain.get(`vault:${vaultId}`)) ?? '';
    for (const one of [device, added, recoveryKey]) expect(await openedBy(home, one)).toEqual(generationFiles);
    const room = again(elsewhere);
    await room.unlock({ how: 'any', interactive: false });
    await room.changeUnlock({ unlock: 'keychain', ...alone, rotate: true });
    for (const one of [device, added]) expect(await openedBy(home, one)).toEqual([]);
    expect(await openedBy(home, recoveryKey)).toEqual(generationFiles);
    await room.sign(sign(id));
  });

  test('a vault that is read-only is left as it is', async () => {
    const { home, room, ports, passphrase } = await homeBy('passphrase');
    await appendFile(join(home, 'vault.age'), 'x');
    const before = await readFile(join(home, 'identity.age'));
    await expect(
      room.changeUnlock({ unlock: 'passphrase', passphrase: 'plain but long enough', ...alone, rotate: true }),
    ).rejects.toMatchObject({
      code: 'E_VAULT_DAMAGED',
    });
    await expect(room.offerRecovery({ for: 'itself', passphrase, interactive: false })).rejects.toMatchObject({ code: 'E_VAULT_DAMAGED' });
    expect((await readFile(join(home, 'identity.age'))).equals(before)).toBe(true);
    await again(ports).unlock({ how: 'passphrase', passphrase });
  });
});

describe('S-04 the recovery key', () => {
  test.for(['keychain', 'passphrase'] as const)(
    '%s: a new one opens every generation; the old one and the old device none (S-05)',
    async (unlock) => {
      const { home, room, id, ports, passphrase, recoveryKey: old, device } = await homeBy(unlock);
      const { recoveryKey } = await room.offerRecovery({ for: 'itself', passphrase, interactive: false });
      expect([await openedBy(home, recoveryKey), await openedBy(home, old)]).toEqual([[], generationFiles]);
      expect(await room.adoptRecovery()).toMatchObject({ newDevice: true, deleted: [], view: { recovery: true, unlock } });
      expect(await openedBy(home, recoveryKey)).toEqual(generationFiles);
      for (const gone of [old, device]) expect(await openedBy(home, gone)).toEqual([]);
      const room2 = again(ports);
      await room2.unlock(unlock === 'keychain' ? { how: 'any', interactive: false } : { how: 'passphrase', passphrase });
      await room2.sign(sign(id));
      for (const document of (await generationsOf(home, recoveryKey)).values())
        expect(document instanceof Error ? null : document.recipients.devices).toHaveLength(1);
      await expect(room.adoptRecovery()).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    },
  );

  test('the first one of a vault that had none asks for no passphrase and keeps the device identity', async () => {
    const folder = await temporaryFolder(onTestFinished);
    const home = join(folder, 'home');
    const room = createStrongroom(testPorts(home));
    await room.init({ unlock: 'passphrase', recovery: false, passphrase: 'plain but long enough', interactive: false });
    await room.unlock({ how: 'passphrase', passphrase: 'plain but long enough' });
    const identity = await readFile(join(home, 'identity.age'));
    const { recoveryKey } = await room.offerRecovery({ for: 'itself', interactive: false });
    expect(await room.adoptRecovery()).toMatchObject({ newDevice: false, view: { recovery: true } });
    expect(await openedBy(home, recoveryKey)).toEqual(['vault.age', 'vault.age.1']);
    expect((await readFile(join(home, 'identity.age'))).equals(identity)).toBe(true);
    for (const record of await recordsOf(home)) expect(record.recovery).toBe(true);
  });

  test('a wrong passphrase is refused before anything is shown; lock forgets what was shown', async () => {
    const { room, passphrase } = await makeHome(onTestFinished);
    await expect(room.offerRecovery({ for: 'itself', passphrase: 'wrong', interactive: false })).rejects.toMatchObject({
      code: 'E_PASSPHRASE_WRONG',
    });
    await expect(room.offerRecovery({ for: 'itself', interactive: false })).rejects.toMatchObject({ code: 'E_PASSPHRASE_MISSING' });
    await room.offerRecovery({ for: 'itself', passphrase, interactive: false });
    await room.lock();
    await room.unlock({ how: 'passphrase', passphrase });
    await expect(room.adoptRecovery()).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('--rotate takes one along: of the four identities the two new ones open everything', async () => {
    const { home, room, recoveryKey: old, device } = await homeBy('passphrase');
    const { recoveryKey } = await room.offerRecovery({ for: 'unlock-change', interactive: false });
    await room.changeUnlock({
      unlock: 'passphrase',
      passphrase: 'plain but long enough',
      rotate: true,
      recovery: true,
      interactive: false,
    });
    expect(await openedBy(home, recoveryKey)).toEqual(generationFiles);
    for (const gone of [old, device]) expect(await openedBy(home, gone)).toEqual([]);
  });

  test('verify tells the recovery key from a device’s, from another vault’s, and names what does not open', async () => {
    const { home, ports, recoveryKey, device, vaultId } = await homeBy('keychain');
    const other = await makeHome(onTestFinished);
    const room = again(ports);
    const check = (key: string) => room.verifyRecovery({ key, interactive: false });
    expect(await check(`Keyrack recovery key\n\n ${recoveryKey} \n`)).toEqual({
      vaultId,
      is: 'recovery',
      opens: generationFiles,
      fails: [],
      unread: [],
      warnings: [],
    });
    expect(await check(device)).toMatchObject({ is: 'device', fails: [] });
    for (const key of [other.recoveryKey, 'AGE-SECRET-KEY-1X', 'nonsense', ''])
      await expect(check(key)).rejects.toMatchObject({ code: 'E_IDENTITY_WRONG' });
    await appendFile(join(home, 'vault.age.2'), 'x');
    expect(await check(recoveryKey)).toMatchObject({ is: 'recovery', fails: ['vault.age.2'] });
    await rm(home, { recursive: true });
    await expect(check(recoveryKey)).rejects.toMatchObject({ code: 'E_VAULT_MISSING' });
  });

  test('verify takes the key from the environment, the terminal or stdin, and opens nothing else with it', async () => {
    const { ports, recoveryKey } = await homeBy('passphrase');
    const by = (secrets: Partial<Ports['secrets']>, interactive: boolean) =>
      again({ ...ports, secrets: { ...ports.secrets, ...secrets } }).verifyRecovery({ interactive });
    expect(await by({ identity: async () => recoveryKey }, false)).toMatchObject({ is: 'recovery' });
    expect(await by({ ask: async () => recoveryKey }, true)).toMatchObject({ is: 'recovery' });
    expect(await by({ stdin: async () => Buffer.from(`${recoveryKey}\n`) }, false)).toMatchObject({ is: 'recovery' });
    await expect(by({}, false)).rejects.toMatchObject({ code: 'E_IDENTITY_WRONG' });
  });
});
