import { expect, test } from 'vitest';
import type { FakeApple } from '../../tools/fake-apple/server.js';
import { issuerId } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { manyKeys, organizationNamed, storedKey } from '../support/vault.js';
import { copiedBy } from './support/copied.js';
import { openFullDesk } from './support/desk.js';

test('R-112 Test all is stopped: what is done stays, what was cancelled says so, nothing more is asked; R-106 revoked, card and diagnosis agree', async () => {
  const acme = organizationNamed('Acme');
  const known = makeKey();
  const deploy = storedKey(acme.id, 'Deploy', {}, known);
  const reached: { apple?: FakeApple } = {};
  // Two are answered; from the third on nobody is.
  const onRequest = () => void (reached.apple?.requests.length === 3 && reached.apple.fault('hang'));
  const { app, apple } = await openFullDesk([acme], [deploy, ...manyKeys([acme], 8)], { onRequest });
  reached.apple = apple;
  apple.register({ kind: 'team', issuerId, keyId: deploy.keyId, roles: ['ADMIN'], publicKey: known.publicKey });
  apple.fault('role');
  await app.click('button', 'Test all');
  await app.see('Stop (2 of 9)');
  await expect.poll(() => apple.requests.length).toBeGreaterThan(3);
  await app.click('button', 'Stop (2 of 9)');
  await app.see('Stopped after 2 of 9 keys: 2 recognised.');
  await Promise.all(apple.requests.map(({ over }) => over));
  const asked = apple.requests.length;
  const strips = await app.inPage((page) => page.locator('.card-strip').allInnerTexts(), null);
  expect(strips.filter((words) => /recognised/i.test(words))).toHaveLength(2);
  expect(strips.filter((words) => /Not tested\s*·\s*test cancelled/.test(words))).toHaveLength(strips.length - 2);
  const report = (await copiedBy(app, 'Copy summary')).split('\n');
  expect(report.filter((line) => line.endsWith(': cancelled, not tested'))).toHaveLength(7);

  apple.fault(null);
  await app.press('Control+t');
  await app.see('Answered in');
  // Only this one: those that had waited for their turn were not asked after all.
  expect(apple.requests).toHaveLength(asked + 1);
  apple.revoke(deploy.keyId);
  await app.press('Control+t');
  await app.see('Apple refused: most likely revoked');
  await app.inPage((page) => page.getByRole('button', { name: 'Why?' }).first().click(), null);
  await app.see('This key was most likely revoked');
  expect(apple.requests).toHaveLength(asked + 3);
});
