import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  app,
  type BrowserWindow,
  ClipboardItem,
  clipboard,
  shell as desktop,
  dialog,
  ipcMain,
  nativeTheme,
  net,
  powerMonitor,
  type Session,
  screen,
  session,
} from 'electron';
import { createKeyrack, type Keyrack } from '../core/keyrack.js';
import type { Clipboard, Http } from '../core/ports/index.js';
import { systemClock, uptime } from '../platform/clock.js';
import { folders } from '../platform/folders.js';
import { homeFilesIn } from '../platform/home-files.js';
import { watchHome } from '../platform/watch-home.js';
import type { GivenSecrets } from '../shared/environment.js';
import type { Command } from '../shared/ipc/commands.js';
import type { Strongroom } from '../strongroom/client/contract.js';
import { openStrongroom, type StrongroomClient } from '../strongroom/client/open.js';
import { keychainIsOurs } from '../strongroom/client/own-keychain.js';
import { drawsOnWayland, isOurProgram, isReleased } from './desktop/arguments.js';
import { createTimedClipboard } from './desktop/clipboard.js';
import { installCommandLine } from './desktop/command-line.js';
import type { Desktop, Tell } from './desktop/desktop.js';
import { systemDialogs } from './desktop/dialogs.js';
import { argumentsOf, type OpenedFiles } from './desktop/opened-files.js';
import { endAfter } from './ending.js';
import { createGate } from './ipc/gate.js';
import { serve } from './serve.js';
import { openSettings, remember } from './settings.js';
import { installMenu } from './window/menu.js';
import { createOneWindow } from './window/one-window.js';
import { appUrl } from './window/protocol.js';
import { hardenContents, openSession } from './window/session-policy.js';
import { createWindow } from './window/window.js';
import { placeOf, placeToRemember } from './window/window-place.js';
import { cannotStart } from './words.js';

/** Put in by the build, from package.json. */
declare const __KEYRACK_VERSION__: string;

const timers = {
  now: Date.now,
  uptime,
  set: (work: () => void, ms: number) => setTimeout(work, ms),
  clear: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
};
const released = () => isReleased(app.isPackaged, import.meta.url);
const ofOurs = () => isOurProgram(app.isPackaged, import.meta.url);
const beside = (path: string) => new URL(path, import.meta.url);

const ending = {
  exit: (code: number) => app.exit(code),
  kill: () => void process.kill(process.pid, 'SIGKILL'),
  set: (work: () => void, ms: number) => setTimeout(work, ms).unref(),
};

/** Everything after `ready`: the strongroom, the use cases, the conversation, the window. */
export async function start(home: string, secrets: GivenSecrets, opened: OpenedFiles): Promise<void> {
  const ours = keychainIsOurs({ platform: process.platform, packaged: ofOurs() });
  const strongroom = openStrongroom(beside('strongroom.js'), { home, keychainChildPath: null, keychainIsOurs: ours, secrets });
  try {
    await openOn(strongroom, home, opened);
  } catch {
    // Without a window nobody would ever hear of it. What went wrong may name a path, never a secret.
    dialog.showErrorBox(cannotStart.window.title, cannotStart.window.words);
    endAfter(() => strongroom.close(), 1, ending);
  }
}

async function openOn(strongroom: StrongroomClient, home: string, opened: OpenedFiles): Promise<void> {
  // Vite's address while developing; a packaged app takes no word from its environment.
  const devUrl = released() ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
  const tell: Tell = (event, data) => one.send(event, data);
  const timed = createTimedClipboard(
    clipboard,
    (data) => new ClipboardItem(data),
    timers,
    process.platform,
    (reason) => tell('clipboard.cleared', { reason }),
    (words) => void process.stderr.write(`${words}\n`),
  );
  let clearedAt: number | null = null;
  const keyrack = keyrackFor(home, strongroom, {
    async write(text) {
      ({ clearedAt } = await timed.copy(text, settings.now.clipboardSeconds));
    },
    read: () => clipboard.readText(),
  });
  const settings = await openSettings(keyrack, ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
  nativeTheme.themeSource = settings.now.theme;

  const ours = openSession(fileURLToPath(beside('../renderer/')), devUrl);
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, devUrl));

  const onWayland = drawsOnWayland(process.platform, process.env, (name) => app.commandLine.getSwitchValue(name));
  let remembering = Promise.resolve();
  const one = createOneWindow<BrowserWindow>({
    make: async () => windowAt(ours, (await keyrack.state.read()).settings.window),
    url: devUrl ?? appUrl,
    timers,
    monotonic: () => performance.now(),
    closing(bounds) {
      remembering = remember(keyrack, { window: placeToRemember(bounds, onWayland) });
    },
    // What was on the screen is gone, and nobody saw to what: whoever comes back unlocks.
    died: () => void served.lock(),
    back: () => tell('page.restarted', {}),
    hopeless,
  });

  const facts = { home, version: __KEYRACK_VERSION__, platform: process.platform, packaged: ofOurs() };
  const served = serve({
    facts,
    keyrack,
    settings,
    clipboard: timed,
    clearedAt: () => clearedAt,
    tell,
    ipcMain,
    gate: createGate((id) => one.current()?.webContents.id === id, performance.now.bind(performance), devUrl),
    desktop: systemDesktop(home, one.current),
    opened,
  });

  const front = () => void one.front().catch(hopeless);
  app.on('activate', front);
  app.on('second-instance', (_event, argv, folder) => {
    opened.add(argumentsOf(argv), folder);
    front();
  });
  opened.heard(() => {
    tell('files.opened', {});
    front();
  });
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

  /** On macOS the menu bar stays where the window is closed: then it is opened first. */
  const chosen = async (name: Command) => {
    if (name === 'lock') return served.lock();
    if (!one.current()) await one.open();
    tell('command', { name });
  };
  installMenu(process.platform, released(), (name) => void chosen(name));
  // Usually open before the page asks: the window is made meanwhile.
  served.openByItself();
  await one.open();
}

const keyrackFor = (home: string, strongroom: Strongroom, ofTheSystem: Clipboard): Keyrack =>
  createKeyrack({
    strongroom,
    clock: systemClock,
    http: windowHttp,
    clipboard: async () => ofTheSystem,
    homeFiles: homeFilesIn(home),
    folders,
    machine: async () => (await import('../platform/machine.js')).machineOf(process.env),
    cwd: home,
    defaultSelector: null,
    apiUrl: process.env.KEYRACK_API_URL || null,
    interactive: false,
    packaged: released(),
    unlocks: 'when-told',
    elsewhere: { homedir: homedir(), env: process.env },
    from: 'window',
  });

/** Apple's side of Chromium: no page is in this session, and it forgets everything when Keyrack ends. */
async function windowHttp(): Promise<Http> {
  const [{ desktopHttp }, { systemHttp }] = await Promise.all([import('./desktop/http.js'), import('../platform/http.js')]);
  const chromium = () => ({ session: session.fromPartition('apple', { cache: false }), request: net.request });
  return desktopHttp(systemHttp(), process.env, chromium);
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
  installCommandLine: () =>
    installCommandLine({
      platform: process.platform,
      isPackaged: released(),
      resources: process.resourcesPath,
      home: homedir(),
      env: process.env,
    }),
});

function hopeless(): void {
  dialog.showErrorBox(cannotStart.page.title, cannotStart.page.words);
  app.quit();
}

/** The background is right before the page has anything to show. */
const windowAt = (ours: Session, place: unknown): BrowserWindow =>
  createWindow({
    session: ours,
    preload: fileURLToPath(beside('../preload/index.cjs')),
    bounds: placeOf(place, screen.getAllDisplays()),
    dark: nativeTheme.shouldUseDarkColors,
    packaged: released(),
  });

/** Holds the quit once, until what must be done is done. A keychain call that hangs keeps nobody from quitting. */
function quitWell(finish: () => Promise<void>): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    const finishOnce = () =>
      finish().finally(() => {
        finished = true;
      });
    endAfter(finishOnce, 0, ending);
  });
}
