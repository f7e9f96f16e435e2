import { expect, test } from 'vitest';
import type { RunningApp } from './support/app.js';
import { openReadyDesk, storeOne } from './support/desk.js';

const keyIdOfToken = async (app: RunningApp): Promise<unknown> => {
  const [header = ''] = ((await app.clipboardText()) ?? '').split('.');
  return JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
};
/** The card with the focus, the one that is marked, and the one with the filled button: their names. */
const where = (app: RunningApp) =>
  app.inPage(
    (page) =>
      page.evaluate(() => {
        const nameIn = (card: Element | null | undefined) => card?.querySelector('h2')?.textContent ?? null;
        return {
          focus: nameIn(document.activeElement?.closest('.card')),
          marked: nameIn(document.querySelector('.card[data-current=true]')),
          filled: nameIn(document.querySelector('.card .btn-primary')?.closest('.card')),
        };
      }),
    null,
  );

test('the main job without a pointer and without one Tab: Ctrl+I, Enter stores, Enter copies the token of the key that is new, which has the focus then', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  const { path } = await desk.download('AuthKey_8KQ2V7NT5D.p8');
  await app.answerDialog({ filePaths: [path] });
  await app.press('Control+i');
  await app.see('Store 1 key');
  await app.press('Enter');
  await app.see('Stored and verified');
  await app.press('Enter');
  await app.see('copied.');
  expect(await keyIdOfToken(app)).toBe('8KQ2V7NT5D');
  const name = '8KQ2V7NT5D';
  await expect.poll(() => where(app)).toEqual({ focus: name, marked: name, filled: name });
});

test('Enter is the default action of a sheet from any of its fields, and once for a key that is held down', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  const { path } = await desk.download('AuthKey_8KQ2V7NT5D.p8');
  await app.answerDialog({ filePaths: [path] });
  await app.press('Control+i');
  await app.see('Store 1 key');
  await app.inPage((page) => page.locator('dialog select').first().focus(), null);
  await app.inPage((page) => page.keyboard.down('Enter'), null);
  await app.see('Stored and verified');
  for (let again = 0; again < 3; again += 1) await app.inPage((page) => page.keyboard.down('Enter'), null);
  expect(await app.textOf('dialog')).toContain('Stored and verified');
  await app.inPage((page) => page.keyboard.up('Enter'), null);
  await app.press('Enter');
  await app.inPage((page) => page.getByRole('dialog').waitFor({ state: 'hidden' }), null);
});

test('Del takes away the key that has the focus, and nothing where an organization, a place or the search has it', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  for (const selector of ['.org', '.sidebar .place', '.pane .toolbar .btn']) {
    await app.inPage((page, at) => page.locator(at).first().focus(), selector);
    await app.press('Delete');
  }
  // Were it in the Trash, it could not be asked for.
  await app.click('button', 'Test connection');
  await app.inPage((page) => page.locator('.card').getByText('Answered in').waitFor(), null);
  expect(await app.textOf('.sidebar')).toContain('Acme');
  await app.inPage((page) => page.locator('.card .btn').first().focus(), null);
  await app.press('Delete');
  await app.see('CI uploads moved to Trash.');
});
