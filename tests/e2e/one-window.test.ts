import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { host } from './support/app.js';
import { openDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';

test('a page that dies locks the vault, comes back and says so; the keys are there', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await storeOne(desk);
  await app.click('button', 'Copy token');
  await app.see('copied.');
  await app.run(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(), null);
  // The driver may still hold the page that died.
  const isBack = () =>
    app.see('The window stopped and was started again.').then(
      () => true,
      () => false,
    );
  await expect.poll(isBack).toBe(true);
  await app.see('Keyrack is locked');
  expect(await app.clipboardText()).toBe('');
  await app.fill('Passphrase', passphrase);
  await app.click('button', 'Unlock');
  await app.see('CI uploads');
});

test('the window is shown where the system never says that it is ready (Wayland)', async () => {
  const { app } = await openDesk({ KEYRACK_STAND_IN_WAYLAND: '1' });
  await app.see('Where your keys will be sealed');
  const visible = () => app.run(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.isVisible(), null);
  await expect.poll(visible).toBe(true);
});

test('a second start while the first one opens brings it to the front, and opens no second window', async () => {
  const { app } = await openDesk();
  await app.run(({ electron }) => {
    for (const event of ['second-instance', 'activate', 'second-instance']) electron.app.emit(event, {}, [], '', null);
  }, null);
  await app.see('Where your keys will be sealed');
  expect(await app.run(({ electron }) => electron.BrowserWindow.getAllWindows().length, null)).toBe(1);
});

// On the real binary the session says which it is, and nobody can pretend.
test.runIf(host === 'stand-in')(
  'on Wayland the window’s size comes back, and the corner that is said to be its place is not remembered',
  async () => {
    const desk = await openReadyDesk({ KEYRACK_STAND_IN_WAYLAND: '1', XDG_SESSION_TYPE: 'wayland' });
    await desk.app.run(({ win }) => win.setBounds({ x: 300, y: 200, width: 1_000, height: 700 }), null);
    await desk.app.close();
    const { settings } = JSON.parse(await readFile(join(desk.home, 'state.json'), 'utf8'));
    expect(settings.window).toEqual({ width: 1_000, height: 700 });
  },
);

test.runIf(process.platform === 'linux')('H-06 a start asks no keyring of the system’s for a key of Chromium’s', async () => {
  const { app } = await openDesk();
  await app.see('Where your keys will be sealed');
  expect(app.output()).not.toContain('keyring');
});
