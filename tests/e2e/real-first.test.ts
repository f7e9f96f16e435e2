import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { firstRun, openDesk, passphrase, storeOne } from './support/desk.js';

// What Electron's sources do not settle: to be read first when the suite runs on the real binary (docs/electron-truth.md).

test('S-01 what the window’s strongroom seals (a worker of ES modules with chunks; X25519 of its host) the command line opens, and the reverse', async () => {
  const desk = await openDesk();
  await firstRun(desk);
  await storeOne(desk);
  const env = { KEYRACK_HOME: desk.home, KEYRACK_PASSPHRASE: passphrase };
  const listed = await keyrack(['list', '--json'], env);
  expect(listed.code, listed.err).toBe(0);
  expect(JSON.parse(listed.out)).toMatchObject([{ keyId: '2X9R4HXF34' }]);
  const added = await keyrack(['org', 'add', 'Borealis'], env);
  expect(added.code, added.err).toBe(0);
  await desk.app.see('Borealis');
});

/** A packaged program of the e2e flavour (`KEYRACK_FLAVOUR=e2e npm run package -- --dir`): there only where a release is made. */
const packaged = process.env.KEYRACK_PACKAGED_APP;
if (packaged)
  test('S-01, S-02 out of its archive the worker starts with its chunks, and the keychain’s library is found or said not to be', async () => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    const app = await _electron.launch({
      executablePath: packaged,
      env: { ...(process.env as Record<string, string>), KEYRACK_HOME: home },
    });
    onTestFinished(() => app.close());
    const page = await app.firstWindow();
    // The first question of the page is answered by the worker; the name of the keychain by what keytar was loaded for.
    await page.getByText('Where your keys will be sealed').waitFor();
    if ((await page.getByLabel('New passphrase', { exact: true }).count()) > 0)
      await page.getByLabel('New passphrase', { exact: true }).fill(passphrase);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Your recovery key').waitFor();
  });
