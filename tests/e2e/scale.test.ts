import { expect, test } from 'vitest';
import { fourHundredNames, manyKeys, organizationNamed } from '../support/vault.js';
import { openFullDesk } from './support/desk.js';

/** Rows that may be in the page at once, whatever the vault holds. */
const most = 150;

test('10,000 keys: few rows are ever in the page, and the last of them is reached', async () => {
  const organizations = fourHundredNames.map((name) => organizationNamed(name));
  const [big, ...others] = organizations;
  if (!big) throw new Error('no organization');
  const { app } = await openFullDesk(organizations, [...manyKeys([big], 4_000), ...manyKeys(others, 6_000)]);
  const rows = () => app.inPage((page) => page.locator('.org, .card, .hit').count(), null);
  const keys = (count: number) =>
    app.inPage((page, text) => page.locator('.subhead').getByText(text).waitFor(), `${count.toLocaleString('en')} keys`);
  await keys(4_000);
  expect(await rows()).toBeLessThan(most);
  await app.inPage((page) => page.locator('.scroll').evaluate((box) => box.scrollTo(0, box.scrollHeight)), null);
  await app.inPage((page) => page.getByRole('heading', { name: 'Key 4000', exact: true }).waitFor(), null);
  expect(await rows()).toBeLessThan(most);
  await app.press('Control+f');
  await app.press('ArrowDown');
  await app.press('End');
  await app.inPage((page) => page.getByRole('heading', { name: 'Tundra Transit', exact: true }).waitFor(), null);
  expect(await rows()).toBeLessThan(most);
  await app.fill('Search organizations and keys', 'key 39');
  await app.inPage((page) => page.locator('.org').first().waitFor(), null);
  expect(await rows()).toBeLessThan(most);
  await app.press('Control+k');
  await app.inPage((page) => page.keyboard.type('key'), null);
  await app.see('more keys match.');
  expect(await rows()).toBeLessThan(most);
  await app.press('Escape');
  // One key is used: its card says so, and the list stays where it is.
  await app.fill('Search organizations and keys', '');
  await app.inPage((page) => page.locator('.card-actions .btn').first().click(), null);
  await app.see('copied.');
  await app.inPage((page) => page.locator('.card').first().getByText('used just now').waitFor(), null);
});
