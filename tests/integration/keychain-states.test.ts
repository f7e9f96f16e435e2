import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bin, keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { type Keyring, startKeyring } from '../support/keyring.js';

/** A keychain vault in a real gnome-keyring, and what lies on disk after each thing that happens. */
async function keychainHome() {
  const folder = await temporaryFolder(onTestFinished);
  const keyring = await startKeyring(folder);
  onTestFinished(() => keyring.end());
  const home = join(folder, 'home');
  const env = { ...keyring.env, KEYRACK_HOME: home };
  const made = await keyrack(['init', '--json'], env);
  expect(made.code, made.err).toBe(0);
  const { vaultId, recoveryKey } = JSON.parse(made.out) as { vaultId: string; recoveryKey: string };
  expect((await keyrack(['org', 'add', 'Acme'], env)).code).toBe(0);
  const files = async () =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(home))
          .filter((name) => /^(vault|keyrack|identity)/.test(name))
          .map(async (name) => [name, (await readFile(join(home, name))).toString('hex')]),
      ),
    );
  const list = async () => {
    const { code, out, err } = await keyrack(['org', 'list', '--json'], env);
    return {
      code,
      names: code === 0 ? JSON.parse(out).map(({ name }: { name: string }) => name) : [],
      error: code === 0 ? null : JSON.parse(err).error,
    };
  };
  return { keyring, env, vaultId, recoveryKey, files, list };
}

const happens: readonly {
  readonly what: string;
  readonly code: string;
  readonly says: RegExp;
  do(keyring: Keyring, vaultId: string): Promise<void>;
}[] = [
  { what: 'locked', code: 'E_KEYCHAIN_LOCKED', says: /locked, or the item was deleted/, do: (keyring) => keyring.lock() },
  {
    what: 'its item deleted behind our back',
    code: 'E_KEYCHAIN_LOCKED',
    says: /locked, or the item was deleted/,
    do: (keyring, vaultId) => keyring.forget(vaultId),
  },
  { what: 'standing still', code: 'E_KEYCHAIN_TIMEOUT', says: /did not answer in time/, do: (keyring) => keyring.signal('SIGSTOP') },
];

test.for(happens)(
  'S-02 a keychain that is $what: its own words, nothing on disk changes, and the recovery key opens the vault',
  async ({ code, says, do: happen }) => {
    const { keyring, env, vaultId, recoveryKey, files, list } = await keychainHome();
    const before = await files();
    await happen(keyring, vaultId);
    expect(await list()).toMatchObject({
      code: 4,
      error: { code, message: expect.stringMatching(says), hint: expect.stringContaining('recovery key') },
    });
    expect(await files()).toEqual(before);
    const { code: opened } = await keyrack(['org', 'list'], { ...env, KEYRACK_IDENTITY: recoveryKey });
    expect(opened).toBe(0);
    // A second vault is never made over it.
    const again = await keyrack(['init', '--json'], { ...env, KEYRACK_PASSPHRASE: 'x' });
    expect([again.code, JSON.parse(again.err).error.code]).toEqual([2, 'E_VAULT_EXISTS']);
    expect(await files()).toEqual(before);
  },
);

test('S-02 a keychain that was killed and comes back locked says so; one that stood still and goes on opens the vault again', async () => {
  const { keyring, list } = await keychainHome();
  await keyring.signal('SIGSTOP');
  expect((await list()).error.code).toBe('E_KEYCHAIN_TIMEOUT');
  await keyring.signal('SIGCONT');
  expect(await list()).toMatchObject({ code: 0, names: ['Acme'] });
  await keyring.signal('SIGKILL');
  expect(await list()).toMatchObject({ code: 4, error: { code: expect.stringMatching(/^E_KEYCHAIN_(LOCKED|UNAVAILABLE)$/) } });
});

test('S-03 the session bus is gone: E_KEYCHAIN_UNAVAILABLE says what to install, and the vault stays as it is', async () => {
  const { env, recoveryKey, files } = await keychainHome();
  const before = await files();
  const { DBUS_SESSION_BUS_ADDRESS: _bus, XDG_RUNTIME_DIR: _run, ...bare } = env as Record<string, string>;
  const { code, err } = await keyrack(['list', '--json'], bare);
  expect([code, JSON.parse(err).error]).toMatchObject([
    4,
    { code: 'E_KEYCHAIN_UNAVAILABLE', hint: expect.stringContaining('gnome-keyring') },
  ]);
  expect(await files()).toEqual(before);
  expect((await keyrack(['list'], { ...bare, KEYRACK_IDENTITY: recoveryKey })).code).toBe(0);
});

test('S-02 a locked keychain with nobody to unlock it refuses to keep an identity: its own code, and no vault is made', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const keyring = await startKeyring(folder);
  onTestFinished(() => keyring.end());
  await keyring.lock();
  const home = join(folder, 'home');
  const { code, err } = await keyrack(['init', '--json'], { ...keyring.env, KEYRACK_HOME: home });
  expect([code, JSON.parse(err).error]).toMatchObject([4, { code: 'E_KEYCHAIN_DENIED', message: expect.stringContaining('refused') }]);
  expect((await readdir(home)).filter((name) => name.startsWith('vault'))).toEqual([]);
});

test('S-03 the keychain library is not there: said as it is, and nothing on disk changes', async () => {
  const { env, recoveryKey, files } = await keychainHome();
  const before = await files();
  const elsewhere = join(await temporaryFolder(onTestFinished), 'cli');
  await cp(dirname(bin), elsewhere, { recursive: true });
  const run = (given: Record<string, string>) =>
    spawnSync(process.execPath, [join(elsewhere, 'keyrack.js'), 'list', '--json'], { env: given, encoding: 'utf8' });
  const { status, stderr } = run({ PATH: process.env.PATH ?? '', ...env });
  expect([status, JSON.parse(stderr).error]).toMatchObject([
    4,
    { code: 'E_KEYCHAIN_UNAVAILABLE', message: expect.stringContaining('keytar'), hint: expect.stringContaining('recovery key') },
  ]);
  expect(await files()).toEqual(before);
  expect(run({ PATH: process.env.PATH ?? '', ...env, KEYRACK_IDENTITY: recoveryKey }).status).toBe(0);
});
