import { expect, test } from 'vitest';
import { issuerId } from '../support/home.js';
import type { RunningApp } from './support/app.js';
import { openReadyDesk, passphrase, storeOne } from './support/desk.js';

/** The accessible name of what has the focus; "nothing" when it was lost to the page. */
const focused = (app: RunningApp): Promise<string> =>
  app.inPage(
    (page) =>
      page.evaluate(() => {
        const at = document.activeElement;
        if (!(at instanceof HTMLElement) || at === document.body) return 'nothing';
        return (at.getAttribute('aria-label') ?? at.textContent ?? '').trim() || at.id;
      }),
    null,
  );
const comesTo = (app: RunningApp, name: string): Promise<void> => expect.poll(() => focused(app)).toContain(name);
const filled = (app: RunningApp): Promise<number> => app.inPage((page) => page.locator('.btn-primary:visible').count(), null);

test('focus goes on when a dialog, a panel, a notice or a key goes, and Escape closes one thing at a time', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await comesTo(app, 'Choose files…');
  await storeOne(desk, { known: false });
  await comesTo(app, 'Copy token');
  await app.click('button', 'More for CI uploads');
  await app.press('Escape');
  await comesTo(app, 'More for CI uploads');
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Rename…');
  await app.press('Escape');
  await comesTo(app, 'More for CI uploads');
  await app.click('button', 'Why?');
  await comesTo(app, 'Why Apple refused CI uploads');
  expect(await filled(app)).toBe(1);
  await app.press('Escape');
  await comesTo(app, 'Why?');
  await app.press('Delete');
  await app.see('moved to Trash.');
  await comesTo(app, 'Choose files…');
  await app.click('button', 'Undo');
  await app.see('CI uploads is back.');
  await comesTo(app, 'Copy token');
  await app.click('button', 'Dismiss this notice');
  await comesTo(app, 'Copy token');
  await app.press('Control+f');
  await app.inPage((page) => page.keyboard.type('nothing like it'), null);
  await app.see('Nothing found.');
  await app.press('Escape');
  await app.gone('Nothing found.');
  await comesTo(app, 'Search');
  await app.press('Escape');
  await comesTo(app, 'Copy token');
  await app.press('Control+l');
  await app.see('Keyrack is locked');
  await app.fill('Passphrase', passphrase);
  await app.press('Enter');
  await comesTo(app, 'Copy token');
});

test('an answer that comes while its panel is open is shown there, and no menu is cut off by a low window', async () => {
  const desk = await openReadyDesk();
  const { app, apple } = desk;
  const { key } = await storeOne(desk, { known: false });
  await app.click('button', 'Why?');
  await app.see('What Apple said');
  apple.register({ kind: 'team', issuerId, keyId: '2X9R4HXF34', roles: ['ADMIN'], publicKey: key.publicKey });
  await app.click('button', 'Test again');
  await app.inPage((page) => page.locator('.detail').getByText('Answered in').waitFor(), null);
  await comesTo(app, 'Test again');
  await app.press('Escape');
  await app.resize(720, 520);
  await app.inPage((page) => page.locator('.card').last().scrollIntoViewIfNeeded(), null);
  await app.click('button', 'More for CI uploads');
  const bottom = await app.inPage(
    (page) => page.evaluate(() => document.querySelector('.menu')?.getBoundingClientRect().bottom ?? 0),
    null,
  );
  expect(bottom).toBeGreaterThan(0);
  expect(bottom).toBeLessThanOrEqual(520);
});

test('sixty keys at once: a few are drawn, every one is reached by the arrows, and so is every organization', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const many = await Promise.all(
    Array.from({ length: 60 }, (_, n) => desk.download(`AuthKey_2X9R4HXF${String(n + 20)}.p8`, { known: false })),
  );
  await app.dropFiles(
    'main',
    many.map(({ path }) => path),
  );
  await app.fill('Organization', 'Acme');
  await app.fill('Issuer ID', issuerId);
  await app.click('button', 'Store 60 keys');
  await app.see('Stored and verified');
  await app.click('button', 'Done');
  await comesTo(app, 'Copy token');
  const drawn = () => app.inPage((page) => page.locator('.cards > li').count(), null);
  expect(await drawn()).toBeLessThan(30);
  expect(await app.inPage((page) => page.locator('.cards > li').first().getAttribute('aria-setsize'), null)).toBe('60');
  for (let n = 0; n < 59; n += 1) await app.press('ArrowDown');
  const last = () => app.inPage((page) => page.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset')), null);
  await expect.poll(last).toBe('60');
  expect(await drawn()).toBeLessThan(30);
  for (const name of ['Borealis', 'Cobalt Labs']) {
    await app.press('Control+n');
    await app.fill('Name', name);
    await app.press('Enter');
    await app.see(`${name} has no keys yet.`);
  }
  await app.press('Control+f');
  await app.press('ArrowDown');
  await comesTo(app, 'Cobalt Labs');
  await app.press('Home');
  await app.inPage((page) => page.getByRole('heading', { name: 'Acme', exact: true }).waitFor(), null);
  await app.press('ArrowDown');
  await app.see('Borealis has no keys yet.');
  await comesTo(app, 'Borealis');
});
