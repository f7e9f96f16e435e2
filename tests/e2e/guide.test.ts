import { expect, test } from 'vitest';
import { openReadyDesk, passphrase, storeOne } from './support/desk.js';

test('H-24: the guide remembers where the user is, names the smallest role, and opens Apple’s page by its id', async () => {
  const desk = await openReadyDesk();
  await desk.app.click('button', 'Where do I get one?');
  await desk.app.see('step 1 of 6');
  await desk.app.click('button', 'Open App Store Connect');
  await desk.app.click('button', 'Next step');
  await desk.app.see('step 2 of 6');
  await desk.app.click('button', 'Upload builds');
  await desk.app.click('button', 'Answer reviews');
  await desk.app.see('Choose Developer and Customer Support.');
  expect(await desk.app.openedOutside()).toEqual(['https://appstoreconnect.apple.com/access/integrations/api']);

  desk.app = await desk.app.relaunch();
  const { app } = desk;
  await app.fill('Passphrase', passphrase);
  await app.click('button', 'Unlock');
  await app.click('button', 'Guide');
  await app.see('step 2 of 6');
  await app.see('Choose Developer and Customer Support.');
  await app.click('button', 'Only me');
  await app.see('Make an individual key.');
  await app.see('Your name → Edit Profile');
  await app.click('button', 'Open App Store Connect');
  expect(await app.openedOutside()).toEqual(['https://appstoreconnect.apple.com/access/integrations/api/individual-keys']);
});

test('the guide ends at the drop: a key stored from its last step begins it anew', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.click('button', 'Guide');
  await app.click('button', 'Drop the file here');
  await app.see('step 6 of 6');
  await storeOne(desk);
  await app.click('button', 'Guide');
  await app.see('step 1 of 6');
});

test('a refused key’s diagnosis leads to the common error it met, with the keyboard alone', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk, { known: false });
  await app.see('Apple refused the key');
  await app.click('button', 'Why?');
  await app.inPage((page) => page.getByRole('button', { name: 'In the guide' }).focus(), null);
  await app.press('Enter');
  await app.see('A token lives 20 minutes at most.');
  const focused = await app.inPage((page) => page.evaluate(() => document.activeElement?.textContent), null);
  expect(focused).toBe('401: the token is invalid or has expired');
  await app.press('Enter');
  await app.gone('A token lives 20 minutes at most.');
});
