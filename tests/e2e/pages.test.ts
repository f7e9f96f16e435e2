import { expect, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { openReadyDesk, passphrase, storeOne } from './support/desk.js';

test('the trust page names the folder, what opens the vault without us, and what is not protected', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.click('button', 'Settings');
  // Linux tells of no locked screen: nothing that cannot be kept is offered, and the page says what remains.
  const linux = process.platform === 'linux';
  await app.see(linux ? 'Lock when the computer sleeps' : 'Lock with the screen');
  await app.click('button', 'What protects your keys');
  await app.see('identity.age');
  await app.see('Programs that run as you');
  if (linux) await app.see('A locked screen, on Linux');
  await app.see('api.appstoreconnect.apple.com');
  expect(await app.textOf('.command code')).toBe(`age -d -i recovery-key.txt ${desk.home}/vault.age`);
});

test('activity says when, which key, what and from where, and is filtered by key and by what was done', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.click('button', 'Activity');
  await app.see('Nothing was done yet.');
  await app.click('button', 'Back to the keys');
  await storeOne(desk);
  await app.see('Answered in');
  const token = await keyrack(['token', 'Acme'], { KEYRACK_HOME: desk.home, KEYRACK_PASSPHRASE: passphrase });
  expect(token.code).toBe(0);
  await app.click('button', 'Activity');
  await app.see('Command line');
  const rows = () => app.inPage((page) => page.locator('.log tbody tr').allInnerTexts(), null);
  const words = (await rows()).map((row) => row.split(/\s*\t\s*|\n/).map((cell) => cell.trim()));
  expect(words).toEqual([
    ['just now', 'Acme / CI uploads', 'Token made', 'Done', 'Command line'],
    ['just now', 'Acme / CI uploads', 'Connection tested', 'Answered', 'Window'],
    ['just now', 'Acme / CI uploads', 'Imported', 'Done', 'Window'],
  ]);
  const title = await app.inPage((page) => page.locator('.log time').first().getAttribute('title'), null);
  expect(title).toMatch(/^\d+ \w+ \d{4}, \d\d:\d\d:\d\d \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)$/);
  await app.inPage((page) => page.getByLabel('What', { exact: true }).selectOption('Imported'), null);
  expect(await rows()).toHaveLength(1);
  await app.inPage((page) => page.getByLabel('Key', { exact: true }).selectOption('Acme / CI uploads'), null);
  expect(await rows()).toHaveLength(1);
});

test('settings hold: the theme at once, the clipboard’s time for the next token, both after a restart', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk);
  await desk.app.press('Control+,');
  const choose = (label: string, words: string) =>
    desk.app.inPage((page, arg) => page.getByLabel(arg.label, { exact: true }).selectOption(arg.words), { label, words });
  const dark = () => desk.app.inPage((page) => page.evaluate(() => getComputedStyle(document.body).colorScheme), null);
  await choose('Appearance', 'Dark');
  await choose('Clear a copied token from the clipboard', 'Never');
  await expect.poll(dark).toBe('dark');
  await desk.app.click('button', 'Acme');
  await desk.app.click('button', 'Copy token');
  await desk.app.see('copied.');
  expect(await desk.app.inPage((page) => page.getByRole('button', { name: 'Clear now' }).count(), null)).toBe(0);

  desk.app = await desk.app.relaunch();
  await expect.poll(dark).toBe('dark');
  await desk.app.fill('Passphrase', passphrase);
  await desk.app.click('button', 'Unlock');
  await desk.app.see('CI uploads');
  await desk.app.press('Control+,');
  const now = await desk.app.inPage((page) => page.getByLabel('Clear a copied token from the clipboard').inputValue(), null);
  expect(now).toBe('0');
});
