import { expect, test } from 'vitest';
import { issuerId } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { organizationNamed, storedKey } from '../support/vault.js';
import { openFullDesk } from './support/desk.js';

test('an organization is edited: every field is kept, found by the search, and a wrong Issuer ID is said on the form', async () => {
  const acme = organizationNamed('Acme', { issuerId: null });
  const borealis = organizationNamed('Borealis');
  const keys = [storedKey(acme.id, 'CI uploads', { keyId: '2X9R4HXF34' }), storedKey(borealis.id, 'Reporting')];
  const { app } = await openFullDesk([acme, borealis], keys);
  await app.see('CI uploads');
  await app.click('button', 'Add the Issuer ID');
  await app.fill('Name', 'חברת שלום');
  await app.fill('Issuer ID', '57246542');
  await app.press('Enter');
  await app.see('E_ISSUER_FORMAT');
  await app.fill('Issuer ID', issuerId.toUpperCase());
  await app.fill('Team ID', 'TEAM123456');
  await app.fill('Vendor number', '80012345');
  await app.fill('Tags', 'retail, Hamburg, retail');
  await app.inPage((page) => page.getByLabel('Default key', { exact: true }).selectOption({ index: 1 }), null);
  await app.fill('Notes', '-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMG');
  await app.see('A private key is not kept in a note.');
  expect(await app.inPage((page) => page.getByLabel('Notes', { exact: true }).inputValue(), null)).toBe('');
  await app.fill('Notes', 'Ask Jo first.\nInvoices in May.');
  await app.click('button', 'Save');
  await app.inPage((page) => page.getByRole('heading', { name: 'חברת שלום' }).waitFor(), null);
  await app.see('Default');
  await app.click('button', 'More for חברת שלום');
  await app.click('menuitem', 'Edit organization…');
  const kept = (label: string) => app.inPage((page, arg) => page.getByLabel(arg, { exact: true }).inputValue(), label);
  expect(await Promise.all(['Issuer ID', 'Team ID', 'Vendor number', 'Tags', 'Notes'].map(kept))).toEqual([
    issuerId,
    'TEAM123456',
    '80012345',
    'retail, Hamburg',
    'Ask Jo first.\nInvoices in May.',
  ]);
  await app.press('Escape');
  for (const query of ['שלום', 'ci upl', '2x9r4', 'hamburg']) {
    await app.fill('Search organizations and keys', query);
    await app.inPage((page) => page.locator('.org').filter({ hasText: 'Borealis' }).waitFor({ state: 'hidden' }), null);
    expect(await app.inPage((page) => page.locator('.org').count(), null)).toBe(1);
  }
  await app.fill('Search organizations and keys', issuerId);
  await app.inPage((page) => page.locator('.org').nth(1).waitFor(), null);
});

test('M-11 another Issuer ID is asked about in a dialog of the system’s: Cancel keeps form and vault, Change forgets the test', async () => {
  const another = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';
  const [acme, key] = [organizationNamed('Acme'), makeKey()];
  const { app, apple } = await openFullDesk([acme], [storedKey(acme.id, 'CI uploads', { keyId: '2X9R4HXF34' }, key)]);
  apple.register({ kind: 'team', keyId: '2X9R4HXF34', issuerId, publicKey: key.publicKey, roles: ['ADMIN'] });
  await app.click('button', 'Test connection');
  await app.inPage((page) => page.locator('.card').filter({ hasText: 'Answered' }).waitFor(), null);
  await app.click('button', 'More for Acme');
  await app.click('menuitem', 'Edit organization…');
  await app.fill('Issuer ID', another);
  await app.clickAndCancel('Save');
  const kept = () => app.inPage((page) => page.getByLabel('Issuer ID', { exact: true }).inputValue(), null);
  expect(await kept()).toBe(another);
  expect(await app.inPage((page) => page.locator('.card').filter({ hasText: 'Answered' }).count(), null)).toBe(1);
  await app.answerDialog({ response: 1 });
  await app.click('button', 'Save');
  await app.inPage((page) => page.locator('.card').filter({ hasText: 'Not tested' }).waitFor(), null);
});

test('a key is moved: no client is chosen for it, another name is asked for where its own is taken, it is said, and Undo brings it back', async () => {
  const [acme, borealis] = [organizationNamed('Acme'), organizationNamed('Borealis')];
  const keys = [storedKey(acme.id, 'CI uploads', { keyId: '2X9R4HXF34' }), storedKey(borealis.id, 'ci uploads')];
  const { app } = await openFullDesk([acme, borealis], keys);
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Move…');
  await app.see('2X9R4HXF34, in Acme now.');
  expect(await app.inPage((page) => page.getByLabel('To', { exact: true }).inputValue(), null)).toBe('');
  await app.inPage((page) => page.getByLabel('To', { exact: true }).selectOption({ label: 'Borealis' }), null);
  await app.see('Borealis has a key named ci uploads.');
  await app.fill('Name there', 'CI of Acme');
  await app.press('Enter');
  await app.see('CI of Acme moved to Borealis.');
  await app.see('Acme has no keys yet.');
  await app.click('button', 'Undo');
  await app.see('CI uploads is back in Acme.');
  await app.inPage((page) => page.locator('.card').getByRole('heading', { name: 'CI uploads' }).waitFor(), null);
});
