import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { issuerId } from '../support/home.js';
import { fourHundredNames, manyKeys, organizationNamed, storedKey } from '../support/vault.js';
import type { RunningApp } from './support/app.js';
import { openFullDesk, openReadyDesk, storeOne } from './support/desk.js';

const palette = (app: RunningApp) => app.inPage((page) => page.locator('.palette').getByRole('combobox').waitFor(), null);
const highlighted = (app: RunningApp): Promise<string> =>
  app.inPage(
    (page) =>
      page.evaluate(() => {
        const named = document.activeElement?.getAttribute('aria-activedescendant');
        return document.getElementById(named ?? '')?.innerText.replaceAll('\n', ' ') ?? 'nothing';
      }),
    null,
  );
const type = (app: RunningApp, text: string) => app.inPage((page, given) => page.keyboard.type(given), text);

test('four keystrokes among 400 organizations and 1,200 keys: the palette, two letters, Enter, and Apple accepts what is on the clipboard', async () => {
  const organizations = fourHundredNames.map((name) => organizationNamed(name));
  const wanted = organizations.find(({ name }) => name === 'Juniper Health');
  if (!wanted) throw new Error('no Juniper Health');
  const ci = storedKey(wanted.id, 'CI uploads');
  const keys = [...manyKeys(organizations, 1_200), ci];
  const { app, apple } = await openFullDesk(
    organizations.map((one) => (one === wanted ? { ...one, defaultKeyId: ci.id } : one)),
    keys,
  );
  apple.register({ kind: 'team', issuerId, keyId: ci.keyId, roles: ['ADMIN'], publicKey: createPublicKey(ci.privateKey) });
  await app.see('Copy token');
  await app.press('Control+k');
  await app.press('j');
  await app.press('h');
  await app.press('Enter');
  await app.see('Token for Juniper Health / CI uploads copied.');
  const answer = await fetch(`${apple.url}/v1/apps`, { headers: { authorization: `Bearer ${await app.clipboardText()}` } });
  expect(answer.status).toBe(200);
});

test('the palette finds keys, organizations and actions; → goes into a key’s actions, Escape comes back and gives the focus back', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  await app.click('button', 'More for CI uploads');
  await app.press('Escape');
  await app.press('Control+k');
  await palette(app);
  await type(app, 'acme');
  await expect.poll(() => highlighted(app)).toContain('Acme / CI uploads');
  await app.press('ArrowDown');
  expect(await highlighted(app)).toContain('Acme 1 key');
  await app.press('ArrowUp');
  await app.press('ArrowRight');
  for (const action of [
    'Copy Authorization header',
    'Copy scoped token…',
    'Test connection',
    'Details',
    'Rename…',
    'Move…',
    'Move to Trash',
  ])
    await app.inPage((page, name) => page.getByRole('option', { name }).waitFor(), action);
  await type(app, 'header');
  await expect.poll(() => highlighted(app)).toContain('Copy Authorization header');
  await app.press('Enter');
  await app.see('Authorization header for Acme / CI uploads copied.');
  expect(await app.clipboardText()).toMatch(/^Authorization: Bearer ey/);
  await app.press('Control+k');
  await type(app, 'acme');
  await app.press('ArrowRight');
  await app.press('Escape');
  await app.inPage((page) => page.locator('.palette').getByRole('combobox', { name: 'Search keys' }).waitFor(), null);
  await app.press('Escape');
  await app.inPage((page) => page.locator('.palette').getByRole('combobox').waitFor({ state: 'hidden' }), null);
  expect(await app.inPage((page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), null)).toBe(
    'More for CI uploads',
  );
  // Used a moment ago: it is there before anything is typed.
  await app.press('Control+k');
  await expect.poll(() => highlighted(app)).toContain('Acme / CI uploads');
  await type(app, 'open activity');
  await app.press('Enter');
  await app.inPage((page) => page.getByRole('heading', { name: 'Activity', exact: true }).waitFor(), null);
  await app.menu('Command palette…');
  await palette(app);
  await type(app, 'rename nothing');
  await app.see('Nothing is called “rename nothing”.');
  await app.press('Control+k');
  await app.inPage((page) => page.locator('.palette').getByRole('combobox').waitFor({ state: 'hidden' }), null);
});

test('a scoped token says what it may ask for, shown as claims; what Apple does not take is said on the form', async () => {
  const desk = await openReadyDesk();
  const { app, apple } = desk;
  await storeOne(desk);
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Copy scoped token…');
  await app.fill('Allowed request', 'POST /v1/apps');
  await app.inPage((page) => page.getByRole('dialog').getByRole('button', { name: 'Copy token' }).click(), null);
  await app.see('is not a scope entry');
  await app.fill('Allowed request', 'GET /v1/apps');
  await app.click('button', 'Allow another request');
  await app.fill('Allowed request 2', 'GET /v1/builds');
  await app.inPage((page) => page.getByLabel('Valid for', { exact: true }).selectOption('10 minutes'), null);
  await app.inPage((page) => page.getByRole('dialog').getByRole('button', { name: 'Copy token' }).click(), null);
  await app.see('Scoped token for Acme / CI uploads copied. Valid 10 min.');
  const ask = async (path: string) =>
    (await fetch(`${apple.url}${path}`, { headers: { authorization: `Bearer ${await app.clipboardText()}` } })).status;
  expect(await ask('/v1/apps')).toBe(200);
  expect(await ask('/v1/users')).toBe(401);
  await app.press('Control+k');
  await type(app, 'acme ci');
  await app.press('ArrowRight');
  await type(app, 'claims');
  await app.press('Enter');
  await app.see('GET /v1/builds');
});
