import { createPublicKey } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { issuerId, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { organizationNamed, storedKey } from '../support/vault.js';
import type { RunningApp } from './support/app.js';
import { openFullDesk } from './support/desk.js';

const heading = (app: RunningApp, name: string) =>
  app.inPage((page, arg) => page.getByRole('heading', { name: arg, exact: true }).waitFor(), name);
const dialogGone = (app: RunningApp) => app.inPage((page) => page.getByRole('dialog').waitFor({ state: 'hidden' }), null);

/** What each key of the sheet does, seen. A key that is added to the sheet and not here fails the test. */
const does: Readonly<Record<string, (app: RunningApp) => Promise<unknown>>> = {
  'Ctrl+K': async (app) => {
    await app.press('Control+k');
    await app.inPage((page) => page.locator('.palette').getByRole('combobox').waitFor(), null);
    await app.press('Escape');
  },
  'Ctrl+C': async (app) => {
    await app.press('Control+c');
    await app.see('Token for Acme / CI uploads copied.');
    expect(await app.clipboardText()).toMatch(/^ey/);
  },
  'Ctrl+Shift+C': async (app) => {
    await app.press('Control+Shift+c');
    await app.see('Authorization header for Acme / CI uploads copied.');
    expect(await app.clipboardText()).toMatch(/^Authorization: Bearer ey/);
  },
  'Ctrl+T': async (app) => {
    await app.press('Control+t');
    await app.see('Answered in');
  },
  Del: async (app) => {
    await app.press('Delete');
    await app.see('CI uploads moved to Trash.');
  },
  'Ctrl+Z': async (app) => {
    await app.press('Control+z');
    await app.see('CI uploads is back.');
  },
  'Ctrl+I': async (app) => {
    const path = join(await temporaryFolder(onTestFinished), 'AuthKey_8KQ2V7NT5D.p8');
    await writeFile(path, makeKey().applePem, { mode: 0o600 });
    await app.answerDialog({ filePaths: [path] });
    await app.press('Control+i');
    await app.see('Apple lets you download this file once.');
    await app.press('Escape');
    await dialogGone(app);
  },
  'Ctrl+V': async (app) => {
    await app.run(({ electron }, pem) => electron.clipboard.writeText(pem), makeKey().applePem);
    await app.press('Control+v');
    await app.see('Apple lets you download this file once.');
    await app.press('Escape');
    await dialogGone(app);
  },
  'Ctrl+N': async (app) => {
    await app.press('Control+n');
    await heading(app, 'New organization');
    await app.press('Escape');
    await dialogGone(app);
  },
  'Ctrl+F': async (app) => {
    await app.press('Control+f');
    expect(await app.inPage((page) => page.evaluate(() => document.activeElement?.id), null)).toBe('search');
  },
  'Ctrl+D': async (app) => {
    const isOneRow = () => app.inPage(async (page) => ((await page.locator('.card').first().boundingBox())?.height ?? 99) < 50, null);
    expect(await isOneRow()).toBe(false);
    await app.press('Control+d');
    await expect.poll(isOneRow).toBe(true);
    await app.press('Control+d');
    await expect.poll(isOneRow).toBe(false);
  },
  'Ctrl+,': async (app) => {
    await app.press('Control+,');
    await heading(app, 'Settings');
  },
  '↑ ↓': async (app) => {
    await app.press('Control+f');
    await app.press('ArrowDown');
    await app.press('ArrowDown');
    await heading(app, 'Borealis');
    await app.press('ArrowUp');
    await heading(app, 'Acme');
  },
  '→ ←': async (app) => {
    const isIn = (selector: string) =>
      expect
        .poll(() => app.inPage((page, at) => page.evaluate((one) => document.activeElement?.closest(one) !== null, at), selector))
        .toBe(true);
    await app.press('ArrowRight');
    await isIn('.card');
    await app.press('ArrowLeft');
    await isIn('.org');
  },
  '?': async (app) => {
    await app.press('?');
    await heading(app, 'Keyboard');
  },
  Esc: async (app) => {
    await app.press('Escape');
    await dialogGone(app);
  },
  'Ctrl+L': async (app) => {
    await app.press('Control+l');
    await app.see('Keyrack is locked');
  },
};

async function desk() {
  const acme = organizationNamed('Acme');
  const borealis = organizationNamed('Borealis');
  const ci = storedKey(acme.id, 'CI uploads', { keyId: '2X9R4HXF34' });
  const other = storedKey(acme.id, 'Reporting', { keyId: '8KQ2V7NT5D' });
  const fastlane = storedKey(borealis.id, 'fastlane');
  const opened = await openFullDesk([{ ...acme, defaultKeyId: ci.id }, borealis], [ci, other, fastlane]);
  opened.apple.register({ kind: 'team', issuerId, keyId: ci.keyId, roles: ['ADMIN'], publicKey: createPublicKey(ci.privateKey) });
  await opened.app.see('CI uploads');
  return { ...opened, fastlane };
}

test('every key of the keyboard sheet does what it says', async () => {
  const { app } = await desk();
  await app.press('?');
  await heading(app, 'Keyboard');
  const listed = await app.inPage((page) => page.locator('.shortcuts dt').allInnerTexts(), null);
  await app.press('Escape');
  await dialogGone(app);
  expect(listed.toSorted()).toEqual(Object.keys(does).toSorted());
  for (const work of Object.values(does)) await work(app);
});

test('a selected text is what Ctrl+C copies, not a token', async () => {
  const { app } = await desk();
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Details');
  await app.inPage((page) => page.locator('.detail-body code').first().selectText(), null);
  await app.press('Control+c');
  await app.press('Control+f');
  expect(await app.inPage((page) => page.locator('.toast').count(), null)).toBe(0);
});

test('Test all counts, and what came of it can be taken along; a next notice takes neither Undo nor Clear now away, and none follows to another client', async () => {
  const { app } = await desk();
  const notices = () => app.inPage((page) => page.locator('.toast').allInnerTexts(), null);
  await app.click('button', 'Test all');
  await app.see('Tested 2 keys: 1 answer, 1 refused.');
  await app.click('button', 'Copy summary');
  await app.see('Summary copied.');
  await app.inPage((page) => page.locator('.card').nth(1).getByRole('button', { name: 'Copy token' }).focus(), null);
  await app.press('Delete');
  await app.see('Reporting moved to Trash.');
  await app.press('Control+c');
  await app.see('Token for Acme / CI uploads copied.');
  // Over a sheet they are neither dimmed nor out of reach.
  await app.press('?');
  await heading(app, 'Keyboard');
  await app.inPage((page) => page.locator('dialog').getByRole('button', { name: 'Undo' }).click(), null);
  await app.see('Reporting is back.');
  await app.press('Escape');
  await dialogGone(app);
  await app.click('button', 'Borealis');
  expect(await notices()).toEqual([]);
  await app.click('button', 'Clear now');
  await app.see('Clipboard cleared.');
});

test('Test every key goes over all clients: what came of it stays at the list’s foot, can be taken along, and leads to what needs attention', async () => {
  const { app, apple, fastlane } = await desk();
  apple.register({ kind: 'team', issuerId, keyId: fastlane.keyId, roles: ['ADMIN'], publicKey: createPublicKey(fastlane.privateKey) });
  await app.click('button', 'Test every key');
  await app.see('Tested 3 keys: 2 answer, 1 refused.');
  await app.click('button', 'Borealis');
  await app.click('button', 'Copy summary');
  await app.see('Summary copied.');
  await app.click('button', 'Show them');
  expect(await app.inPage((page) => page.locator('.org').allInnerTexts(), null)).toEqual([expect.stringContaining('Acme')]);
  await app.click('button', 'Close the summary');
  await app.click('button', 'Show only what needs attention: 1 organization');
  await app.inPage((page) => page.locator('.org', { hasText: 'Borealis' }).waitFor(), null);
});
