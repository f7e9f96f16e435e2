import { copyFile, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { startKeyring } from '../support/keyring.js';
import type { RunningApp } from './support/app.js';
import { type Desk, openDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';
import { shownRecovery } from './support/recovery.js';

// What opens the vault, changed from the window. Main's own question is answered by the driver: 1 is its button, 0 Cancel.

const another = 'seven green kettles whistle';
const agree = { response: 1 };
const list = (desk: Desk, env: Readonly<Record<string, string>>) => keyrack(['list', '--json'], { KEYRACK_HOME: desk.home, ...env });
const pageHolds = async (app: RunningApp, secret: string): Promise<boolean> =>
  app.inPage(
    (page, text) =>
      page.evaluate(
        (one) => document.body.innerText.includes(one) || [...document.querySelectorAll('input')].some(({ value }) => value.includes(one)),
        text,
      ),
    secret,
  );

async function openStored() {
  const desk = await openReadyDesk();
  await storeOne(desk);
  await desk.app.see('Answered in');
  return desk;
}

test('S-05 another passphrase: asked once more by main, typed twice, and only the new one opens the vault', async () => {
  const desk = await openStored();
  const { app } = desk;
  await app.press('Control+,');
  await app.click('button', 'Change passphrase…');
  await app.fill('Current passphrase', 'not the passphrase');
  await app.fill('New passphrase', another);
  await app.fill('Once more', 'seven green kettles whisper');
  await app.see('This is not what you typed above.');
  await app.fill('Once more', another);
  // Cancelled in main's dialog: the form is as it was.
  await app.clickAndCancel('Change…');
  await app.see('What opens it from now on');
  await app.answerDialog(agree);
  await app.click('button', 'Change…');
  await app.see('This passphrase does not open the vault.');
  expect((await list(desk, { KEYRACK_PASSPHRASE: passphrase })).code).toBe(0);
  await app.fill('Current passphrase', passphrase);
  await app.answerDialog(agree);
  await app.click('button', 'Change…');
  await app.see('Your passphrase opens the vault from now on.');
  expect(await pageHolds(app, another)).toBe(false);
  expect((await list(desk, { KEYRACK_PASSPHRASE: passphrase })).code).not.toBe(0);
  expect((await list(desk, { KEYRACK_PASSPHRASE: another })).code).toBe(0);
  await app.press('Control+l');
  await app.fill('Passphrase', another);
  await app.press('Enter');
  await app.see('Change passphrase…');
});

test('S-05 from the keychain to a passphrase and back, both by the keyboard alone', async () => {
  const keyring = await startKeyring(await temporaryFolder(onTestFinished));
  onTestFinished(() => keyring.end());
  const desk = await openDesk(keyring.env);
  const { app } = desk;
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  await app.click('button', 'Later');
  await storeOne(desk);
  const focus = (label: string) => app.inPage((page, name) => page.getByRole('button', { name, exact: true }).focus(), label);
  await app.press('Control+,');
  await focus('Change…');
  await app.press('Enter');
  await app.see('What opens it from now on');
  await app.inPage((page, text) => page.keyboard.type(text), another);
  await app.press('Tab');
  await app.press('Tab');
  await app.inPage((page, text) => page.keyboard.type(text), another);
  await app.answerDialog(agree);
  await app.press('Enter');
  await app.see('Your passphrase opens the vault from now on.');
  await app.press('Control+l');
  await app.see('Your passphrase opens the vault.');
  await app.fill('Passphrase', another);
  await app.press('Enter');
  await focus('Change passphrase…');
  await app.press('Enter');
  await app.fill('Current passphrase', another);
  await app.inPage((page) => page.getByRole('radio', { name: 'GNOME Keyring' }).focus(), null);
  await app.press('Space');
  await app.answerDialog(agree);
  await app.press('Enter');
  await app.see('GNOME Keyring opens the vault from now on.');
  await app.press('Control+l');
  await app.see('GNOME Keyring opens the vault.');
  await app.click('button', 'Unlock');
  await app.see('By GNOME Keyring, when you log in.');
});

test('S-05 a new identity for this device: main names what it means, and a new recovery key is offered after it', async () => {
  const desk = await openStored();
  const { app } = desk;
  await app.press('Control+,');
  await app.click('button', 'New identity…');
  await app.fill('Passphrase', passphrase);
  await app.answerDialog(agree);
  await app.click('button', 'Make a new one…');
  await app.see('This device has a new identity');
  await app.click('button', 'New recovery key…');
  await app.see('It is shown once, and three of its characters are asked back.');
  await app.press('Escape');
  expect((await list(desk, { KEYRACK_PASSPHRASE: passphrase })).code).toBe(0);
});

test('S-04 what “Later” put off counts as made once the command line has checked it: the badge goes while the window is open', async () => {
  const desk = await openReadyDesk();
  const { app, home, recoveryKey: key } = desk;
  await app.see('Recovery key not checked yet');
  expect((await keyrack(['recovery', 'verify'], { KEYRACK_HOME: home, KEYRACK_IDENTITY: key })).code).toBe(0);
  await app.gone('Recovery key not checked yet');
  desk.app = await app.relaunch();
  await desk.app.fill('Passphrase', passphrase);
  await desk.app.press('Enter');
  await desk.app.see('Choose files…');
  await desk.app.gone('Recovery key not checked yet');
});

test('S-04 “Later” leaves a quiet badge until a recovery key is made: asked back before the vault changes, then the old one opens nothing', async () => {
  const desk = await openDesk();
  const { app } = desk;
  await app.fill('New passphrase', passphrase);
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  const old = await shownRecovery(app);
  await app.click('button', 'Later');
  await app.see('Recovery key not checked yet');
  expect(await pageHolds(app, old.key.slice(16, 20))).toBe(false);
  await app.click('button', 'Recovery key not checked yet');
  await app.see('Made, but not checked yet. If you kept it, check it; else make another.');
  await app.click('button', 'Make one…');
  await app.fill('Passphrase', passphrase);
  await app.answerDialog(agree);
  await app.inPage((page) => page.getByRole('dialog').getByRole('button', { name: 'Make one…' }).click(), null);
  await app.see('Your new recovery key');
  const fresh = await shownRecovery(app);
  await fresh.typeWrong();
  await app.click('button', 'Use this key');
  await app.see('These are not the characters above.');
  // Shown is not used: until it was asked back, the old one is the recovery key.
  expect((await list(desk, { KEYRACK_IDENTITY: old.key })).code).toBe(0);
  await fresh.typeBack();
  await app.click('button', 'Use this key');
  await app.see('The new recovery key opens the vault. The old one no longer does.');
  await app.gone('Recovery key not checked yet');
  expect((await list(desk, { KEYRACK_IDENTITY: old.key })).code).not.toBe(0);
  expect((await list(desk, { KEYRACK_IDENTITY: fresh.key })).code).toBe(0);

  await app.click('button', 'Check yours…');
  await app.fill('Recovery key', old.key);
  await app.press('Enter');
  await app.see('E_IDENTITY_WRONG');
  await app.fill('Recovery key', fresh.key.toLowerCase());
  await app.press('Enter');
  await app.see('This is the vault’s recovery key');
  expect(await pageHolds(app, fresh.key)).toBe(false);
  await app.click('button', 'Done');
});

test('S-04 the badge is there after a restart, and goes when the key that was kept is checked', async () => {
  const desk = await openDesk();
  await desk.app.fill('New passphrase', passphrase);
  await desk.app.click('button', 'Continue');
  await desk.app.see('Your recovery key');
  const { key } = await shownRecovery(desk.app);
  await desk.app.click('button', 'Later');
  desk.app = await desk.app.relaunch();
  const { app } = desk;
  await app.fill('Passphrase', passphrase);
  await app.press('Enter');
  await app.click('button', 'Recovery key not checked yet');
  await app.click('button', 'Check yours…');
  await app.fill('Recovery key', key);
  await app.press('Enter');
  await app.see('This is the vault’s recovery key');
  await app.click('button', 'Done');
  await app.gone('Recovery key not checked yet');
  await app.see('Sealed on this computer');
});

test('M-13 a purge names the conflict copy that still holds the key, and does not say that it is gone for good', async () => {
  const desk = await openStored();
  const { app } = desk;
  await copyFile(join(desk.home, 'vault.age'), join(desk.home, 'vault (1).age'));
  await app.press('Delete');
  await app.see('moved to Trash.');
  await app.click('button', 'Dismiss this notice');
  await app.click('button', 'Trash');
  await app.answerDialog(agree);
  await app.click('button', 'Purge CI uploads…');
  await app.see('CI uploads purged from the vault. vault (1).age: still holds it; remove by hand.');
});

test('M-1 vault.age cannot be read: the window says so over the keys of its copy, and offers no repair', async () => {
  const desk = await openStored();
  const { app } = desk;
  await rename(join(desk.home, 'vault.age'), join(desk.home, 'away'));
  // A link whose disk is not there: to the window a file that is there and is not given.
  await symlink('/nowhere/at/all/vault.age', join(desk.home, 'vault.age'));
  await app.press('Control+l');
  await app.fill('Passphrase', passphrase);
  await app.press('Enter');
  await app.see('A file of the vault could not be read');
  await app.see('CI uploads');
  expect(await app.textOf('.banner')).not.toContain('Repair');
});

test('R-33 purging asks in main’s dialog by name, offers no Undo, and is cancelled without a word', async () => {
  const desk = await openStored();
  const { app } = desk;
  await app.press('Delete');
  await app.see('moved to Trash.');
  await app.click('button', 'Dismiss this notice');
  await app.click('button', 'Trash');
  await app.see('Purging one is for good.');
  await app.clickAndCancel('Purge CI uploads…');
  await app.see('CI uploads');
  expect((await list(desk, { KEYRACK_PASSPHRASE: passphrase })).code).toBe(0);
  await app.answerDialog(agree);
  await app.click('button', 'Purge CI uploads…');
  await app.see('CI uploads purged for good.');
  expect(await app.textOf('.toast')).not.toContain('Undo');
  await app.see('Nothing here.');
});
