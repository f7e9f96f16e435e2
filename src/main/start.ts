import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  app,
  type BrowserWindow,
  ClipboardItem,
  clipboard,
  shell as desktop,
  ipcMain,
  nativeTheme,
  powerMonitor,
  type Session,
  screen,
} from 'electron';
import { createKeyrack, type Keyrack } from '../core/keyrack.js';
import { systemClock, uptime } from '../platform/clock.js';
import { folders } from '../platform/folders.js';
import { homeFilesIn } from '../platform/home-files.js';
import { watchHome } from '../platform/watch-home.js';
import type { GivenSecrets } from '../shared/environment.js';
import { openStrongroom } from '../strongroom/client/open.js';
import { createTimedClipboard } from './desktop/clipboard.js';
import type { Desktop, Tell } from './desktop/desktop.js';
import { systemDialogs } from './desktop/dialogs.js';
import { createGate } from './ipc/gate.js';
import { serve } from './serve.js';
import { openSettings, remember } from './settings.js';
import { installMenu } from './window/menu.js';
import { appUrl } from './window/protocol.js';
import { hardenContents, openSession } from './window/session-policy.js';
import { createWindow } from './window/window.js';
import { placeOf } from './window/window-place.js';

/** Milliseconds. */
const quitMs = 3_000;

/** Put in by the build, from package.json. */
declare const __KEYRACK_VERSION__: string;

const timers = {
  now: Date.now,
  uptime,
  set: (work: () => void, ms: number) => setTimeout(work, ms),
  clear: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
};
const beside = (path: string) => new URL(path, import.meta.url);

/** Everything after `ready`: the strongroom, the use cases, the conversation, the window. */
export async function start(home: string, secrets: GivenSecrets): Promise<void> {
  // Vite's address while developing; a packaged app takes no word from its environment.
  const devUrl = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
  const strongroom = openStrongroom(beside('strongroom.js'), { home, keychainChildPath: null, secrets });
  let window: BrowserWindow | null = null;
  const tell: Tell = (event, data) => {
    if (window && !window.isDestroyed()) window.webContents.send(event, data);
  };
  const timed = createTimedClipboard(
    clipboard,
    (data) => new ClipboardItem(data),
    timers,
    process.platform,
    (reason) => tell('clipboard.cleared', { reason }),
    (words) => void process.stderr.write(`${words}\n`),
  );
  let clearedAt: number | null = null;
  const keyrack: Keyrack = createKeyrack({
    strongroom,
    clock: systemClock,
    http: async () => (await import('../platform/http.js')).systemHttp(),
    clipboard: async () => ({
      async write(text) {
        ({ clearedAt } = await timed.copy(text, settings.now.clipboardSeconds));
      },
      read: () => clipboard.readText(),
    }),
    homeFiles: homeFilesIn(home),
    folders,
    machine: async () => (await import('../platform/machine.js')).machineOf(process.env),
    cwd: home,
    defaultSelector: null,
    apiUrl: process.env.KEYRACK_API_URL || null,
    interactive: false,
    packaged: app.isPackaged,
    unlocks: 'when-told',
    elsewhere: { homedir: homedir(), env: process.env },
    from: 'window',
  });
  const settings = await openSettings(keyrack, ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  nativeTheme.themeSource = settings.now.theme;

  const ours = openSession(fileURLToPath(beside('../renderer/')), devUrl);
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, devUrl));

  const facts = { home, version: __KEYRACK_VERSION__, platform: process.platform };
  const served = serve({
    facts,
    keyrack,
    settings,
    clipboard: timed,
    clearedAt: () => clearedAt,
    tell,
    ipcMain,
    gate: createGate((id) => window?.webContents.id === id, performance.now.bind(performance), devUrl),
    desktop: systemDesktop(home, () => window),
  });

  let remembering = Promise.resolve();
  const open = async () => {
    const { window: place } = (await keyrack.state.read()).settings;
    const opened = windowAt(ours, place);
    // Ours before it loads: the page's first question comes while it does (H-30).
    window = opened;
    opened.on('close', () => {
      remembering = remember(keyrack, { window: opened.getNormalBounds() });
    });
    opened.on('closed', () => {
      window = null;
    });
    // Closed while it was still loading: that is no failure.
    await opened.loadURL(devUrl ?? appUrl).catch((error: unknown) => {
      if (!opened.isDestroyed()) throw error;
    });
  };
  const front = () => {
    if (!window) return void open();
    if (window.isMinimized()) window.restore();
    window.focus();
  };

  app.on('second-instance', front);
  app.on('activate', front);
  app.on('browser-window-focus', () => void served.refresh());
  // What was copied leaves the clipboard then in any case (H-52); whether the vault locks is the user's word (S-07).
  for (const away of ['lock-screen', 'suspend'] as const) powerMonitor.on(away as 'suspend', () => void served.away());
  for (const back of ['resume', 'unlock-screen'] as const) powerMonitor.on(back as 'resume', () => void served.resumed());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  const watching = watchHome(home, () => void served.refresh());
  quitWell(async () => {
    watching?.close();
    await timed.clear('quit');
    await remembering;
    await keyrack.settled();
    await strongroom.close();
  });

  installMenu(process.platform, app.isPackaged, (name) => (name === 'lock' ? void served.lock() : tell('command', { name })));
  // Usually open before the page asks: the window is made meanwhile.
  served.openByItself();
  await open();
}

const systemDesktop = (home: string, window: () => BrowserWindow | null): Desktop => ({
  ask: systemDialogs(window),
  readClipboard: () => clipboard.readText(),
  clearClipboard: () => clipboard.clear(),
  openExternal: (url) => desktop.openExternal(url),
  async showHome() {
    await desktop.openPath(home);
  },
  moveToTrash: (path) => desktop.trashItem(path),
});

/** Shown once it has something to show; the background is right before that. */
function windowAt(ours: Session, place: unknown): BrowserWindow {
  const window = createWindow({
    session: ours,
    preload: fileURLToPath(beside('../preload/index.cjs')),
    bounds: placeOf(place, screen.getAllDisplays()),
    dark: nativeTheme.shouldUseDarkColors,
    packaged: app.isPackaged,
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Holds the quit once, until what must be done is done. A keychain call that hangs keeps nobody from quitting. */
function quitWell(finish: () => Promise<void>): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    // A hung call blocks a pool thread, and with it every ordinary end of the process (S-02, measured).
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), quitMs).unref();
    void finish().finally(() => {
      finished = true;
      app.exit(0);
    });
  });
}
