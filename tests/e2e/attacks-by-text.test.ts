import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { organizationNamed, storedKey, writeVault } from '../support/vault.js';
import { launchApp, type RunningApp } from './support/app.js';
import { openReadyDesk, storeOne } from './support/desk.js';
import { startStranger } from './support/stranger.js';

/** Elements that only a text which became markup can have made, what ran, and where the page is. */
const damage = (app: RunningApp) =>
  app.inPage(
    (page) =>
      page.evaluate(() => ({
        made: [
          ...document.querySelectorAll(
            'img, iframe, object, embed, base, form[action], a[href^="http"], script:not([src]), [onerror], [onload]',
          ),
        ].map((one) => one.outerHTML.slice(0, 120)),
        ran: (window as unknown as { hit?: unknown }).hit ?? null,
        seen: (window as unknown as { seen: string[] }).seen,
      })),
    null,
  );
const unharmed = { made: [], ran: null, seen: [] };
/** Every report of the policy from now on: where text stays text there is none. */
const watchPolicy = (app: RunningApp) =>
  app.inPage(
    (page) =>
      page.evaluate(() => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective));
      }),
    null,
  );

const short = '"><img src=x onerror=window.hit=1>';
const inAName = `${short}<script>window.hit=1<\u2215script>`;

test('text from outside stays text in every place of the window: nothing runs, nothing leaves', async () => {
  const stranger = await startStranger();
  onTestFinished(stranger.close);
  const long = `<img src="${stranger.url}/i" onerror="window.hit=1"><script>window.hit=1</script><svg onload="window.hit=1"><a href="javascript:window.hit=1">x</a><iframe src="${stranger.url}/f"></iframe><style>@import "${stranger.url}/s"</style>`;
  // Who answers in Apple's place says what he likes.
  const apple = createServer((_request, response) => {
    response.statusCode = 403;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ errors: [{ id: long, status: '403', code: 'FORBIDDEN_ERROR', title: long, detail: long }] }));
  });
  await new Promise<void>((go) => apple.listen(0, '127.0.0.1', go));
  onTestFinished(() => new Promise<void>((done) => void apple.close(() => done())));
  const folder = await temporaryFolder(onTestFinished);
  const home = join(folder, `home ${short}`);
  const acme = organizationNamed(inAName, { teamId: short, vendorNumber: short, notes: long, tags: [short] });
  const key = storedKey(acme.id, `key ${inAName}`, { roles: [short], sourceName: long });
  const trashed = storedKey(acme.id, `trashed ${inAName}`, { trashedAt: '2026-01-01T00:00:00.000Z' });
  const { identity } = await writeVault(home, [acme], [key, trashed]);
  await writeFile(join(home, `vault ${short}.age`), 'torn');
  const app = await launchApp({
    home,
    env: { KEYRACK_API_URL: `http://127.0.0.1:${(apple.address() as AddressInfo).port}`, KEYRACK_IDENTITY: identity },
  });
  onTestFinished(async () => void (await app.close()));
  const well = async (where: string) => {
    expect(await damage(app), where).toEqual(unharmed);
    expect(stranger.reached, where).toEqual([]);
  };
  await app.see(`key ${short}`);
  await watchPolicy(app);
  await well('the list');
  await app.click('button', 'Test connection');
  await app.click('button', 'Why?');
  await app.see('The stored key was not changed.');
  await well('what Apple said');
  await app.click('button', 'Close');
  await app.click('button', 'Copy token');
  await app.see('copied.');
  await well('a token that was copied');
  await app.click('button', 'More for key');
  await app.click('menuitem', 'Details');
  await app.click('button', 'Show claims');
  await well('the details');
  await app.click('button', 'Close');
  for (const [item, title] of [
    ['Rename…', 'Rename key'],
    ['Move…', 'Move key'],
    ['Copy scoped token…', 'Allow another request'],
  ] as const) {
    await app.click('button', 'More for key');
    await app.click('menuitem', item);
    await app.see(title);
    await well(item);
    await app.press('Escape');
  }
  for (const [place, words] of [
    ['Activity', 'key "'],
    ['Trash', 'trashed "'],
    ['Settings', 'home "'],
    ['What protects your keys', 'What touches the network'],
  ] as const) {
    await app.click('button', place);
    // Hidden lists of names hold it as well.
    await app.inPage((page, text) => page.locator('.pane').getByText(text).filter({ visible: true }).first().waitFor(), words);
    await well(place);
  }
  await app.press('Control+k');
  await app.inPage((page) => page.keyboard.type('onerror'), null);
  await app.inPage((page) => page.getByRole('option').first().waitFor(), null);
  await well('the palette');
  await app.click('option', 'Edit');
  await app.see('Vendor number');
  await well('the organization');
  await app.press('Escape');
  await app.press('Control+k');
  await app.inPage((page) => page.keyboard.type('health'), null);
  await app.press('Enter');
  await app.inPage((page) => page.locator('.pane li').first().waitFor(), null);
  await well('doctor’s findings');

  const downloads = join(folder, 'Downloads');
  await mkdir(downloads);
  const files = [`AuthKey_2X9R4HXF34 ${short}.p8`, `nameless ${short}.p8`, `page ${short}.p8`].map((name) => join(downloads, name));
  await writeFile(files[0] ?? '', makeKey().applePem);
  await writeFile(files[1] ?? '', makeKey().applePem);
  await writeFile(files[2] ?? '', `<!doctype html><title>${long}</title>`);
  const json = join(downloads, 'keys.json');
  await writeFile(json, JSON.stringify({ key_id: short, issuer_id: short, key: long, name: long }));
  await app.dropFiles('main', [...files, json]);
  await app.see('Nothing is stored until you choose Store.');
  await well('the import sheet');
  await app.press('Escape');
  await app.run(({ electron }, text) => electron.clipboard.writeText(text), long);
  await app.menu('Import from the clipboard');
  await app.inPage((page) => page.locator('.toast').waitFor(), null);
  await well('what was pasted');
  await app.click('button', 'Lock');
  await app.see('Keyrack is locked');
  await well('the lock screen');
}, 600_000);

test('what the page sends to main as if it were a name is kept and shown as text', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk, { name: short, organization: `Acme ${short}` });
  await watchPolicy(desk.app);
  await desk.app.click('button', 'Activity');
  await desk.app.see(`Acme ${short}`);
  expect(await damage(desk.app)).toEqual(unharmed);
});

test('a backup of somebody else’s is shown as text, before it is restored and afterwards', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const [theirs, file] = [join(folder, 'theirs'), join(folder, 'theirs.age')];
  const acme = organizationNamed(inAName, { notes: short, tags: [short] });
  const { identity } = await writeVault(theirs, [acme], [storedKey(acme.id, `key ${inAName}`, { sourceName: short })]);
  const sealedWith = 'eleven quiet harbours wait';
  const env = { KEYRACK_HOME: theirs, KEYRACK_IDENTITY: identity, KEYRACK_BACKUP_PASSPHRASE: sealedWith };
  const { code, err } = await keyrack(['backup', file], env);
  expect(code, err).toBe(0);
  const { app } = await openReadyDesk();
  await watchPolicy(app);
  await app.click('button', 'Restore a backup');
  await app.answerDialog({ filePaths: [file] });
  await app.click('button', 'Choose the file…');
  await app.fill('The backup’s passphrase', sealedWith);
  await app.press('Enter');
  await app.see('1 new');
  expect(await damage(app)).toEqual(unharmed);
  await app.click('button', 'Restore 1 key');
  await app.see('Restored: 1 key');
  expect(await damage(app)).toEqual(unharmed);
  await app.click('button', 'Done');
  await app.inPage((page, name) => page.getByRole('heading', { name }).filter({ visible: true }).first().waitFor(), short);
  expect(await damage(app)).toEqual(unharmed);
});
