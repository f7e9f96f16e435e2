import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
import { madeUpElectron, packageFor } from '../support/made-up-electron.js';
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
