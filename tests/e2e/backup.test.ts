import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId, temporaryFolder } from '../support/home.js';
import type { RunningApp } from './support/app.js';
import { copiedBy } from './support/copied.js';
import { type Desk, openReadyDesk, passphrase, storeOne } from './support/desk.js';

const sealedWith = 'eleven quiet harbours wait';
const backUp = async (app: RunningApp, filePath: string) => {
  await app.fill('Passphrase for the backup', sealedWith);
  await app.fill('Once more', sealedWith);
  await app.answerDialog({ filePath });
  await app.click('button', 'Choose a place…');
};
const openBackup = async (app: RunningApp, path: string, typed = sealedWith) => {
  await app.answerDialog({ filePaths: [path] });
  await app.click('button', 'Choose the file…');
  await app.fill('The backup’s passphrase', typed);
  await app.press('Enter');
};
async function openStored(): Promise<Desk & { readonly backup: string }> {
  const desk = await openReadyDesk();
  await storeOne(desk);
  await desk.app.see('Answered in');
  return Object.assign(desk, { backup: join(await temporaryFolder(onTestFinished), 'keyrack.age') });
}

test('R-80 a backup from Settings: said only once every key was compared; that there is none is said once, at the list’s foot', async () => {
  const { app, backup, home } = await openStored();
  await app.see('No backup yet');
  expect(await app.textOf('.card')).not.toMatch(/backup|added/);
  await app.press('Control+,');
  await app.see('No backup yet');
  await app.see('1 key is in no backup.');
  await app.click('button', 'Back up…');
  await app.fill('Passphrase for the backup', 'short');
  await app.see('Too weak.');
  await backUp(app, backup);
  await app.see('Backed up: 1 key');
  await app.see('every key compared');
  const held = await app.inPage((page) => page.content(), null);
  expect(held).not.toContain(sealedWith);
  await app.click('button', 'Done');
  await app.see('Every key is in it.');
  expect((await readFile(backup)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
  await app.click('button', 'Acme');
  await app.gone('not backed up');
  await app.gone('No backup yet');
  const { out, err } = await keyrack(['restore', backup, '--yes', '--json'], {
    KEYRACK_HOME: home,
    KEYRACK_PASSPHRASE: passphrase,
    KEYRACK_BACKUP_PASSPHRASE: sealedWith,
  });
  expect(out, err).toContain('identical');
});

test('R-80 a file that is there is not replaced, and the passphrase stays typed for another place', async () => {
  const { app, backup } = await openStored();
  await writeFile(backup, 'mine');
  await app.press('Control+k');
  await app.inPage((page) => page.keyboard.type('make a backup'), null);
  await app.press('Enter');
  await backUp(app, backup);
  await app.see('There is already a file of this name');
  expect(await readFile(backup, 'utf8')).toBe('mine');
  await app.answerDialog({ filePath: `${backup}.2` });
  await app.click('button', 'Choose a place…');
  await app.see('Backed up: 1 key');
});

test('R-82, R-83 restored on a new computer from the empty screen: previewed, wrong passphrase said on its field, nothing twice', async () => {
  const first = await openStored();
  await first.app.press('Control+,');
  await first.app.click('button', 'Back up…');
  await backUp(first.app, first.backup);
  await first.app.see('Backed up: 1 key');
  const second = await openReadyDesk();
  const { app } = second;
  await app.click('button', 'Restore a backup');
  await openBackup(app, first.backup, 'not the passphrase at all');
  await app.see('It need not be the vault’s passphrase.');
  await app.fill('The backup’s passphrase', sealedWith);
  await app.press('Enter');
  await app.see('What this backup holds');
  await app.see('Acme / CI uploads');
  await app.see('1 new');
  await app.click('button', 'Restore 1 key');
  await app.see('Restored: 1 key');
  expect(await copiedBy(app, 'Copy summary')).toBe('Acme / CI uploads · 2X9R4HXF34 · Restored');
  await app.click('button', 'Done');
  await app.see('CI uploads');
  // The restored key is in this very backup.
  await app.gone('not backed up');
  await app.gone('No backup yet');
  // Once more: everything is here, and nothing is overwritten.
  await app.press('Control+,');
  await app.click('button', 'Restore a backup…');
  await openBackup(app, first.backup);
  await app.see('Already here');
  await app.see('1 already here');
  await app.press('Escape');
  await app.gone('What this backup holds');
});

test('R-82 what clashes is left alone unless both are kept; a file that is no backup is told apart', async () => {
  const first = await openStored();
  await first.app.press('Control+,');
  await first.app.click('button', 'Back up…');
  await backUp(first.app, first.backup);
  await first.app.see('Backed up: 1 key');
  const second = await openReadyDesk();
  const { app } = second;
  // Another private key under the same Key ID.
  await storeOne(second, { name: 'Nightly builds', known: false });
  await app.press('Control+,');
  await app.click('button', 'Restore a backup…');
  await openBackup(app, await second.file('notes.age', 'no backup at all'));
  await app.see('E_BACKUP_NOT_AGE');
  await app.answerDialog({ filePaths: [first.backup] });
  await app.click('button', 'Choose another file…');
  await app.fill('The backup’s passphrase', sealedWith);
  await app.press('Enter');
  await app.see('Clashes');
  await app.see('is here already, and is not the same key.');
  await app.inPage((page) => page.getByLabel('Keep both').check(), null);
  await app.click('button', 'Restore 1 key');
  await app.see('Restored: 1 key');
  await app.click('button', 'Done');
  await app.click('button', 'Acme');
  await app.see('CI uploads');
  await app.see('Nightly builds');
});

test('R-80 “Make a backup now” on the import sheet: the backup comes after the keys are stored, and has them', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const { path } = await desk.download('AuthKey_2X9R4HXF34.p8');
  await app.dropFiles('main', [path]);
  await app.fill('Organization', 'Acme');
  await app.fill('Issuer ID', issuerId);
  await app.inPage((page) => page.getByLabel('Make a backup now').check(), null);
  await app.click('button', 'Store 1 key');
  await app.see('Stored and verified');
  await app.inPage((page) => page.getByRole('dialog').getByRole('button', { name: 'Back up…' }).click(), null);
  await backUp(app, join(desk.home, '..', 'after-import.age'));
  await app.see('Backed up: 1 key');
  await app.click('button', 'Done');
  await app.gone('not backed up');
  await app.gone('No backup yet');
});
