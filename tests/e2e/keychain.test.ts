import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { type Keyring, startKeyring } from '../support/keyring.js';
import { host, launchApp, type RunningApp } from './support/app.js';
import { type Desk, openDesk, passphrase, storeOne } from './support/desk.js';

test('first run with a real gnome-keyring: found by name, nothing to type, and open again after a restart', async () => {
  const keyring = await startKeyring(await temporaryFolder(onTestFinished));
  onTestFinished(() => keyring.end());
  const desk = await openDesk(keyring.env);
  await desk.app.see('GNOME Keyring');
  await desk.app.click('button', 'Continue');
  await desk.app.see('Your recovery key');
  await desk.app.click('button', 'Later');
  await storeOne(desk);
  desk.app = await desk.app.relaunch();
  await desk.app.see('CI uploads');
  // Locked by hand, it takes a hand to open it again.
  await desk.app.click('button', 'Lock (');
  await desk.app.see('GNOME Keyring opens the vault.');
  await desk.app.click('button', 'Unlock');
  await desk.app.see('CI uploads');
});

test('S-03 a keychain that does not answer is not called found: the passphrase is the way, with the reason, ready to be typed', async () => {
  const desk = await openDesk({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' });
  await desk.app.see('GNOME Keyring cannot be used. The system’s keychain cannot be reached');
  expect(await desk.app.textOf('main')).not.toContain('Found');
  await desk.app.inPage((page) => page.keyboard.type('correct horse battery staple'), null);
  expect(await desk.app.inPage((page) => page.getByLabel('New passphrase').inputValue(), null)).toBe(passphrase);
});

/** Answers at once whatever else hangs: what the page asks first. */
const askedMeanwhile = ({ app }: { readonly app: RunningApp }) =>
  app.inPage(
    (page) =>
      page.evaluate(async () => {
        const { keyrack } = window as never as { keyrack: { app: { state(input: object): Promise<{ value: { phase: string } }> } } };
        return (await keyrack.app.state({})).value.phase;
      }),
    null,
  );

/** Every file of the vault, by name and byte. */
const sealed = async ({ home }: Pick<Desk, 'home'>) => {
  const names = (await readdir(home)).filter((name) => /^(vault|keyrack|identity)/.test(name)).sort();
  return Promise.all(names.map(async (name) => [name, (await readFile(join(home, name))).toString('hex')]));
};

test('S-02 the keychain locked, then killed: the window says that it is locked or its item deleted, changes nothing, and the recovery key’s way is one click away', async () => {
  const keyring = await startKeyring(await temporaryFolder(onTestFinished));
  onTestFinished(() => keyring.end());
  const desk = await openDesk(keyring.env);
  await desk.app.click('button', 'Continue');
  await desk.app.see('Your recovery key');
  await desk.app.click('button', 'Later');
  await storeOne(desk);
  const before = await sealed(desk);
  await keyring.lock();
  desk.app = await desk.app.relaunch();
  await desk.app.see('it is locked, or the item was deleted');
  const { vaultId } = JSON.parse(await readFile(join(desk.home, 'keyrack.json'), 'utf8'));
  await keyring.signal('SIGKILL');
  await desk.app.click('button', 'Unlock');
  await desk.app.see('Keyrack is locked');
  expect(vaultId).toMatch(/^[0-9a-f-]{36}$/);
  await desk.app.click('button', 'Use the recovery key');
  await desk.app.see('The recovery key opens the vault.');
  expect(await sealed(desk)).toEqual(before);
});

interface Unopened {
  readonly what: string;
  readonly says: string;
  readonly next: string;
  readonly env?: (keyring: Keyring) => Record<string, string>;
  readonly happens?: (keyring: Keyring, vaultId: string) => Promise<void>;
}
const unopened: readonly Unopened[] = [
  {
    what: 'locked',
    says: 'it is locked, or the item was deleted',
    next: 'Unlock the keychain and try again.',
    happens: (keyring) => keyring.lock(),
  },
  {
    what: 'there, but its item was deleted behind our back',
    says: 'it is locked, or the item was deleted',
    next: 'If its item is gone, the recovery key opens the vault.',
    happens: (keyring, vaultId) => keyring.forget(vaultId),
  },
  {
    what: 'not to be reached at all',
    says: 'The system’s keychain cannot be reached',
    next: 'Start GNOME Keyring or KWallet, then try again',
    env: ({ env: { HOME = '' } }) => ({ HOME }),
  },
];
test.for(unopened)(
  'S-02, S-03 a keychain that is $what: its own words, the window answers meanwhile, nothing on disk changes, and it can be quit',
  async ({ says, next, env, happens }) => {
    const keyring = await startKeyring(await temporaryFolder(onTestFinished));
    onTestFinished(() => keyring.end());
    const desk = await openDesk(keyring.env);
    await desk.app.click('button', 'Continue');
    await desk.app.see('Your recovery key');
    await desk.app.click('button', 'Later');
    await storeOne(desk);
    await desk.app.close();
    const before = await sealed(desk);
    await happens?.(keyring, JSON.parse(await readFile(join(desk.home, 'keyrack.json'), 'utf8')).vaultId);
    desk.app = await launchApp({ home: desk.home, env: env?.(keyring) ?? keyring.env });
    await desk.app.see(says);
    await desk.app.see(next);
    await desk.app.click('button', 'Unlock');
    expect(await askedMeanwhile(desk)).toBe('locked');
    await desk.app.see(says);
    await desk.app.click('button', 'Use the recovery key');
    await desk.app.see('The recovery key opens the vault.');
    expect(await desk.app.close()).toMatchObject({ code: 0 });
    expect(await sealed(desk)).toEqual(before);
  },
);

test('S-02, S-05 a keychain that refuses to keep the identity: its own words, the window answers, and the passphrase opens the vault as before', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const keyring = await startKeyring(folder);
  onTestFinished(() => keyring.end());
  const home = join(folder, 'home');
  const made = await keyrack(['init', '--unlock', 'passphrase', '--json'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
  expect(made.code, made.err).toBe(0);
  const before = await sealed({ home });
  // With nobody there to be asked for its password, it says no.
  await keyring.lock();
  const app = await launchApp({ home, env: keyring.env });
  onTestFinished(async () => void (await app.close()));
  await app.fill('Passphrase', passphrase);
  await app.press('Enter');
  await app.see('Choose files…');
  await app.press('Control+,');
  await app.click('button', 'Change passphrase…');
  await app.fill('Current passphrase', passphrase);
  await app.click('radio', 'GNOME Keyring');
  await app.answerDialog({ response: 1 });
  await app.press('Enter');
  await app.see('The keychain refused Keyrack, or its prompt was dismissed.');
  expect(await askedMeanwhile({ app })).toBe('open');
  expect(await app.close()).toMatchObject({ code: 0 });
  expect(await sealed({ home })).toEqual(before);
  const { code } = await keyrack(['list'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
  expect(code).toBe(0);
});

test('S-02 a keychain that hangs: the window answers meanwhile, says so in its own words, and can be quit while the call hangs', async () => {
  const keyring = await startKeyring(await temporaryFolder(onTestFinished));
  onTestFinished(() => keyring.end());
  const desk = await openDesk(keyring.env);
  await desk.app.click('button', 'Continue');
  await desk.app.see('Your recovery key');
  await desk.app.click('button', 'Later');
  await storeOne(desk);
  await desk.app.click('button', 'Lock (');
  await desk.app.see('GNOME Keyring opens the vault.');
  const before = await sealed(desk);
  await keyring.signal('SIGSTOP');
  await desk.app.click('button', 'Unlock');
  await desk.app.see('Unlocking…');
  expect(await askedMeanwhile(desk)).toBe('locked');
  await desk.app.see('The system’s keychain did not answer in time.');
  await desk.app.click('button', 'Unlock');
  await desk.app.see('Unlocking…');
  await desk.app.close();
  expect(await sealed(desk)).toEqual(before);
  await keyring.signal('SIGCONT');
  desk.app = await desk.app.relaunch();
  await desk.app.see('CI uploads');
});

// Electron's own error box waits for somebody who closes it.
test.runIf(host === 'stand-in')('S-02 a start that fails while the keychain hangs is said, and no process stays behind', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const keyring = await startKeyring(folder);
  onTestFinished(() => keyring.end());
  const home = join(folder, 'home');
  const made = await keyrack(['init', '--json'], { ...keyring.env, KEYRACK_HOME: home });
  expect(made.code, made.err).toBe(0);
  await keyring.signal('SIGSTOP');
  // A page that cannot be loaded.
  const app = await launchApp({ home, env: { ...keyring.env, ELECTRON_RENDERER_URL: 'http://127.0.0.1:1/' }, window: false });
  const { code } = await app.ended;
  expect(code).not.toBe(0);
  expect(app.output()).toContain('Keyrack could not start');
});
