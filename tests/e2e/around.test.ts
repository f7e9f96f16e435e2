import { readdir, readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { AppState, KeyrackApi } from '../../src/shared/ipc/contract.js';
import { keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { startKeyring } from '../support/keyring.js';
import { launchApp, type RunningApp } from './support/app.js';
import { openDesk, openReadyDesk, passphrase, storeOne } from './support/desk.js';

// What comes from around the window: the command line, a second start, the screen's lock, a keychain that hangs.

const settingsOf = (app: RunningApp): Promise<AppState['settings']> =>
  app.inPage(async (page) => {
    const reply = await page.evaluate(() => (window as unknown as { keyrack: KeyrackApi }).keyrack.app.state({}));
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value.settings;
  }, null);
const power = (app: RunningApp, event: string): Promise<unknown> =>
  app.run(({ electron }, name) => void (electron.powerMonitor as unknown as { emit(name: string): void }).emit(name), event);

test('R-42 the command line’s change is there at once, and a form that was open has lost nothing', async () => {
  const { app, home } = await openStored();
  await app.press('Control+n');
  await app.fill('Name', 'Cobalt');
  const { code, err } = await keyrack(['org', 'add', 'Borealis'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
  expect(code, err).toBe(0);
  await app.see('Borealis');
  expect(await app.inPage((page) => page.getByLabel('Name', { exact: true }).inputValue(), null)).toBe('Cobalt');
  await app.click('button', 'Add');
  await app.see('Cobalt');
  const { out } = await keyrack(['org', 'list', '--json'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
  expect(JSON.parse(out).map((one: { name: string }) => one.name)).toEqual(['Acme', 'Borealis', 'Cobalt']);
});

test.each([
  ['a text', `data.setData('text/plain', 'AuthKey_2X9R4HXF34.p8')`],
  ['an address', `data.setData('text/uri-list', 'https://example.com/AuthKey_2X9R4HXF34.p8')`],
  ['a picture of a web page', `data.items.add(new File(['x'], 'logo.png', { type: 'image/png' }))`],
])('B-63, H-25 %s that is dropped is called no file, and the window stays where it is', async (_what, fill) => {
  const { app } = await openStored();
  const taken = await app.inPage(
    (page, script) =>
      page.evaluate((text) => {
        const data = new DataTransfer();
        new Function('data', text)(data);
        // What the browser would do with a drop is done unless the page prevents it.
        return ['dragover', 'drop'].map((type) => {
          const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        });
      }, script),
    fill,
  );
  expect(taken).toEqual([true, true]);
  await app.see('Drop a .p8 file.');
  await app.see('Copy token');
  expect(await app.run(({ win }) => win.webContents.getURL(), null)).toMatch(/^app:\/\/bundle\/index\.html/);
});

test('R-43, H-62 a second start ends with exit 0 and brings the first one’s window to the front', async () => {
  const { app, home } = await openStored();
  await app.run(({ win }) => win.minimize(), null);
  const second = await launchApp({ home, window: false });
  expect(await second.ended).toEqual({ code: 0, signal: null });
  await expect.poll(() => app.run(({ win }) => win.isMinimized(), null)).toBe(false);
  await app.see('Copy token');
});

test('S-07, H-52 a passphrase vault locks after ten minutes unless told otherwise; with the screen only when asked, and then shows no name', async () => {
  const { app } = await openStored();
  expect(await settingsOf(app)).toMatchObject({ autoLockMinutes: 10, lockWithScreen: false });
  await app.click('button', 'Copy token');
  await app.see('copied.');
  // On Linux a locked screen is told to nobody: a sleep is.
  const [away, back] = process.platform === 'linux' ? ['suspend', 'resume'] : ['lock-screen', 'unlock-screen'];
  await power(app, away);
  // H-52: the token goes with the screen in any case.
  await expect.poll(() => app.clipboardText()).toBe('');
  await power(app, back);
  // A vault that had been locked would give no token.
  await app.inPage(
    (page) =>
      page
        .getByRole('button', { name: /^(Copy token|Copied)/ })
        .first()
        .click(),
    null,
  );
  await expect.poll(() => app.clipboardText()).not.toBe('');
  await app.inPage(
    (page) =>
      page.evaluate(() => (window as unknown as { keyrack: KeyrackApi }).keyrack.app.setSetting({ name: 'lockWithScreen', value: true })),
    null,
  );
  await power(app, 'suspend');
  await app.see('Keyrack is locked');
  expect(await app.inPage((page) => page.content(), null)).not.toMatch(/CI uploads|Acme/);
});

test('S-02, S-07 a keychain that hangs: its own words, the window answers meanwhile, and quitting ends the app', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const keyring = await startKeyring(folder);
  onTestFinished(() => keyring.end());
  const desk = await openDesk(keyring.env);
  const { app } = desk;
  await app.see('GNOME Keyring');
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  await app.click('button', 'Later');
  await storeOne(desk);
  expect((await settingsOf(app)).autoLockMinutes).toBe(0);
  await app.click('button', 'Lock (');
  await app.see('GNOME Keyring opens the vault.');
  const daemon = await daemonOf(folder);
  process.kill(daemon, 'SIGSTOP');
  onTestFinished(() => void process.kill(daemon, 'SIGCONT'));
  await app.click('button', 'Unlock');
  await app.press('Control+l');
  expect((await settingsOf(app)).theme).toBe('system');
  await app.see('E_KEYCHAIN_TIMEOUT');
  await app.close();
  expect(desk.app.process.exitCode !== null || desk.app.process.signalCode !== null).toBe(true);
});

async function openStored() {
  const desk = await openReadyDesk();
  await storeOne(desk);
  return desk;
}

/** The gnome-keyring of this folder's session: others on the machine have another HOME. */
async function daemonOf(folder: string): Promise<number> {
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const [command, environment] = await Promise.all(
      ['comm', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    if (command?.startsWith('gnome-keyring-d') && environment?.split('\0').includes(`HOME=${folder}`)) return pid;
  }
  throw new Error('no keyring daemon');
}
