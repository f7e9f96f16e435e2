import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
import { startKeyring } from '../support/keyring.js';
import { type Desk, openDesk, storeOne } from './support/desk.js';

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

/** Answers at once whatever else hangs: what the page asks first. */
const askedMeanwhile = (desk: Desk) =>
  desk.app.inPage(
    (page) =>
      page.evaluate(async () => {
        const { keyrack } = window as never as { keyrack: { app: { state(input: object): Promise<{ value: { phase: string } }> } } };
        return (await keyrack.app.state({})).value.phase;
      }),
    null,
  );

const sealed = async ({ home }: Desk) =>
  Promise.all(
    ['vault.age', 'vault.age.1', 'keyrack.json', 'keyrack.json.1'].map(async (name) => (await readFile(join(home, name))).toString('hex')),
  );

test('S-02 the keychain locked, its item deleted: the window says both, changes nothing, and the recovery key’s way is one click away', async () => {
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
