import { expect, test } from 'vitest';
import { makeKey } from '../support/keys.js';
import { fourHundredNames, manyKeys, organizationNamed, storedKey } from '../support/vault.js';
import type { RunningApp } from './support/app.js';
import { openFullDesk } from './support/desk.js';
import { findings, holdsInForcedColours, looksRight } from './support/looks.js';

const longAgo = '2026-01-05T00:00:00.000Z';

/** What is open above the list goes, one step at a time. */
const away = async (app: RunningApp) => {
  await app.press('Escape');
  await app.inPage((page) => page.locator('dialog[open]').waitFor({ state: 'detached' }), null);
};
const first = (app: RunningApp, name: string) =>
  app.inPage((page, words) => page.getByRole('button', { name: words }).first().click(), name);

test('axe finds nothing at 10,000 keys, nor in forced colours: list, menu, panel, dialogs, palette, Trash, places', async () => {
  const organizations = fourHundredNames.map((name, n) =>
    organizationNamed(
      name,
      n === 0 ? { tags: ['iOS', 'retainer', 'עברית'], notes: 'Asks for a build each Friday.', teamId: 'ABCDE12345' } : {},
    ),
  );
  const [big, ...others] = organizations;
  if (!big) throw new Error('no organization');
  const known = makeKey();
  const deploy = storedKey(
    big.id,
    'A deploy key with a name that is far too long for the place it has on its card and in the palette',
    {},
    known,
  );
  const trashed = [1, 2, 3].map((n) => storedKey(big.id, `Old ${n}`, { trashedAt: longAgo }, known));
  const { app, apple } = await openFullDesk(organizations, [deploy, ...trashed, ...manyKeys([big], 3_996), ...manyKeys(others, 6_000)]);
  await app.see('3,997 keys');
  await looksRight(app, '10,000 keys');
  await first(app, 'Copy token');
  await app.see('copied.');
  apple.fault('spurious-401');
  await first(app, 'Test connection');
  await app.see('Apple refused the key');
  await holdsInForcedColours(app, 'list');
  await app.fill('Search organizations and keys', 'key 39');
  await app.inPage((page) => page.locator('.org').first().waitFor(), null);
  await looksRight(app, 'a search through 10,000');
  await app.fill('Search organizations and keys', '');

  await first(app, 'Why?');
  await app.see('What was checked, likeliest first');
  await holdsInForcedColours(app, 'diagnosis');
  await app.press('Escape');
  await first(app, 'More for A deploy key');
  await app.inPage((page) => page.getByRole('menuitem').first().waitFor(), null);
  await holdsInForcedColours(app, 'menu');
  await app.press('Escape');
  await app.press('Control+k');
  await app.inPage((page) => page.keyboard.type('key 4'), null);
  await app.see('more keys match.');
  await looksRight(app, 'palette over 10,000');
  await app.press('ArrowRight');
  await app.see('Show claims');
  await holdsInForcedColours(app, 'palette, actions');
  await app.press('Escape');
  await away(app);

  await first(app, `More for ${big.name}`);
  await app.click('menuitem', 'Edit organization…');
  await app.see('Vendor number');
  await looksRight(app, 'edit organization');
  await away(app);
  await app.press('?');
  await app.see('Move in the list');
  await holdsInForcedColours(app, 'keyboard');
  await away(app);

  await app.click('button', 'Trash');
  await app.see('3 keys have been here for more than 30 days.');
  await looksRight(app, 'Trash, long filled');
  for (const [button, words] of [
    ['Guide', 'Who will use it?'],
    ['Activity', 'Kept on this computer only.'],
    ['Settings', 'Lock by itself'],
  ] as const) {
    await app.click('button', button);
    await app.see(words);
    await holdsInForcedColours(app, button);
  }
  for (const [button, words] of [
    ['Change…', 'What opens it from now on'],
    ['Back up…', 'Passphrase for the backup'],
  ] as const) {
    await app.click('button', button);
    await app.see(words);
    await holdsInForcedColours(app, words);
    await away(app);
  }
  await app.click('button', 'Look…');
  await app.see('Looking changes nothing.');
  await holdsInForcedColours(app, 'Health');
  await app.press('Control+l');
  await app.see('Keyrack is locked');
  await holdsInForcedColours(app, 'locked');
  expect(await findings(app)).toEqual([]);
});
