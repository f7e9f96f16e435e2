import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { contentsOf, issuers, layOutTools } from '../support/tools-home.js';
import type { RunningApp } from './support/app.js';
import { copiedBy } from './support/copied.js';
import { type Desk, openReadyDesk, passphrase, storeOne } from './support/desk.js';

const keyIdOf = (n: number): string => `K${String(n).padStart(9, '0')}`;

/** A folder of keys beside the downloads. */
async function folderOf(desk: Desk, name: string, count: number): Promise<string> {
  const folder = join(dirname(desk.home), name);
  await mkdir(folder, { recursive: true });
  for (let n = 1; n <= count; n += 1) await writeFile(join(folder, `AuthKey_${keyIdOf(n)}.p8`), makeKey().applePem, { mode: 0o600 });
  return folder;
}

async function lookInto(app: RunningApp, folder: string): Promise<void> {
  await app.answerDialog({ filePaths: [folder] });
  await app.menu('Import a folder…');
}

/** As another program sees them: organization and Key ID of each stored key. */
async function storedIn({ home }: Desk): Promise<readonly string[]> {
  const { out } = await keyrack(['list', '--json'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
  const keys = JSON.parse(out) as readonly { organization: string; keyId: string }[];
  return keys.map(({ organization, keyId }) => `${organization} ${keyId}`).sort();
}

const clipboard = (app: RunningApp, text: string) => app.run(({ electron }, words) => electron.clipboard.writeText(words), text);
const rowsDrawn = (app: RunningApp): Promise<number> => app.inPage((page) => page.locator('.long-row').count(), null);

test('B-61 a folder: what is new, stored, repeated, refused and skipped is marked, and only what is picked is stored', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const { path } = await storeOne(desk, { keyId: '2X9R4HXF34' });
  const folder = await folderOf(desk, 'keys', 3);
  await writeFile(join(folder, 'AuthKey_2X9R4HXF34.p8'), await readFile(path));
  await writeFile(join(folder, `copy of AuthKey_${keyIdOf(1)}.p8`), await readFile(join(folder, `AuthKey_${keyIdOf(1)}.p8`)));
  await writeFile(join(folder, 'nameless.pem'), makeKey().applePem, { mode: 0o600 });
  await writeFile(join(folder, 'page.p8'), '<!doctype html><title>Session expired</title>');
  await symlink(path, join(folder, 'AuthKey_LINKED1234.p8'));
  await lookInto(app, folder);
  await app.see('1 already stored · 1 repeat · 1 refused');
  await app.see('HTML page');
  await app.see('The same as 2');
  await app.see('1 was skipped');
  await app.see('3 of 7 ready. Needs its Key ID.');
  await app.fill('Key ID of row 6', 'nam3less01');
  await app.see('4 of 7 ready.');
  // Arrows go from row to row, Space unpicks, Enter stores.
  await app.inPage((page, name) => page.getByRole('checkbox', { name }).focus(), `Row 2: ${keyIdOf(1)}`);
  await app.press('ArrowDown');
  await app.press('Space');
  await app.see('3 of 7 ready.');
  expect(await storedIn(desk)).toEqual(['Acme 2X9R4HXF34']);
  await app.press('Enter');
  await app.see('3 keys: 3 stored and verified.');
  expect(await copiedBy(app, 'Copy summary')).toContain(`AuthKey_${keyIdOf(1)}.p8 · ${keyIdOf(1)} · stored and verified`);
  await app.click('button', 'Done');
  expect(await storedIn(desk)).toEqual(['Acme 2X9R4HXF34', `Acme ${keyIdOf(1)}`, `Acme ${keyIdOf(3)}`, 'Acme NAM3LESS01']);
});

test('B-61 a folder that is dropped on an organization lands there, and a key that clashes is kept beside the other only when asked', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk, { keyId: keyIdOf(1) });
  await app.dropFiles('[data-organization]', [await folderOf(desk, 'dropped', 2)]);
  await app.see('Acme / CI uploads has this Key ID with another private key.');
  await app.see('1 of 2 ready.');
  // Picked, its row asks which of the two is right.
  await app.click('checkbox', `Row 1: ${keyIdOf(1)}`);
  await app.see('Clashes with a stored key');
  await app.click('checkbox', 'Keep both');
  await app.see('2 of 2 ready.');
  await app.click('button', 'Store 2 keys');
  await app.see('2 keys: 2 stored and verified.');
  await app.see('Stored beside a key with the same Key ID');
  await app.click('button', 'Done');
  expect(await storedIn(desk)).toEqual([`Acme ${keyIdOf(1)}`, `Acme ${keyIdOf(1)}`, `Acme ${keyIdOf(2)}`]);
});

test('B-58 a file that is not here yet is named while it is waited for; B-51 two new files that clash are both left to the user', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const folder = await folderOf(desk, 'clashing', 2);
  await writeFile(join(folder, `AuthKey_${keyIdOf(1)} (1).p8`), makeKey().applePem, { mode: 0o600 });
  // The look goes on for as long as the system's dialog is open.
  await app.run(({ electron }) => {
    const chosen = new Promise((choose) => Object.assign(globalThis, { choose }));
    Object.assign(electron.dialog, { showOpenDialog: () => chosen });
  }, null);
  await app.menu('Import a folder…');
  await app.see('Looking…');
  const tell = (waitingFor: string | null) =>
    app.run(
      ({ win }, file) => win.webContents.send('progress', { work: 'look', done: 3, total: 12, test: null, waitingFor: file }),
      waitingFor,
    );
  await tell('AuthKey_CLOUD00001.p8');
  await app.see('Looked at 3 of 12…');
  await app.see('Waiting for AuthKey_CLOUD00001.p8, which is not on this computer yet.');
  await tell(null);
  await app.gone('Waiting for AuthKey_CLOUD00001.p8');
  await app.run((_scope, path) => {
    (globalThis as unknown as { choose(answer: object): void }).choose({ canceled: false, filePaths: [path] });
  }, folder);
  await app.see('1 of 3 picked');
  await app.see('has this Key ID with another private key. One of the two is wrong.');
  expect(await app.inPage((page) => page.getByText('Clashes', { exact: true }).count(), null)).toBe(2);
});

test('R-121 a thousand files: few rows are drawn, stopping is between files, and what was cancelled is not stored and said so', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await lookInto(app, await folderOf(desk, 'thousand', 1_000));
  await app.see('1,000 of 1,000 picked');
  await app.fill('Organization', 'Acme');
  await app.fill('Issuer ID', issuerId);
  await app.see('1,000 of 1,000 ready.');
  expect(await rowsDrawn(app)).toBeLessThan(60);
  await app.click('button', 'Store 1,000 keys');
  await app.see(' of 1,000. What is stored stays.');
  const ticks = await app.inPage(
    (page) => page.locator('.found-row input:checked').evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor)),
    null,
  );
  expect(ticks, 'the ticks stay').not.toContain('rgba(0, 0, 0, 0)');
  await app.click('button', 'Stop');
  await app.see('cancelled and not stored.');
  const said = await app.textOf('dialog [role=status]');
  const [, stored = '', left = ''] = /^1,000 keys: ([\d,]+) stored and verified, ([\d,]+) cancelled and not stored\./.exec(said) ?? [];
  const count = (text: string) => Number(text.replace(',', ''));
  expect(count(stored) + count(left)).toBe(1_000);
  expect(await storedIn(desk)).toHaveLength(count(stored));
  // The rest is stored where it was left off.
  await app.click('button', 'Back to the rest');
  await app.see(`${left} of 1,000 ready.`);
  await app.click('button', `Store ${left} keys`);
  await app.see('1,000 keys: 1,000 stored and verified.');
  expect(await storedIn(desk)).toHaveLength(1_000);
});

test('J-06 where other tools keep keys: asked first, each named with its tool, read where it points only when confirmed, theirs untouched', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  // The app's home is the user's too, as in a container: Keyrack's own files lie beside the tools'.
  const { home } = await layOutTools(join(dirname(desk.home), 'tools'));
  await cp(home, desk.home, { recursive: true });
  const before = await contentsOf(join(desk.home, '.asc'));
  await app.press('Control+k');
  await app.inPage((page) => page.keyboard.type('other tools'), null);
  await app.press('Enter');
  await app.see('Look where other tools keep keys?');
  await app.see('~/.appstoreconnect/private_keys');
  await app.press('Enter');
  await app.see('Keys of other tools');
  await app.see('Its key is in ');
  await app.see('Not read yet');
  await app.click('checkbox', 'that these name');
  await app.fill('Keys whose files name no team go into', 'Client of altool');
  await app.fill('Issuer ID', issuers.single);
  await app.press('Enter');
  await app.see('stored and verified');
  await app.click('button', 'Done');
  expect((await storedIn(desk)).map((one) => one.slice(-10))).toEqual(
    expect.arrayContaining(['RCODESIG01', 'TDDWORKS01', 'ASCHOME001', 'ALTOOLKE01']),
  );
  expect(await contentsOf(join(desk.home, '.asc'))).toEqual(before);
});

test('B-64 the clipboard: nothing, text that is no key, a key; afterwards it is cleared', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.menu('Import from the clipboard');
  await app.see('There is no text on the clipboard.');
  await clipboard(app, 'a shopping list');
  await app.menu('Import from the clipboard');
  await app.see('The text on the clipboard is not a key.');
  await clipboard(app, makeKey().applePem);
  await app.press('Control+v');
  await app.see('From the clipboard');
  await app.fill('Organization', 'Acme');
  await app.fill('Issuer ID', issuerId);
  await app.fill('Key ID', '2X9R4HXF34');
  await app.press('Enter');
  await app.see('The key is still on it, for every program to read.');
  await app.click('button', 'Done');
  await app.see('Clipboard cleared.');
  expect(await app.clipboardText()).toBe('');
});

test('B-66 what is this file: which stored key, what mangled it, whose token; never the key', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const { path, key } = await storeOne(desk);
  const mangled = await desk.file('variable.txt', JSON.stringify(key.applePem));
  await app.menu('What is this file?');
  await app.dropFiles('.identify-drop', [mangled]);
  await app.see('Stored as Acme / CI uploads');
  await app.see('Mangled');
  await clipboard(app, 'a shopping list');
  await app.click('button', 'From the clipboard');
  await app.see('E_CLIPBOARD_TEXT');
  expect(await app.inPage((page) => page.content(), null)).not.toContain(key.applePem.split('\n')[1]);
  await app.answerDialog({ filePaths: [path] });
  await app.click('button', 'Choose a file…');
  await app.click('button', 'Show the key');
  await app.see('Copy token');
});

test('B-44, B-47, B-48, B-51, B-52 what only the user can say is asked on the row of the file; of a key that is stored nothing is asked', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const { path } = await storeOne(desk, { keyId: '2X9R4HXF34' });
  await app.dropFiles('main', [path]);
  await app.see('There is nothing to store.');
  expect(await app.textOf('dialog')).not.toMatch(/Organization|Issuer ID|Store 0|Ready/);
  await app.press('Enter');
  await app.inPage((page) => page.getByRole('dialog').waitFor({ state: 'hidden' }), null);
  const clashing = await desk.download('AuthKey_2X9R4HXF34 (1).p8', { known: false });
  await app.dropFiles('main', [clashing.path]);
  await app.see('Acme / CI uploads has this Key ID with another private key.');
  await app.see('Clashes with a stored key');
  await app.fill('Key ID', 'ZZZZZZZZZ1');
  await app.see('Which is it?');
  await app.click('button', 'Use ZZZZZZZZZ1');
  await app.see('1 of 1 ready.');
  await app.fill('Key ID', issuerId);
  await app.fill('Issuer ID', 'ZZZZZZZZZ1');
  await app.click('button', 'Swap them');
  await app.click('button', 'Use ZZZZZZZZZ1');
  await app.see('1 of 1 ready.');
  await app.inPage((page) => page.getByLabel('Kind').selectOption('individual'), null);
  await app.see('Confirm the kind');
  await app.click('checkbox', 'This is an individual key');
  await app.see('1 of 1 ready.');
  await app.click('button', 'Cancel');
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Move to Trash');
  await app.see('Acme has no keys yet.');
  await app.dropFiles('main', [path]);
  await app.see('This key is in the Trash');
  await app.click('button', 'Restore from Trash');
  await app.see('Stored and verified');
  await app.click('button', 'Done');
  await app.see('CI uploads');
});

test('B-63 dropped text is told what to drop, and nothing navigates', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.inPage(
    (page) =>
      page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/uri-list', 'https://example.com/AuthKey_2X9R4HXF34.p8');
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
      }),
    null,
  );
  await app.see('Drop a .p8 file.');
  expect(await app.inPage((page) => page.url(), null)).toMatch(/^app:|localhost|127\.0\.0\.1|bundle/);
  await app.see('Choose files…');
});

test('J-12 a backup that is dropped opens the dialog that restores it, with the file chosen', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.dropFiles('main', [await desk.file('Keyrack.age', 'age-encryption.org/v1\n-> scrypt aGVsbG8 10\n')]);
  await app.see('Restore a backup');
  await app.see('Keyrack.age');
});

test('M-2 a file whose name holds a secret is shown without it, and imported by it', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const secret = Buffer.from(makeKey().applePem.split('\n').slice(1, -2).join(''), 'base64').toString('base64url').slice(64, 200);
  const { path } = await desk.download(`AuthKey_2X9R4HXF34 ${secret}.p8`);
  await app.answerDialog({ filePaths: [path] });
  await app.menu('Import keys…');
  await app.see('[a secret, not shown]');
  const page = () => app.inPage((shown) => shown.evaluate(() => document.documentElement.outerHTML), null);
  const html = await page();
  for (let at = 0; at + 24 <= secret.length; at += 1) expect(html).not.toContain(secret.slice(at, at + 24));
  await app.fill('Organization', 'Acme');
  await app.fill('Issuer ID', issuerId);
  await app.press('Enter');
  await app.see('stored and verified');
  expect(await page()).not.toContain(secret.slice(20, 44));
  expect(await storedIn(desk)).toEqual(['Acme 2X9R4HXF34']);
});
