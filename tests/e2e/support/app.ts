import { resolve } from 'node:path';
import { type Ended, type Hosted, host, type MainScope, startHosted } from './host.js';

export { host } from './host.js';

export type Role = 'button' | 'checkbox' | 'dialog' | 'heading' | 'link' | 'menuitem' | 'option' | 'radio' | 'row' | 'tab' | 'textbox';

export interface LaunchOptions {
  /** KEYRACK_HOME, and the user's home of the app's process. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Another app's main module; else the built Keyrack. */
  readonly main?: string;
  /** False: answers before there is a window (for an app that is to end by itself). */
  readonly window?: boolean;
}

export interface RunningApp extends Hosted {
  readonly host: typeof host;
  /** Names are a substring of the accessible name, in any case. Each waits until the thing is there and ready. */
  click(role: Role, name: string): Promise<void>;
  /** `label`: the field's whole accessible name. */
  fill(label: string, text: string): Promise<void>;
  see(text: string): Promise<void>;
  /** Waits until the text is nowhere to be seen. */
  gone(text: string): Promise<void>;
  textOf(selector: string): Promise<string>;
  /** A key or a chord, as Playwright names them: `Enter`, `Control+l`. Menu accelerators work, unless the page took the key. */
  press(key: string): Promise<void>;
  dropFiles(selector: string, paths: readonly string[]): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Of the app's clipboard; on Electron that is the system's. */
  clipboardText(): Promise<string>;
  /** Of the page, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** What the system prefers. */
  colorScheme(which: 'dark' | 'light'): Promise<void>;
  /** The next dialog answers this instead of being shown; they queue. An unanswered dialog is cancelled. */
  answerDialog(answer: { filePaths: string[] } | { filePath: string } | { response: number }): Promise<void>;
  /** Clicks the button, and answers the dialog it brings up with its Cancel; the dialog is gone when this resolves. */
  clickAndCancel(name: string): Promise<void>;
  /** Addresses and paths the app asked the system to open. */
  openedOutside(): Promise<string[]>;
  /** Clicks an item of the menu bar by its label. */
  menu(label: string): Promise<void>;
  /** `app.quit()`, and what the process ended with. */
  close(): Promise<Ended>;
  /** Quits and starts again with the same options. */
  relaunch(): Promise<RunningApp>;
}

const keyrackMain = resolve(import.meta.dirname, '../../../out/main/index.js');

/** Dialogs and the browser are the system's: nobody is there to answer, so they are taken over. */
function takeOver({ electron }: MainScope): void {
  const driver = { answers: [] as object[], opened: [] as string[] };
  Object.assign(globalThis, { driver });
  const cancelled = { canceled: true, filePaths: [], filePath: '', response: 0, checkboxChecked: false };
  const answer = async () => {
    const next = driver.answers.shift();
    return next ? { ...cancelled, canceled: false, ...next } : cancelled;
  };
  const open = async (what: string) => {
    driver.opened.push(what);
    return '';
  };
  const box = async (...given: unknown[]) => {
    const { cancelId = 0 } = given.at(-1) as { cancelId?: number };
    return { ...cancelled, response: cancelId, ...driver.answers.shift() };
  };
  Object.assign(electron.dialog, { showOpenDialog: answer, showSaveDialog: answer, showMessageBox: box });
  Object.assign(electron.shell, { openExternal: open, openPath: open, showItemInFolder: open });
}

/** What of this process's environment an app cannot be started without. */
const inherited = (): readonly string[] => [
  'KEYRACK_CHROMIUM',
  'DISPLAY',
  'XAUTHORITY',
  // Where there is a bus in it as well, it would be the user's own keychain's: only for Wayland's sake (scripts/on-display.sh).
  ...(process.env.WAYLAND_DISPLAY ? ['WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'XDG_SESSION_TYPE'] : []),
  ...(process.platform === 'win32' ? ['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP', 'APPDATA'] : []),
];

/** Starts the app and answers when its window has loaded. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const { home, env = {}, args = [], main = keyrackMain, window = true } = options;
  const base = { PATH: process.env.PATH ?? '', HOME: home, USERPROFILE: home, KEYRACK_HOME: home, LANG: 'C.UTF-8' };
  const chosen = Object.fromEntries(inherited().flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  const hosted = await startHosted({ main, args, env: { ...base, ...chosen, ...env }, window });
  const app = withHelpers(hosted, options);
  if (!window) return app;
  try {
    await hosted.run(takeOver, null);
    await hosted.run(firstWindow, null);
  } catch (error) {
    hosted.process.kill();
    throw error;
  }
  return app;
}

/** Answers when a window exists and its page has loaded. */
async function firstWindow({ electron }: MainScope): Promise<void> {
  await electron.app.whenReady();
  const [there] = electron.BrowserWindow.getAllWindows();
  const win =
    there ?? (await new Promise<Electron.BrowserWindow>((done) => electron.app.once('browser-window-created', (_e, w) => done(w))));
  if (win.webContents.getURL() !== '' && !win.webContents.isLoading()) return;
  await new Promise<void>((done) => win.webContents.once('did-finish-load', () => done()));
}

function withHelpers(hosted: Hosted, options: LaunchOptions): RunningApp {
  const { run, inPage } = hosted;
  const app: RunningApp = {
    ...hosted,
    host,
    click: (role, name) => inPage((page, arg) => page.getByRole(arg.role, { name: arg.name }).click(), { role, name }),
    fill: (label, text) => inPage((page, arg) => page.getByLabel(arg.label, { exact: true }).fill(arg.text), { label, text }),
    see: (text) => inPage((page, arg) => page.getByText(arg).first().waitFor(), text),
    gone: (text) => inPage((page, arg) => page.getByText(arg).first().waitFor({ state: 'hidden' }), text),
    textOf: (selector) => inPage((page, arg) => page.locator(arg).first().innerText(), selector),
    press: (key) => inPage((page, arg) => page.keyboard.press(arg), key),
    async dropFiles(selector, paths) {
      const box = await inPage((page, arg) => page.locator(arg).first().boundingBox(), selector);
      if (!box) throw new Error(`${selector} is not to be seen`);
      await hosted.drop(paths, box.x + box.width / 2, box.y + box.height / 2);
    },
    screenshot: (path) => inPage(async (page, arg) => void (await page.screenshot({ path: arg })), path),
    clipboardText: () => run(({ electron }) => electron.clipboard.readText(), null),
    async resize(width, height) {
      await run(({ win }, size) => win.setContentSize(size.width, size.height), { width, height });
      await inPage(
        async (page, size) => void (await page.waitForFunction((s) => innerWidth === s.width && innerHeight === s.height, size)),
        { width, height },
      );
    },
    colorScheme: (which) => hosted.systemColors(which === 'dark'),
    answerDialog: (answer) =>
      run((_scope, arg) => void (globalThis as unknown as { driver: { answers: object[] } }).driver.answers.push(arg), answer),
    async clickAndCancel(name) {
      await app.answerDialog({ response: 0 });
      await app.click('button', name);
      await run(() => {
        const { answers } = (globalThis as unknown as { driver: { answers: object[] } }).driver;
        return new Promise<void>((taken) => {
          const look = () => (answers.length === 0 ? taken() : setTimeout(look, 10));
          look();
        });
      }, null);
    },
    openedOutside: () => run(() => (globalThis as unknown as { driver: { opened: string[] } }).driver.opened, null),
    menu: (label) =>
      run(({ electron, win }, wanted) => {
        const all = (menu: Electron.Menu): Electron.MenuItem[] =>
          menu.items.flatMap((item) => [item, ...(item.submenu ? all(item.submenu) : [])]);
        const bar = electron.Menu.getApplicationMenu();
        const item = bar && all(bar).find((one) => one.label === wanted);
        if (!item) throw new Error(`The menu has no “${wanted}”.`);
        item.click(undefined, win, win.webContents);
      }, label),
    async close() {
      // The answer may be lost: the app can be gone before it is sent.
      run(({ electron }) => electron.app.quit(), null).catch(() => {});
      return hosted.ended;
    },
    async relaunch() {
      await app.close();
      return launchApp(options);
    },
  };
  return app;
}
