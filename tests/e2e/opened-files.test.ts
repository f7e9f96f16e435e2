import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId, temporaryFolder } from '../support/home.js';
import { host, launchApp } from './support/app.js';
import { type Desk, openDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';

const shown = '1 file. Nothing is stored until you choose Store.';
const countOf = async ({ home }: Desk): Promise<number> => {
  const { out } = await keyrack(['list', '--json'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
  return (JSON.parse(out) as unknown[]).length;
};
const unlock = async ({ app }: Desk): Promise<void> => {
  await app.fill('Passphrase', passphrase);
  await app.click('button', 'Unlock');
};
/** As macOS does it, in one turn, however many files it is. */
const openWith = ({ app }: Desk, paths: readonly string[]) =>
  app.run(({ electron }, all) => {
    for (const path of all) electron.app.emit('open-file', { preventDefault: () => undefined }, path);
  }, paths);
/** A start while Keyrack runs: it hands its files over and ends. */
async function startAgain({ home }: Desk, args: readonly string[]): Promise<void> {
  const second = await launchApp({ home, args, window: false });
  expect(await second.ended).toMatchObject({ signal: null });
}

test('a .p8 that is opened with Keyrack stands in the import sheet, and is stored only when that is said', async () => {
  const desk = await openReadyDesk();
  const { path } = await desk.download('AuthKey_2X9R4HXF34.p8');
  await openWith(desk, [path]);
  await desk.app.see(shown);
  expect(await countOf(desk)).toBe(0);
  await desk.app.fill('Organization', 'Acme');
  await desk.app.fill('Issuer ID', issuerId);
  await desk.app.click('button', 'Store 1 key');
  await desk.app.see('Stored and verified');
  expect(await countOf(desk)).toBe(1);
});

test('H-62 a second start hands its .p8 over and nothing else; what is under way is finished first', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  const { path } = await desk.download('AuthKey_SEC0ND1234.p8');
  const { path: third } = await desk.download('AuthKey_TH1RD12345.p8');
  await app.menu('New organization…');
  await app.see('Issuer ID');
  // Chromium puts switches first, whatever the order was.
  await startAgain(desk, [path, '--hidden']);
  await startAgain(desk, [third, join(desk.home, 'state.json')]);
  await app.fill('Name', 'Beta');
  await app.click('button', 'Add');
  await app.see('SEC0ND1234');
  await app.see('TH1RD12345');
  await app.see('2 files. Nothing is stored until you choose Store.');
  // Nobody said that they are those of the organization in view.
  expect(await app.inPage((page) => page.getByRole('dialog').getByText('state.json').count(), null)).toBe(0);
  expect(await countOf(desk)).toBe(1);
});

test('opened while the vault is locked, it is shown after unlocking and not before', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.menu('Lock');
  await app.see('Keyrack is locked');
  const { path } = await desk.download('AuthKey_2X9R4HXF34.p8');
  await startAgain(desk, [path]);
  expect(await app.inPage((page) => page.getByText('2X9R4HXF34').count(), null)).toBe(0);
  await unlock(desk);
  await app.see(shown);
  await app.click('button', 'Cancel');
  await app.gone(shown);
  // Once: it does not come back by itself.
  await app.menu('Lock');
  await unlock(desk);
  await app.see('Choose files…');
  expect(await countOf(desk)).toBe(0);
});

test.for(['argument', ...(host === 'stand-in' ? ['macOS'] : [])])('Keyrack is started with a .p8, as its %s', async (how) => {
  const desk = await openReadyDesk();
  await desk.app.close();
  const { path } = await desk.download('AuthKey_2X9R4HXF34.p8');
  const more = how === 'argument' ? { args: [path] } : { env: { KEYRACK_STAND_IN_OPEN_FILE: path } };
  desk.app = await launchApp({ home: desk.home, ...more });
  await unlock(desk);
  await desk.app.see(shown);
  expect(await countOf(desk)).toBe(0);
});

test('in a first run it is shown once the vault is made', async () => {
  const desk = await openDesk();
  const { path } = await desk.download('AuthKey_2X9R4HXF34.p8');
  await startAgain(desk, [path]);
  await desk.app.fill('New passphrase', passphrase);
  await desk.app.click('button', 'Continue');
  await desk.app.see('Your recovery key');
  await desk.app.click('button', 'Later');
  await desk.app.see(shown);
});

test('a file that is no key is refused in the sheet, with its reason', async () => {
  const desk = await openReadyDesk();
  const folder = await temporaryFolder(onTestFinished);
  await openWith(desk, [await desk.file('page.p8', '<!doctype html><title>Session expired</title>'), join(folder, 'gone.p8')]);
  await desk.app.see('HTML page');
});
