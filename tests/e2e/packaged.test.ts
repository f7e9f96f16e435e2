import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
import { madeUpElectron, packageFor } from '../support/made-up-electron.js';
import { host, launchApp } from './support/app.js';
import { firstRun, openDesk, storeOne } from './support/desk.js';

const { extractAll } = createRequire(import.meta.url)('@electron/asar') as { extractAll: (archive: string, to: string) => void };

test('what is packaged does the main job: import, test, copy a token, lock, quit', async () => {
  const { folder, code, said } = await packageFor(onTestFinished, ['dir'], { electron: await madeUpElectron(onTestFinished) });
  expect(code, said).toBe(0);
  const unpacked = await temporaryFolder(onTestFinished);
  extractAll(join(folder, 'linux-unpacked/resources/app.asar'), unpacked);
  const desk = await openDesk({}, { main: join(unpacked, 'out/main/index.js') });
  const { app } = desk;
  await firstRun(desk);
  await storeOne(desk);
  await app.see('Answered in');
  await app.click('button', 'Copy token');
  await app.see('copied.');
  expect(await app.clipboardText()).toMatch(/^ey/);
  await app.press('Control+l');
  await app.see('Unlock');
  expect(await app.clipboardText()).toBe('');
  expect(await app.close()).toMatchObject({ code: 0 });
});

// On Electron a released program is looked at by hand (docs/electron-truth.md): this needs the archive as a folder.
test.skipIf(host === 'electron')(
  'H-05, H-42 a released app under the name of “electron” cannot be driven; the flavour made for tests can',
  async () => {
    const { folder, code, said } = await packageFor(onTestFinished, ['dir'], { electron: await madeUpElectron(onTestFinished) });
    expect(code, said).toBe(0);
    const archive = join(await temporaryFolder(onTestFinished), 'app.asar');
    extractAll(join(folder, 'linux-unpacked/resources/app.asar'), archive);
    const main = join(archive, 'out/main/index.js');
    const home = await temporaryFolder(onTestFinished);
    const args = ['--host-rules=MAP nowhere.test 127.0.0.1'];

    // As Electron says of a program that is called so.
    const refused = await launchApp({ home, main, args, window: false });
    expect(await refused.ended).toMatchObject({ code: 2 });
    expect(refused.output()).toContain('does not start with --host-rules');

    const about = JSON.parse(await readFile(join(archive, 'package.json'), 'utf8'));
    await writeFile(join(archive, 'package.json'), JSON.stringify({ ...about, flavour: 'e2e' }));
    const driven = await launchApp({ home, main, args });
    expect(await driven.close()).toMatchObject({ code: 0 });
  },
);
