import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { issuerId, temporaryFolder } from '../support/home.js';
import { startKeyring } from '../support/keyring.js';
import { openDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';
import { findings, looksRight } from './support/looks.js';

test('axe finds nothing from first run to the first stored key', async () => {
  const desk = await openDesk();
  const { app } = desk;
  await app.see('Where your keys will be sealed');
  await app.fill('New passphrase', passphrase);
  await looksRight(app, 'first run');
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  await looksRight(app, 'recovery key');
  await app.click('button', 'Later');
  await app.see('Choose files…');
  await looksRight(app, 'empty');
  for (const [button, words] of [
    ['Guide', 'Who will use it?'],
    ['Activity', 'Nothing was done yet.'],
    ['Trash', 'Nothing here.'],
    ['Settings', 'Clear a copied token'],
    ['What protects your keys', 'What touches the network'],
  ] as const) {
    await app.click('button', button);
    await app.see(words);
    await looksRight(app, `${button}, empty`);
  }
  const good = await desk.download('acme-key.p8', { known: false });
  const bad = await desk.file('codesign.p8', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----\n');
  await app.dropFiles('main', [good.path, bad]);
  await app.see('Apple lets you download this file once.');
  await looksRight(app, 'import sheet with something missing');
  await app.fill('Organization', 'Acme');
  await app.fill('Issuer ID', issuerId);
  await app.fill('Key ID', '2X9R4HXF34');
  await looksRight(app, 'import sheet that is ready');
  await app.click('button', 'Store 1 key');
  await app.see('Apple refused: most likely another Key ID');
  await looksRight(app, 'stored sheet');
  await app.click('button', 'Done');
  await app.click('button', 'Why?');
  await app.see('The stored key was not changed.');
  await looksRight(app, 'diagnosis');
});

/** What a page has of the smallest window, 720 by 520, at twice its size. */
const zoomedInTheSmallest = (page: Page) => page.setViewportSize({ width: 360, height: 260 });

test('axe finds nothing in the list, its dialogs and the other places', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  await app.see('Answered in');
  await app.click('button', 'Copy token');
  await app.see('copied.');
  await looksRight(app, 'list');
  await app.click('button', 'More for CI uploads');
  expect(await findings(app), 'menu').toEqual([]);
  await app.click('menuitem', 'Details');
  await app.click('button', 'Show claims');
  await looksRight(app, 'details');
  await app.click('button', 'Close');
  for (const [item, title] of [
    ['Rename…', 'Rename CI uploads'],
    ['Move…', 'Move CI uploads'],
  ] as const) {
    await app.click('button', 'More for CI uploads');
    await app.click('menuitem', item);
    await app.see(title);
    await looksRight(app, title);
    await app.press('Escape');
  }
  await app.press('Control+n');
  await app.see('New organization');
  await looksRight(app, 'new organization');
  await app.fill('Name', 'Borealis');
  await app.press('Enter');
  await app.see('Borealis has no keys yet.');
  await looksRight(app, 'organization without keys');
  await app.fill('Search organizations and keys', 'nothing like it');
  await app.see('Nothing found.');
  await looksRight(app, 'nothing found');
  await app.fill('Search organizations and keys', 'Acme');
  await app.see('1 of 1 key in 1 organization');
  await looksRight(app, 'search');
  await app.press('ArrowRight');
  await app.inPage((page) => page.getByRole('heading', { name: 'Acme', exact: true }).waitFor(), null);
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Move…');
  await app.inPage((page) => page.getByRole('option', { name: 'Borealis' }).waitFor({ state: 'attached' }), null);
  expect(await findings(app), 'move, with somewhere to go').toEqual([]);
  await app.press('Escape');
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Copy scoped token…');
  await app.see('Allow another request');
  await looksRight(app, 'scoped token');
  await app.press('Escape');
  await app.press('Control+k');
  await app.inPage((page) => page.getByRole('option').first().waitFor(), null);
  await looksRight(app, 'palette');
  // Zoomed to twice the size in the smallest window, nothing is cut off.
  await app.inPage(zoomedInTheSmallest, null);
  const foot = await app.inPage(
    (page) =>
      page
        .locator('.palette-foot')
        .evaluate((one) => [one.scrollWidth - one.clientWidth, innerHeight - one.getBoundingClientRect().bottom]),
    null,
  );
  expect(foot[0], 'the palette’s foot').toBeLessThanOrEqual(0);
  expect(foot[1], 'the palette’s foot').toBeGreaterThanOrEqual(0);
  await app.inPage((page) => page.keyboard.type('ac'), null);
  await app.inPage((page) => page.getByRole('option', { name: 'Acme' }).first().waitFor(), null);
  await looksRight(app, 'palette with hits');
  await app.press('ArrowRight');
  await app.see('Show claims');
  await looksRight(app, 'palette, a key’s actions');
  await app.inPage((page) => page.keyboard.type('nothing like it'), null);
  await app.see('Nothing is called');
  await looksRight(app, 'palette with nothing');
  await app.press('Escape');
  await app.press('Escape');
  await app.inPage(zoomedInTheSmallest, null);
  await app.click('button', 'Back to the list');
  const beyond = await app.inPage(
    (page) =>
      page.locator('.sidebar').evaluate((one) => {
        one.scrollTop = one.scrollHeight;
        const settings = [...one.querySelectorAll('.place')].find((place) => place.textContent?.includes('Settings'));
        return { scrolls: getComputedStyle(one).overflowY, below: (settings?.getBoundingClientRect().bottom ?? Infinity) - innerHeight };
      }),
    null,
  );
  expect(beyond.scrolls, 'the list, zoomed').toBe('auto');
  expect(beyond.below, 'Settings, zoomed').toBeLessThanOrEqual(0);
  await app.resize(1_080, 720);
  await app.inPage((page) => page.getByRole('button', { name: 'Copy token' }).first().focus(), null);
  await app.press('?');
  await app.see('Move in the list');
  await looksRight(app, 'keyboard');
  await app.press('Escape');
  desk.apple.fault('agreement');
  await app.click('button', 'Test connection');
  await app.see('An agreement of Acme waits to be signed');
  await looksRight(app, 'agreement');
  await app.press('Delete');
  await app.see('moved to Trash.');
  for (const [button, place] of [
    ['Guide', 'Get a key'],
    ['Trash', 'Trash'],
    ['Activity', 'Activity'],
    ['Settings', 'Settings'],
    ['What protects your keys', 'What protects your keys'],
  ] as const) {
    await app.click('button', button);
    await app.inPage((page, name) => page.getByRole('heading', { name, exact: true }).waitFor(), place);
    await looksRight(app, place);
  }
  await app.press('Control+l');
  await app.see('Keyrack is locked');
  await looksRight(app, 'locked');
});

test('axe finds nothing in what a folder, other tools and a file to be identified show', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  const { path } = await storeOne(desk);
  const folder = dirname(path);
  await desk.download('AuthKey_8KQ2V7NT5D.p8', { known: false });
  await desk.download('acme-key.p8', { known: false });
  await desk.file('page.p8', '<!doctype html><title>Session expired</title>');
  await app.answerDialog({ filePaths: [folder] });
  await app.menu('Import a folder…');
  await app.see('Needs its Key ID');
  await looksRight(app, 'keys of a folder');
  await app.press('Enter');
  await app.see('1 key: 1 stored and verified.');
  await looksRight(app, 'keys of a folder, stored');
  await app.click('button', 'Done');
  await app.menu('Look where other tools keep keys…');
  await app.see('Look there');
  await looksRight(app, 'other tools');
  await app.press('Escape');
  await app.menu('What is this file?');
  await app.dropFiles('.identify-drop', [path]);
  await app.see('Stored as Acme / CI uploads');
  await looksRight(app, 'identified');
  await app.press('Escape');
  const clashing = await desk.download('AuthKey_2X9R4HXF34 (1).p8', { known: false });
  await app.dropFiles('main', [clashing.path]);
  await app.see('Clashes with a stored key');
  await looksRight(app, 'import sheet with a clash');
});

test('axe finds nothing where a keychain was found, and where it is what opens the vault', async () => {
  const keyring = await startKeyring(await temporaryFolder(onTestFinished));
  onTestFinished(() => keyring.end());
  const { app } = await openDesk(keyring.env);
  await app.see('GNOME Keyring');
  await looksRight(app, 'first run with a keychain');
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  await app.click('button', 'Later');
  await app.see('Choose files…');
  await app.press('Control+l');
  await app.see('GNOME Keyring opens the vault.');
  await looksRight(app, 'locked by a keychain');
});

test('axe finds nothing in the vault’s settings, its dialogs, the health page and the Trash', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  await app.press('Control+,');
  await app.see('No backup yet');
  for (const [button, words] of [
    ['Change passphrase…', 'What opens it from now on'],
    ['New identity…', 'New identity for this device'],
    ['Check yours…', 'Check the recovery key'],
    ['Restore a backup…', 'You see what it holds'],
    ['Back up…', 'One sealed file with every key'],
    ['Make one…', 'asked back'],
  ] as const) {
    await app.click('button', button);
    await app.see(words);
    await looksRight(app, words);
    if (button !== 'Make one…') await app.press('Escape');
  }
  await app.fill('Passphrase', passphrase);
  await app.answerDialog({ response: 1 });
  await app.inPage((page) => page.getByRole('dialog').getByRole('button', { name: 'Make one…' }).click(), null);
  await app.see('Your new recovery key');
  await looksRight(app, 'a new recovery key');
  await app.press('Escape');
  await app.click('button', 'Look…');
  await app.see('Looking changes nothing.');
  await looksRight(app, 'health');
  const backup = join(await temporaryFolder(onTestFinished), 'keyrack.age');
  await app.press('Control+,');
  await app.click('button', 'Back up…');
  await app.fill('Passphrase for the backup', passphrase);
  await app.fill('Once more', passphrase);
  await app.answerDialog({ filePath: backup });
  await app.click('button', 'Choose a place…');
  await app.see('Backed up: 1 key');
  await looksRight(app, 'backed up');
  await app.click('button', 'Done');
  await app.click('button', 'Acme');
  await app.see('Copy token');
  await app.inPage((page) => page.locator('.card .btn').first().focus(), null);
  await app.press('Delete');
  await app.see('moved to Trash.');
  await app.click('button', 'Trash');
  await app.answerDialog({ response: 1 });
  await app.click('button', 'Purge CI uploads…');
  await app.see('purged for good');
  await app.press('Control+,');
  await app.click('button', 'Restore a backup…');
  await app.answerDialog({ filePaths: [backup] });
  await app.click('button', 'Choose the file…');
  await app.fill('The backup’s passphrase', passphrase);
  await app.press('Enter');
  await app.see('What this backup holds');
  await looksRight(app, 'what a backup holds');
  await app.click('button', 'Restore 1 key');
  await app.see('1 restored and read back');
  await looksRight(app, 'restored');
  await app.press('Escape');
  await app.press('Control+l');
  for (const name of await readdir(desk.home)) if (/^vault\.age/.test(name)) await writeFile(join(desk.home, name), 'no vault any more');
  await app.fill('Passphrase', passphrase);
  await app.press('Enter');
  await app.see('The vault cannot be read');
  await looksRight(app, 'damaged');
  await app.click('button', 'Restore a backup…');
  await looksRight(app, 'a backup where no copy opens');
  await app.answerDialog({ filePaths: [backup] });
  await app.click('button', 'Choose the file…');
  await app.fill('The backup’s passphrase', passphrase);
  await app.press('Enter');
  await app.see('What this backup holds');
  await app.click('button', 'Continue…');
  await app.see('Before anything is moved, you are asked once more.');
  await looksRight(app, 'what seals the new vault');
  await app.click('button', 'Cancel');
  await app.see('The vault cannot be read');
});
