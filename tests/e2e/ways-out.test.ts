import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { organizationNamed, storedKey, writeVault } from '../support/vault.js';
import { launchApp } from './support/app.js';
import { copiedBy } from './support/copied.js';
import { type Desk, openFullDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';
import { shownRecovery } from './support/recovery.js';

// What the window shows when the vault does not open, or not wholly, and what there is to do about it.

const sealedFiles = async ({ home }: Pick<Desk, 'home'>) => (await readdir(home)).filter((name) => /^vault\.age/.test(name));
const contents = async (desk: Pick<Desk, 'home'>) =>
  Promise.all((await sealedFiles(desk)).sort().map(async (name) => [name, (await readFile(join(desk.home, name))).toString('base64')]));
const unlock = async ({ app }: Desk) => {
  await app.fill('Passphrase', passphrase);
  await app.press('Enter');
};

test('R-31 no copy opens: nothing is changed, and the screen leads to the recovery key, a backup, the folder and the checks', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk);
  await desk.app.close();
  const whole = await contents(desk);
  for (const name of await sealedFiles(desk)) await writeFile(join(desk.home, name), 'no vault any more');
  const broken = await contents(desk);
  desk.app = await desk.app.relaunch();
  await unlock(desk);
  const { app } = desk;
  await app.see('The vault cannot be read');
  await app.see('None of its copies opens.');
  await app.click('button', 'Show the folder');
  expect(await app.openedOutside()).toEqual([desk.home]);
  await app.click('button', 'Look…');
  await app.see('Health');
  await app.inPage((page) => page.locator('[data-check=vault]').waitFor(), null);
  await app.click('button', 'Close');
  await app.click('button', 'Use it…');
  await app.see('The recovery key opens the vault.');
  await app.click('button', 'Back');
  await app.see('Restore a backup');
  expect(await contents(desk)).toEqual(broken);
  // The copy that was found elsewhere is put back by hand: trying again is enough.
  for (const [name = '', bytes = ''] of whole) await writeFile(join(desk.home, name), Buffer.from(bytes, 'base64'));
  await app.click('button', 'Try again');
  await app.see('Your passphrase opens the vault.');
  await unlock(desk);
  await app.see('CI uploads');
});

test('R-31 no copy opens, but there is a backup: main asks, all that was there is set aside, and the new vault’s key is shown', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk);
  await desk.app.close();
  const [backup, sealedWith] = [join(await temporaryFolder(onTestFinished), 'keyrack.age'), 'eleven quiet harbours wait'];
  const env = { KEYRACK_HOME: desk.home, KEYRACK_PASSPHRASE: passphrase, KEYRACK_BACKUP_PASSPHRASE: sealedWith };
  expect((await keyrack(['backup', backup], env)).code).toBe(0);
  for (const name of await sealedFiles(desk)) await writeFile(join(desk.home, name), 'no vault any more');
  const broken = await contents(desk);
  desk.app = await desk.app.relaunch();
  await unlock(desk);
  const { app } = desk;
  await app.see('The vault cannot be read');
  await app.click('button', 'Restore a backup…');
  await app.answerDialog({ filePaths: [backup] });
  await app.click('button', 'Choose the file…');
  await app.fill('The backup’s passphrase', sealedWith);
  await app.press('Enter');
  await app.see('What this backup holds');
  await app.see('CI uploads');
  await app.click('button', 'Continue…');
  const another = 'seven green kettles whistle';
  await app.fill('New passphrase', another);
  await app.clickAndCancel('Continue');
  expect(await contents(desk)).toEqual(broken);
  await app.answerDialog({ response: 1 });
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  const recovery = await shownRecovery(app);
  await recovery.typeBack();
  await app.click('button', 'Continue');
  await app.see('Restored into a new vault: 1 key.');
  await app.see('CI uploads');
  const [aside = ''] = (await readdir(desk.home)).filter((name) => name.startsWith('set-aside-'));
  expect(await contents({ home: join(desk.home, aside) })).toEqual(broken);
  // The new vault is the one that opens from now on, by its own passphrase and by its own recovery key.
  await app.press('Control+l');
  await app.fill('Passphrase', another);
  await app.press('Enter');
  await app.see('CI uploads');
  expect((await keyrack(['recovery', 'verify'], { KEYRACK_HOME: desk.home, KEYRACK_IDENTITY: recovery.key })).code).toBe(0);
});

test('R-31 the passphrase’s file is gone: the recovery key opens the vault, and a new passphrase is set without the old one', async () => {
  const desk = await openReadyDesk();
  const { app, recoveryKey: key } = desk;
  await storeOne(desk);
  await app.press('Control+l');
  for (const name of (await readdir(desk.home)).filter((one) => one.startsWith('identity.age')))
    await writeFile(join(desk.home, name), 'x');
  await unlock(desk);
  await app.inPage((page) => page.getByRole('alert').waitFor(), null);
  await app.click('button', 'Use');
  await app.fill('Recovery key', key);
  await app.press('Enter');
  await app.see('CI uploads');
  await app.press('Control+,');
  await app.click('button', 'Change passphrase…');
  const another = 'seven green kettles whistle';
  await app.fill('New passphrase', another);
  await app.fill('Once more', another);
  await app.answerDialog({ response: 1 });
  await app.click('button', 'Change…');
  await app.see('Your passphrase opens the vault from now on.');
  expect((await keyrack(['list'], { KEYRACK_HOME: desk.home, KEYRACK_PASSPHRASE: another })).code).toBe(0);
});

test('S-08 a vault of a newer Keyrack is read and used, says so, offers no repair and is never written', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  const acme = organizationNamed('Acme');
  const { identity } = await writeVault(home, [acme], [storedKey(acme.id, 'CI uploads')]);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const document = JSON.parse(await decrypter.decrypt(await readFile(join(home, 'vault.age')), 'text')) as {
    recipients: { devices: string[] };
  };
  const encrypter = new Encrypter();
  for (const recipient of document.recipients.devices) encrypter.addRecipient(recipient);
  const bytes = await encrypter.encrypt(JSON.stringify({ ...document, version: 2 }));
  for (const file of ['vault.age', 'vault.age.1']) await writeFile(join(home, file), bytes, { mode: 0o600 });
  const before = await contents({ home });
  const app = await launchApp({ home, env: { KEYRACK_IDENTITY: identity } });
  onTestFinished(async () => void (await app.close()));
  await app.see('Made by a newer Keyrack');
  await app.see('Until then everything can be read and used, and nothing is changed.');
  expect(await app.inPage((page) => page.getByRole('button', { name: 'Repair' }).count(), null)).toBe(0);
  await app.click('button', 'Copy token');
  await app.see('copied.');
  expect(await contents({ home })).toEqual(before);
});

test('R-40 the health page says what blocks every change, in glyph, word and fix; main asks before the lock is removed; the report has no secret', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk);
  const { app } = desk;
  await writeFile(join(desk.home, 'lock'), '');
  await app.press('Control+,');
  await app.click('button', 'Look…');
  await app.see('Blocks every change');
  const lock = () => app.textOf('[data-check=lock]');
  expect(await lock()).toMatch(/Blocks every change[\s\S]*remove the lock[\s\S]*Problem/);
  expect(await app.inPage((page) => page.locator('[data-check=lock] .finding-mark svg').count(), null)).toBe(1);
  // Cancelled: it stays.
  await app.clickAndCancel('Remove the lock…');
  await app.see('Blocks every change');
  await app.answerDialog({ response: 1 });
  await app.click('button', 'Remove the lock…');
  await app.see('The lock was removed.');
  await app.gone('Blocks every change');
  expect(await lock()).toMatch(/Free[\s\S]*OK/);
  const report = await copiedBy(app, 'Copy report');
  expect(report).toMatch(/^Keyrack .*\n\[/);
  expect(report).toContain('[ok] Lock: Free.');
  expect(report).not.toMatch(/AGE-SECRET|BEGIN|keyrack doctor/);
  expect(report).not.toContain(passphrase);
});

test('R-33 what lay in the Trash for more than 30 days is offered for purging, all at once, and never goes by itself', async () => {
  const acme = organizationNamed('Acme');
  const trashed = ['Nightly', 'Weekly'].map((name) => storedKey(acme.id, name, { trashedAt: '2026-01-02T00:00:00.000Z' }));
  const { app } = await openFullDesk([acme], [storedKey(acme.id, 'CI uploads'), ...trashed]);
  await app.see('CI uploads');
  await app.click('button', 'Trash');
  await app.see('2 keys have been here for more than 30 days.');
  await app.clickAndCancel('Purge 2 keys…');
  await app.see('Nightly');
  await app.answerDialog({ response: 1 });
  await app.click('button', 'Purge 2 keys…');
  await app.see('2 keys purged for good.');
  await app.see('Nothing here.');
});
