import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KeyrackApi } from '../../src/shared/ipc/contract.js';
import { keyrack } from '../support/cli.js';
import { issuerId } from '../support/home.js';
import { firstRun, openDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';

test('M-6 the first run says of a weak passphrase what the command line says of it', async () => {
  const { app } = await openDesk();
  await app.see('Where your keys will be sealed');
  await app.fill('New passphrase', 'correct hor');
  await app.see('Too weak. At least 12 characters, or four words, not all alike.');
});

test('first run: a passphrase, a recovery key with three characters asked back, and the first key', async () => {
  const desk = await openDesk();
  const { app } = desk;
  await app.see('Where your keys will be sealed');
  await app.fill('New passphrase', passphrase);
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  const groups = await app.inPage((page) => page.locator('.recovery li').allInnerTexts(), null);
  const asked = await app.inPage((page) => page.locator('.askback label').allInnerTexts(), null);
  const answers = asked.map((label) => groups[Number(/\d+/.exec(label)?.[0]) - 1]?.trim().charAt(0) ?? '');
  for (const [n, label] of asked.entries()) await app.fill(label.trim(), n === 0 ? '!' : (answers[n] ?? ''));
  await app.click('button', 'Continue');
  await app.see('These are not the characters above.');
  await app.fill(asked[0]?.trim() ?? '', answers[0] ?? '');
  await app.click('button', 'Continue');
  await app.see('Drop an AuthKey_*.p8 here');
  // The recovery key as it was written down, in groups and lower case, opens the vault in the window.
  await app.press('Control+l');
  await app.click('button', 'Use the recovery key');
  await app.fill('Recovery key', 'qqqq qqqq');
  await app.click('button', 'Unlock');
  await app.see('E_IDENTITY_WRONG');
  await app.fill('Recovery key', groups.map((one) => one.trim().toLowerCase()).join(' '));
  await app.click('button', 'Unlock');
  await app.see('Drop an AuthKey_*.p8 here');
  // And from outside.
  const recoveryKey = `AGE-SECRET-KEY-1${groups.map((one) => one.trim()).join('')}`;
  expect(await keyrack(['list', '--json'], { KEYRACK_HOME: desk.home, KEYRACK_IDENTITY: recoveryKey })).toMatchObject({
    code: 0,
    out: '[]\n',
  });
});

test('two files dropped at once: the good one is stored, the bad one explained on its row and left alone', async () => {
  const desk = await openReadyDesk();
  const { app, apple } = desk;
  const good = await desk.download('AuthKey_2X9R4HXF34 (1).p8');
  const bad = await desk.file('codesign.p8', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----\n');
  await app.dropFiles('main', [good.path, bad]);
  await app.see('Apple lets you download this file once.');
  await app.see('this file holds an RSA key');
  expect(await app.inPage((page) => page.getByLabel('Key ID', { exact: true }).inputValue(), null)).toBe('2X9R4HXF34');
  await app.see('Needs an organization');
  await app.fill('Organization', 'Acme');
  // Swapped ids are caught before anything is stored.
  await app.fill('Issuer ID', '2X9R4HXF34');
  await app.fill('Key ID', issuerId);
  await app.see('Key ID and Issuer ID look swapped.');
  await app.fill('Key ID', '2X9R4HXF34');
  await app.fill('Issuer ID', issuerId);
  await app.see('1 of 2 ready.');
  await app.click('button', 'Store 1 key');
  await app.see('Stored and verified');
  await app.see('Answered in');
  expect(apple.requests).toHaveLength(1);
  await app.see('1 not stored; those files are unchanged.');
  await app.click('button', 'Done');
  await app.see('1 key · 1 answers');
});

test('a refused key says why, and an unsigned agreement is said of the organization, not of the key', async () => {
  const desk = await openReadyDesk();
  const { app, apple } = desk;
  await storeOne(desk, { known: false });
  await app.see('Apple refused the key');
  await app.click('button', 'Why?');
  await app.see('The stored key was not changed.');
  await app.click('button', 'Open Apple’s key list');
  expect(await app.openedOutside()).toEqual(['https://appstoreconnect.apple.com/access/integrations/api']);
  await app.click('button', 'Close');
  apple.fault('agreement');
  await app.click('button', 'Test connection');
  await app.see('An agreement of Acme waits to be signed');
  expect(await app.textOf('.card-strip')).not.toMatch(/refused/i);
});

test('Copy token: the clipboard holds a token Apple accepts, and the window never had it', async () => {
  const desk = await openReadyDesk();
  const { app, apple } = desk;
  const { key } = await storeOne(desk);
  await app.click('button', 'Copy token');
  await app.see('Token for Acme / CI uploads copied. Valid 19 min.');
  await app.see('left');
  const token = await app.clipboardText();
  const answer = await fetch(`${apple.url}/v1/territories?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  expect(createPublicKey(key.privateKey).asymmetricKeyType).toBe('ec');
  const page = await app.inPage((p) => p.content(), null);
  expect(page).not.toContain(token.split('.')[2]);
  await app.click('button', 'Clear now');
  await app.see('Clipboard cleared.');
  expect(await app.clipboardText()).toBe('');
});

test('the clipboard is cleared after its time, unless someone else wrote to it', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  await app.inPage(
    (page) =>
      page.evaluate(() => (window as unknown as { keyrack: KeyrackApi }).keyrack.app.setSetting({ name: 'clipboardSeconds', value: 1 })),
    null,
  );
  await app.click('button', 'Copy token');
  await app.see('Clipboard cleared.');
  expect(await app.clipboardText()).toBe('');
  await app.click('button', 'Copy token');
  await app.see('copied.');
  await app.run(({ electron }) => electron.clipboard.writeText('a phone number'), null);
  await app.gone('copied.');
  expect(await app.clipboardText()).toBe('a phone number');
});

test('Trash and Undo; quit and start: everything is there', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk);
  await desk.app.click('button', 'More for CI uploads');
  await desk.app.click('menuitem', 'Move to Trash');
  await desk.app.see('Acme has no keys yet.');
  await desk.app.click('button', 'Undo');
  await desk.app.see('CI uploads is back.');
  await desk.app.see('Copy token');
  desk.app = await desk.app.relaunch();
  await desk.app.see('Keyrack is locked');
  await desk.app.fill('Passphrase', 'not the passphrase');
  await desk.app.click('button', 'Unlock');
  await desk.app.see('passphrase does not open');
  await desk.app.fill('Passphrase', passphrase);
  await desk.app.click('button', 'Unlock');
  await desk.app.see('CI uploads');
  await desk.app.see('Answered in');
});

test('closed before a vault was made, it starts with first run again, and a size is remembered once there is one', async () => {
  const desk = await openDesk();
  await desk.app.see('Where your keys will be sealed');
  desk.app = await desk.app.relaunch();
  await firstRun(desk);
  await desk.app.resize(900, 640);
  desk.app = await desk.app.relaunch();
  await desk.app.see('Keyrack is locked');
  expect(await desk.app.run(({ win }) => win.getNormalBounds(), null)).toMatchObject({ width: 900 });
});

test('a change by the command line appears by itself, and a lock hides everything', async () => {
  const desk = await openReadyDesk();
  const { app, home } = desk;
  await storeOne(desk);
  const { code } = await keyrack(['org', 'add', 'Borealis'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
  expect(code).toBe(0);
  await app.see('Borealis');
  // What a notice says has names in it too.
  await app.click('button', 'Copy token');
  await app.see('Token for Acme / CI uploads copied.');
  await app.click('button', 'Lock (');
  await app.see('Keyrack is locked');
  await app.gone('Token for Acme / CI uploads copied.');
  expect(await app.inPage((page) => page.content(), null)).not.toContain('CI uploads');
});

test('a clock 90 s fast: the key still answers, and the clock is said', async () => {
  const desk = await openReadyDesk();
  const { app, apple } = desk;
  await storeOne(desk);
  await app.see('Answered in');
  apple.clock.offsetMs = -90_000;
  await app.click('button', 'Test connection');
  await app.see('Your clock is 90 s fast; Apple’s time was used.');
  await app.see('Answered in');
  // And from now on tokens are made on Apple's time.
  await app.click('button', 'Copy token');
  await app.see('copied.');
  await app.see('Your clock is 90 s fast; Apple’s time was used.');
  const answer = await fetch(`${apple.url}/v1/apps`, { headers: { authorization: `Bearer ${await app.clipboardText()}` } });
  expect(answer.status).toBe(200);
});

test('the whole main job by keyboard alone', async () => {
  const desk = await openDesk();
  const { app } = desk;
  const type = (text: string) => app.inPage((page, arg) => page.keyboard.type(arg), text);
  const tabTo = async (name: string) => {
    for (let n = 0; n < 40; n += 1) {
      await app.press('Tab');
      const focused = await app.inPage(
        (page) =>
          page.evaluate(() => {
            const at = document.activeElement;
            const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null;
            return (at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? '').trim();
          }),
        null,
      );
      if (focused.startsWith(name)) return;
    }
    throw new Error(`Tab never reaches “${name}”`);
  };
  await app.see('Where your keys will be sealed');
  await tabTo('New passphrase');
  await type(passphrase);
  await app.press('Enter');
  await app.see('Your recovery key');
  await tabTo('Later');
  await app.press('Enter');
  await app.see('Choose files…');
  const { path } = await desk.download('AuthKey_2X9R4HXF34.p8');
  await app.answerDialog({ filePaths: [path] });
  await app.press('Control+i');
  await app.see('Apple lets you download this file once.');
  await tabTo('Organization');
  await type('Acme');
  await tabTo('Issuer ID');
  await type(issuerId);
  await tabTo('Name');
  await type('CI uploads');
  await app.press('Enter');
  await app.see('Stored and verified');
  await tabTo('Done');
  await app.press('Enter');
  await tabTo('Copy token');
  await app.press('Enter');
  await app.see('copied.');
  await app.press('Control+t');
  await app.see('Answered in');
  await app.press('Delete');
  await app.see('CI uploads moved to Trash.');
  await app.press('Control+z');
  await app.see('CI uploads is back.');
  await app.press('Control+l');
  await app.see('Keyrack is locked');
  await type(passphrase);
  await app.press('Enter');
  await app.see('CI uploads');
});

test('R-31 a damaged vault is shown from its good copy, says so, and is repaired without losing a key', async () => {
  const desk = await openReadyDesk();
  await storeOne(desk);
  await desk.app.close();
  const path = join(desk.home, 'vault.age');
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(path, bytes);
  desk.app = await desk.app.relaunch();
  await desk.app.fill('Passphrase', passphrase);
  await desk.app.click('button', 'Unlock');
  await desk.app.see('Nothing can be changed until the vault is repaired');
  await desk.app.see('CI uploads');
  // Nothing is changed, and nothing pretends to be.
  await desk.app.press('Delete');
  await desk.app.inPage((page) => page.locator('.toast', { hasText: 'until it is repaired' }).waitFor(), null);
  await desk.app.click('button', 'Repair the vault');
  await desk.app.see('moved aside');
  await desk.app.gone('Nothing can be changed until the vault is repaired');
  await desk.app.click('button', 'Copy token');
  await desk.app.see('copied.');
});
