import { readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { codeOf } from '../../../../tests/support/backup.js';
import { keychainIn, storeKey, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { InitReply, Strongroom } from '../../client/contract.js';
import type { Ports } from '../ports.js';
import { createStrongroom } from '../strongroom.js';
import { keychainNotOurs } from '../ways-in/keychain/not-ours.js';

const passphrase = 'correct horse battery staple';
const interactive = false;

const init = (room: Strongroom, given = passphrase): Promise<InitReply> =>
  room.init({ unlock: 'passphrase', recovery: true, passphrase: given, interactive });

/** A home whose init got as far as this and no further. */
async function stoppedAt(step: string) {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  const stops = testPorts(home, {
    step(name) {
      if (name === step) throw new Error('stopped');
    },
  });
  await init(createStrongroom(stops)).catch(() => undefined);
  return { home, room: createStrongroom(testPorts(home)) };
}
const namesIn = async (home: string) => (await readdir(home)).sort();

test('S-09 a vault that has its name but was never told of is no vault yet: init makes another, and the first is set aside', async () => {
  const { home, room } = await stoppedAt('init:named');
  expect((await room.status()).warnings.map(({ code }) => code)).toEqual(['W_INIT_UNFINISHED']);
  const { recoveryKey } = await init(room);
  expect(await room.verifyRecovery({ key: recoveryKey ?? '', interactive })).toMatchObject({ is: 'recovery' });
  expect((await namesIn(home)).filter((name) => name.startsWith('vault.age.set-aside-'))).toHaveLength(1);
  expect((await room.status()).warnings).toEqual([]);
});

test('S-09 what is there is judged by opening it: with another passphrase nobody can say that it is empty', async () => {
  const { home, room } = await stoppedAt('init:vault-made');
  const before = await namesIn(home);
  expect(await codeOf(init(room, 'another passphrase'))).toBe('E_VAULT_EXISTS');
  expect(await namesIn(home)).toEqual(before);
  await init(room);
});

test('S-09 a used vault is never begun anew, whatever init has left beside it; opening it says so until there is a recovery key that was seen', async () => {
  const { home, room } = await stoppedAt('init:named');
  const opened = await room.unlock({ how: 'passphrase', passphrase });
  expect(opened.health.warnings.map(({ code }) => code)).toEqual(['W_INIT_UNFINISHED']);
  await storeKey(room, await temporaryFolder(onTestFinished), '2X9R4HXF34');
  // As if nothing but the first revision's names were left.
  for (const name of await namesIn(home))
    if (/^(vault\.age\.[2-5]|keyrack\.json|keyrack\.json\.1|state\.json)$/.test(name)) await unlink(join(home, name));
  expect(await codeOf(init(createStrongroom(testPorts(home))))).toBe('E_VAULT_EXISTS');
  expect((await room.read()).keys).toHaveLength(1);
  await room.offerRecovery({ for: 'itself', passphrase, interactive });
  await room.adoptRecovery();
  expect(await namesIn(home)).not.toContain('keyrack.json.new');
  expect((await room.status()).warnings).toEqual([]);
});

test('S-09 begun with a keychain and not named yet, it opens by the keychain all the same', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const [home, file] = [join(folder, 'home'), join(folder, 'keychain.json')];
  const keychain = keychainIn(file);
  const step = (name: string) => {
    if (name === 'init:vault-made') throw new Error('stopped');
  };
  await createStrongroom(testPorts(home, { keychain, step }))
    .init({ unlock: 'keychain', recovery: true, interactive })
    .catch(() => undefined);
  const room = createStrongroom(testPorts(home, { keychain }));
  expect((await room.unlock({ how: 'any', interactive })).health.warnings.map(({ code }) => code)).toContain('W_INIT_UNFINISHED');
});

test('S-09 stopped before there was a vault, there is none: nothing to open, and nothing damaged', async () => {
  const { room } = await stoppedAt('init:identity-kept');
  expect((await room.status()).vault).toBeNull();
  await init(room);
});

test('S-09 what init has left beside a vault of another name changes nothing', async () => {
  const { home, room } = await stoppedAt('never');
  const left = (await readFile(join(home, 'keyrack.json'), 'utf8')).replace(
    /"vaultId":"[^"]+"/,
    '"vaultId":"11111111-2222-4333-8444-555555555555"',
  );
  await writeFile(join(home, 'keyrack.json.new'), left, { mode: 0o600 });
  expect(await codeOf(init(room))).toBe('E_VAULT_EXISTS');
  expect((await room.unlock({ how: 'passphrase', passphrase })).health.warnings).toEqual([]);
});

test('S-09 a keychain that refuses leaves nothing behind, and neither does a passphrase that could not be kept', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  const refusing = {
    ...keychainIn(join(home, '..', 'keychain.json')),
    set: async () => Promise.reject(new KeyrackError('E_KEYCHAIN_DENIED')),
  };
  const refused = createStrongroom(testPorts(home, { keychain: refusing }));
  expect(await codeOf(refused.init({ unlock: 'keychain', recovery: true, interactive }))).toBe('E_KEYCHAIN_DENIED');
  expect(await namesIn(home)).toEqual([]);
  const ports = testPorts(home);
  const full = {
    ...ports.disk,
    open: ((path, ...how) =>
      String(path).includes('vault.age') ? Promise.reject(enospc()) : ports.disk.open(path, ...how)) as Ports['disk']['open'],
  };
  expect(await codeOf(init(createStrongroom({ ...ports, disk: full })))).toBe('E_DISK_FULL');
  expect(await namesIn(home)).toEqual([]);
  await init(createStrongroom(ports));
});

test('S-09 refused once there is a file of the vault, all of it stays for the next init to judge', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  const step = (name: string) => {
    if (name === 'init:vault-made') throw enospc();
  };
  expect(await codeOf(init(createStrongroom(testPorts(home, { step }))))).toBe('E_DISK_FULL');
  expect(await namesIn(home)).toEqual(expect.arrayContaining(['identity.age', 'keyrack.json.new', 'vault.age']));
  await init(createStrongroom(testPorts(home)));
});

const enospc = () => Object.assign(new Error('no space'), { code: 'ENOSPC' });

test('S-02, S-09 where the keychain is not ours to touch (macOS, a general Node), init makes a passphrase vault and says why; a keychain vault is refused before anything is made', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  const asked: string[] = [];
  const ports = testPorts(home, { keychain: keychainNotOurs() });
  const ask = async (prompt: string) => {
    asked.push(prompt);
    return passphrase;
  };
  const room = createStrongroom({ ...ports, secrets: { ...ports.secrets, ask } });
  const refused = room.init({ unlock: 'keychain', recovery: true, interactive: true });
  expect(await codeOf(refused)).toBe('E_KEYCHAIN_NOT_OURS');
  expect(asked).toEqual([]);
  const unasked = await room.init({ unlock: null, recovery: true, interactive }).catch((error: KeyrackError) => error);
  expect(unasked).toMatchObject({ code: 'E_PASSPHRASE_MISSING', message: expect.stringContaining('every script') });
  expect(await namesIn(home).catch(() => [])).not.toContain('vault.age');
  expect(await room.init({ unlock: null, recovery: true, interactive: true })).toMatchObject({ unlock: 'passphrase' });
  expect(asked[0]).toMatch(/passphrase will open this vault.*every script.*\nNew passphrase: $/s);
});

test('S-02, S-03 before there is a vault a keychain is asked for nothing anybody has, and no error about it advises a recovery key', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  for (const code of ['E_KEYCHAIN_UNAVAILABLE', 'E_KEYCHAIN_LOCKED', 'E_KEYCHAIN_DENIED', 'E_KEYCHAIN_TIMEOUT'] as const) {
    const refuse = async () => Promise.reject(new KeyrackError(code));
    const asked: string[] = [];
    const get = (account: string) => {
      asked.push(account);
      return refuse();
    };
    const room = createStrongroom(testPorts(home, { keychain: { name: 'a keychain', get, set: refuse, delete: refuse } }));
    expect((await room.probeKeychain()).problem?.code).toBe(code);
    expect(asked).toEqual(['vault:none']);
    const made = await room.init({ unlock: 'keychain', recovery: true, interactive }).catch((error: KeyrackError) => error);
    expect(made).toMatchObject({ code, body: { hint: expect.stringContaining('passphrase') } });
    expect((made as KeyrackError).body.hint).not.toContain('recovery key');
  }
  const there = createStrongroom(testPorts(home, { keychain: keychainIn(join(home, '..', 'keychain.json')) }));
  expect(await there.probeKeychain()).toEqual({ problem: null });
});

test('S-02 a keychain that hangs is asked once at a time, and not again at once: each call that hangs takes a thread from the disk', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  const ports = testPorts(home);
  let [asked, now] = [0, 0];
  const get = async () => {
    asked += 1;
    throw new KeyrackError('E_KEYCHAIN_TIMEOUT');
  };
  const clock = { ...ports.clock, monotonic: () => now };
  const room = createStrongroom({ ...ports, clock, keychain: { ...ports.keychain, get } });
  await Promise.all([room.probeKeychain(), room.probeKeychain()]);
  expect((await room.probeKeychain()).problem?.code).toBe('E_KEYCHAIN_TIMEOUT');
  expect(asked).toBe(1);
  now = 60_000;
  await room.probeKeychain();
  expect(asked).toBe(2);
});
