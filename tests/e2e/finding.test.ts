import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { issuerId } from '../support/home.js';
import { fourHundredNames, manyKeys, organizationNamed, storedKey } from '../support/vault.js';
import type { RunningApp } from './support/app.js';
import { openFullDesk } from './support/desk.js';

/** What has the focus: the card's name, an organization's, or the element's id. */
const focused = (app: RunningApp) =>
  app.inPage(
    (page) =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at?.closest('.card')?.querySelector('h2')?.textContent ?? at?.closest('.org')?.querySelector('.cut')?.textContent ?? at?.id;
      }),
    null,
  );
/** Is it seen whole in what scrolls around it? */
const isSeen = (app: RunningApp, [selector, scroller]: readonly [string, string]) =>
  app.inPage(
    (page, arg) =>
      page.evaluate(([one, around]) => {
        const [inner, outer] = [one, around].map((at) => document.querySelector(at ?? '')?.getBoundingClientRect());
        return inner !== undefined && outer !== undefined && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
      }, arg),
    [selector, scroller] as const,
  );
const headings = (app: RunningApp) => app.inPage((page) => page.locator('.card h2').allInnerTexts(), null);
const count = (app: RunningApp, selector: string) => app.inPage((page, at) => page.locator(at).count(), selector);

async function desk() {
  const [acme, borealis, ...others] = ['Acme', 'Borealis', ...fourHundredNames.slice(300, 340)].map((name) => organizationNamed(name));
  if (!acme || !borealis) throw new Error('no organization');
  const ci = storedKey(acme.id, 'CI uploads', { keyId: '2X9R4HXF34' });
  const reports = storedKey(borealis.id, 'Reports', { keyId: '8KQ2V7NT5D' });
  const keys = [
    ci,
    storedKey(acme.id, 'Nightly', { keyId: '5TQ8W3BN6J' }),
    storedKey(borealis.id, 'CI uploads', { keyId: '3B7KQ29XWM' }),
    reports,
  ];
  const opened = await openFullDesk([acme, borealis, ...others], [...keys, ...manyKeys(others.slice(-1), 30)]);
  for (const { keyId, privateKey } of [ci, reports])
    opened.apple.register({ kind: 'team', issuerId, keyId, roles: ['ADMIN'], publicKey: createPublicKey(privateKey) });
  await opened.app.see('Nightly');
  return { ...opened, last: others.at(-1)?.name ?? '' };
}

test('Search shows what it finds of all organizations and nothing else: Enter copies the first, → opens it, × shows all again', async () => {
  const { app } = await desk();
  await app.press('Control+f');
  await app.inPage((page) => page.keyboard.type('uploads'), null);
  await app.see('2 of 34 keys in 2 organizations');
  expect(await headings(app)).toEqual(['CI uploads', 'CI uploads']);
  expect([await count(app, '.card .btn-primary'), await app.textOf('.card mark')]).toEqual([1, 'uploads']);
  await app.press('Enter');
  await app.see('Token for Acme / CI uploads copied.');
  await app.press('ArrowDown');
  await app.press('ArrowDown');
  await app.press('Enter');
  await app.see('Token for Borealis / CI uploads copied.');
  await app.inPage((page) => page.locator('.org').filter({ hasText: 'Acme' }).click(), null);
  await app.see('1 of 2 keys');
  expect(await headings(app)).toEqual(['CI uploads']);
  await app.click('button', 'Show all');
  await app.inPage((page) => page.getByRole('heading', { name: 'Nightly' }).waitFor(), null);
  await app.press('Control+f');
  await app.inPage((page) => page.keyboard.type('8kq2'), null);
  await app.see('1 of 34 keys in 1 organization');
  await app.press('ArrowRight');
  await app.inPage((page) => page.getByRole('heading', { name: 'Borealis' }).waitFor(), null);
  await expect.poll(() => focused(app)).toBe('Reports');
  await app.press('Control+f');
  await app.inPage((page) => page.keyboard.type('no such thing'), null);
  await app.see('No key found');
  expect(await count(app, '.card')).toBe(0);
  await app.resize(720, 520);
  await app.fill('Search organizations and keys', 'nightly');
  await app.see('1 of 34 keys in 1 organization');
  await app.click('button', 'Clear the search');
  await app.inPage((page) => page.locator('.org').first().waitFor(), null);
  expect(await focused(app)).toBe('search');
});

test('A chosen organization is scrolled into view in the list, and Enter and → lead from the list to its cards, ← back; End and PageDown keep what has the focus in sight', async () => {
  const { app, last } = await desk();
  const row = ['.org[aria-current]', '.orgs'] as const;
  await app.press('Control+k');
  await app.inPage((page, name) => page.keyboard.type(name), last);
  await app.inPage((page, name) => page.locator('.hit[data-kind=organization]').filter({ hasText: name }).click(), last);
  await app.inPage((page, name) => page.getByRole('heading', { name, exact: true }).waitFor(), last);
  await expect.poll(() => isSeen(app, row)).toBe(true);
  await app.inPage((page) => page.locator('.org[aria-current]').focus(), null);
  await app.press('Enter');
  await expect.poll(() => focused(app)).toBe('Key 1');
  await app.press('ArrowLeft');
  await expect.poll(() => focused(app)).toBe(last);
  await app.press('ArrowRight');
  await expect.poll(() => focused(app)).toBe('Key 1');
  const card = ['.card:focus-within', '.scroll'] as const;
  for (const key of ['End', 'PageUp', 'Home', 'PageDown']) {
    const before = await focused(app);
    await app.press(key);
    await expect.poll(() => focused(app)).not.toBe(before);
    await expect.poll(() => isSeen(app, card), { message: key }).toBe(true);
  }
});

test('A menu highlights one row; a refused drag looks refused; the strip cuts the time, not the answer; beside the panel there is no strip of cut cards', async () => {
  const { app } = await desk();
  await app.click('button', 'More for CI uploads');
  await app.inPage((page) => page.getByRole('menuitem', { name: 'Details' }).hover(), null);
  const lit = () =>
    app.inPage(
      (page) =>
        page.evaluate(() => {
          const all = [...document.querySelectorAll('.menu-item')];
          return all.filter((one) => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)').map((one) => one.textContent);
        }),
      null,
    );
  expect(await lit()).toEqual(['Details']);
  await app.press('Escape');
  await app.inPage((page) => {
    const drag = () => {
      const data = new DataTransfer();
      data.setData('text/plain', 'a key');
      document.querySelector('.pane')?.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer: data }));
    };
    return page.evaluate(drag);
  }, null);
  await app.see('This is not a file');
  expect([await count(app, '.drop-over .drawing'), await count(app, '.drop-over .is-refused')]).toEqual([0, 1]);
  await app.press('Escape');
  await app.inPage((page) => page.getByRole('button', { name: 'Test connection' }).first().click(), null);
  await app.inPage((page) => page.locator('.card-strip').getByText('Answered in').waitFor(), null);
  await app.inPage((page) => page.locator('.card-actions .btn').first().click(), null);
  await app.inPage((page) => page.locator('.countdown').waitFor(), null);
  for (const width of [340, 420, 560]) {
    const cut = await app.inPage(
      (page, px) =>
        page.evaluate((wide) => {
          const pane = document.querySelector<HTMLElement>('.cards');
          if (pane) pane.style.width = `${wide}px`;
          const word = document.querySelector('.card-strip .state .cut');
          return word ? word.scrollWidth > word.clientWidth : null;
        }, px),
      width,
    );
    expect(cut, `${width} px`).toBe(false);
  }
  await app.click('button', 'More for CI uploads');
  await app.click('menuitem', 'Details');
  const left = (selector: string) =>
    app.inPage((page, at) => page.locator(at).evaluate((one) => one.getBoundingClientRect().left), selector);
  for (const width of [1_000, 900, 720]) {
    await app.resize(width, 560);
    await expect.poll(() => left('.detail'), { message: `${width}` }).toBe(width < 800 ? 0 : await left('.pane'));
  }
});
