import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
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

/** A packaged program of the e2e flavour (`KEYRACK_FLAVOUR=e2e npm run package -- --dir`, then its path): there only where an Electron is, and no test is elsewhere. */
const packaged = [process.env.KEYRACK_PACKAGED_APP ?? ''].filter(Boolean);

test.for(packaged)(
  'S-01, S-02 out of its archive the worker starts with its chunks, and the keychain’s library is found or said not to be',
  async (program) => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    const app = await _electron.launch({
      executablePath: program,
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
  },
);

test.for(packaged)('H-43 a packaged app is no Node: it runs no script it is given, whatever its environment says', async (program) => {
  const folder = await temporaryFolder(onTestFinished);
  const ran = join(folder, 'ran');
  const script = join(folder, 'script.cjs');
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '')`);
  const home = join(folder, 'home');
  const app = spawn(program, ['-e', `require(${JSON.stringify(script)}); process.exit(42)`], {
    env: { ...process.env, KEYRACK_HOME: home, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${script}` },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((done) => app.once('close', done));
  onTestFinished(() => void app.kill());
  // It opens its window instead: our own first lines have made its folder.
  await expect.poll(() => existsSync(join(home, 'window')) || app.exitCode !== null).toBe(true);
  app.kill();
  expect(await ended).not.toBe(42);
  expect(existsSync(ran)).toBe(false);
});
