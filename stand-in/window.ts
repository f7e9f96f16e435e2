import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { Page } from 'playwright-core';
import { app, lastWindowClosed, life } from './app.js';
import { browser, headed, requesterOf } from './chromium.js';
import { colorScheme, nativeTheme } from './desktop.js';
import { eventWith } from './event.js';
import { linkPage, type PageLink } from './page-link.js';
import { toWeb } from './scheme.js';
import { type StandInSession, session } from './session.js';
import { createContents, type StandInContents } from './web-contents.js';

/** There a window is told neither its place nor, before it is shown, that it could be. */
const onWayland = process.env.KEYRACK_STAND_IN_WAYLAND === '1';
const windows: BrowserWindow[] = [];
let made = 0;
/** Pages being opened by us; any other new page is closed. */
let opening = 0;

/** Held to electron.d.ts, so that a changed signature does not compile. */
type Held =
  | 'id'
  | 'loadURL'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'getTitle'
  | 'setTitle'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'minimize'
  | 'restore'
  | 'getBounds'
  | 'getNormalBounds'
  | 'getContentBounds'
  | 'setBounds'
  | 'setSize'
  | 'setContentSize'
  | 'setContentProtection';

export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Held> {
  readonly id: number;
  readonly webContents: StandInContents;
  readonly #options: BrowserWindowConstructorOptions;
  readonly #received: ReturnType<typeof createContents>['received'];
  readonly #session: StandInSession;
  #link: PageLink | null = null;
  #opened: Promise<void>;
  #bounds: Rectangle;
  #expected: string | null = null;
  #visible: boolean;
  #minimized = false;
  #title: string;
  #painted = false;
  #loaded = false;
  #crashed = false;
  #gone = false;

  static getAllWindows = (): BrowserWindow[] => [...windows];
  static getFocusedWindow = (): BrowserWindow | null => windows.find((one) => one.#visible) ?? null;
  static fromId = (id: number): BrowserWindow | null => windows.find((one) => one.id === id) ?? null;
  static fromWebContents = (contents: object): BrowserWindow | null => windows.find((one) => one.webContents === contents) ?? null;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    browser();
    made += 1;
    this.id = made;
    this.#options = options;
    this.#visible = options.show !== false;
    this.#title = options.title ?? '';
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    // The app hands back a session of ours, under Electron's type.
    this.#session = (options.webPreferences?.session as unknown as StandInSession | undefined) ?? session.defaultSession;
    const { contents, received } = createContents({
      id: this.id,
      session: this.#session,
      link: () => this.#link,
      isGone: () => this.#gone,
      isLoading: () => !this.#loaded,
      close: () => this.close(),
      window: () => this,
      load: (url) => this.loadURL(url),
    });
    this.webContents = contents;
    this.#received = received;
    windows.push(this);
    this.#opened = this.#open();
    this.#opened.catch(() => {});
    app.emit('web-contents-created', eventWith({}), contents);
    app.emit('browser-window-created', eventWith({}), this);
  }

  async #open(): Promise<void> {
    const context = browser();
    opening += 1;
    const spare = context.pages().find((page) => page.url() === 'about:blank' && !windows.some((one) => one.#link?.page === page));
    const first = headed && made === 1 ? context.pages()[0] : spare;
    const page = first ?? (await context.newPage());
    opening -= 1;
    this.#link = await linkPage(page, this.#options.webPreferences?.preload, (message, answer) => void this.#received(message, answer));
    page.on('close', () => {
      if (this.#link?.page === page) this.#closed();
    });
    page.on('crash', () => {
      this.#crashed = true;
      this.webContents.emit('render-process-gone', eventWith({}), { reason: 'crashed', exitCode: 1 });
    });
    page.on('console', (line) => this.webContents.emit('console-message', eventWith({ message: line.text(), level: line.type() })));
    page.on('domcontentloaded', () => {
      this.webContents.emit('dom-ready', eventWith({}));
      // On Wayland a hidden window may never hear that it could be shown (electron #48859).
      const unheard = onWayland && !this.#visible;
      if (!this.#painted && !unheard) this.emit('ready-to-show');
      this.#painted = true;
    });
    page.on('load', () => {
      this.#loaded = true;
      this.webContents.emit('did-finish-load', eventWith({}));
    });
    await this.#fit();
    await this.followTheme();
  }

  /** Headless, the page has the size; on a display, Chromium's window. */
  async #fit(): Promise<void> {
    const { width, height } = this.#bounds;
    if (!headed) return void (await this.#link?.page.setViewportSize({ width, height }));
    const found = await this.#link?.cdp.send('Browser.getWindowForTarget');
    if (found) await this.#link?.cdp.send('Browser.setWindowBounds', { windowId: found.windowId, bounds: { width, height } });
  }

  /** Not Electron's: what the window was asked to load it may load; what the page asks goes through `will-navigate`. */
  mayGo(url: string, mainFrame: boolean): boolean {
    if (mainFrame && this.#expected === toWeb(url)) return true;
    const event = eventWith({ url, isMainFrame: mainFrame, isSameDocument: false, frame: this.webContents.mainFrame });
    this.webContents.emit('will-frame-navigate', event);
    if (mainFrame) this.webContents.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  /** Not Electron's: the page behind the window, for the driver. */
  get standIn(): { readonly link: PageLink | null; readonly painted: boolean; readonly session: StandInSession } {
    return { link: this.#link, painted: this.#painted, session: this.#session };
  }

  async followTheme(): Promise<void> {
    await this.#link?.page.emulateMedia({ colorScheme: colorScheme() });
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened;
    if (this.#crashed) {
      // A crashed page cannot be used again.
      const old = this.#link?.page;
      this.#crashed = false;
      this.#opened = this.#open();
      await this.#opened;
      await old?.close().catch(() => {});
    }
    this.#expected = toWeb(url);
    this.#loaded = false;
    try {
      await this.#link?.page.goto(this.#expected, { waitUntil: 'load' });
    } catch (error) {
      throw Object.assign(new Error(`ERR_FAILED (-2) loading '${url}'`), { code: 'ERR_FAILED', errno: -2, url, cause: error });
    } finally {
      this.#expected = null;
    }
  }

  /** False when a listener prevented it. */
  async closeUnlessPrevented(): Promise<boolean> {
    if (this.#gone) return true;
    const event = eventWith({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await this.#opened;
    await this.#link?.page.close().catch(() => {});
    this.#closed();
    return true;
  }

  #closed(): void {
    if (this.#gone) return;
    this.#gone = true;
    windows.splice(windows.indexOf(this), 1);
    this.webContents.emit('destroyed');
    this.emit('closed', eventWith({}));
    // Asked now: a quit that is held at will-quit must not look like the user's last close.
    if (windows.length > 0 || life.quitting) return;
    setImmediate(() => {
      if (windows.length === 0) lastWindowClosed();
    });
  }

  readonly close = (): void => void this.closeUnlessPrevented();
  readonly destroy = (): void => void this.#link?.page.close().catch(() => {});
  readonly isDestroyed = (): boolean => this.#gone;
  readonly isVisible = (): boolean => this.#visible;
  readonly isFocused = (): boolean => this.#visible && !this.#minimized;
  readonly isMinimized = (): boolean => this.#minimized;
  readonly isMaximized = (): boolean => false;
  readonly isFullScreen = (): boolean => false;
  readonly getTitle = (): string => this.#title;
  readonly setTitle = (title: string): void => {
    this.#title = title;
  };
  readonly show = (): void => {
    this.#visible = true;
    this.emit('show', eventWith({}));
    this.focus();
  };
  readonly showInactive = (): void => {
    this.#visible = true;
    this.emit('show', eventWith({}));
  };
  readonly hide = (): void => {
    this.#visible = false;
    this.emit('hide', eventWith({}));
    this.emit('blur', eventWith({}));
  };
  readonly focus = (): void => {
    void this.#link?.page.bringToFront().catch(() => {});
    this.emit('focus', eventWith({}));
    app.emit('browser-window-focus', eventWith({}), this);
  };
  readonly blur = (): void => void this.emit('blur', eventWith({}));
  readonly minimize = (): void => {
    this.#minimized = true;
    this.emit('minimize', eventWith({}));
    this.emit('blur', eventWith({}));
  };
  readonly restore = (): void => {
    this.#minimized = false;
    this.emit('restore', eventWith({}));
  };
  readonly maximize = (): void => {};
  readonly getBounds = (): Rectangle => ({ ...this.#bounds, ...(onWayland ? { x: 0, y: 0 } : {}) });
  readonly getNormalBounds = (): Rectangle => this.getBounds();
  readonly getContentBounds = (): Rectangle => ({ ...this.#bounds });
  readonly setBounds = (bounds: Partial<Rectangle>): void => {
    const { minWidth = 0, minHeight = 0 } = this.#options;
    const asked = { ...this.#bounds, ...bounds };
    this.#bounds = { ...asked, width: Math.max(asked.width, minWidth), height: Math.max(asked.height, minHeight) };
    this.#fit().catch(() => {});
    this.emit('resize', eventWith({}));
    this.emit('resized', eventWith({}));
  };
  readonly setSize = (width: number, height: number): void => this.setBounds({ width, height });
  readonly setContentSize = (width: number, height: number): void => this.setBounds({ width, height });
  readonly setMenu = (): void => {};
  readonly removeMenu = (): void => {};
  readonly setMenuBarVisibility = (): void => {};
  readonly setBackgroundColor = (): void => {};
  readonly setContentProtection = (): void => {};
  readonly setProgressBar = (): void => {};
  readonly setOverlayIcon = (): void => {};
  readonly setVibrancy = (): void => {};
}

const windowOf = (page: Page): BrowserWindow | undefined => windows.find((one) => one.standIn.link?.page === page);

/** Ties windows to the browser and to the app's life. */
export function followWindows(): void {
  requesterOf.find = (page) => {
    const window = windowOf(page);
    return window && { session: window.standIn.session, id: window.id, mayGo: (url, mainFrame) => window.mayGo(url, mainFrame) };
  };
  life.closeWindows = async () => {
    for (const window of BrowserWindow.getAllWindows()) if (!(await window.closeUnlessPrevented())) return false;
    return true;
  };
  nativeTheme.on('updated', () => {
    for (const window of windows) void window.followTheme();
  });
}

/** A link with target=_blank opens a page whatever the app answers: it is closed before it can load. */
export function closeStrays(): void {
  browser().on('page', async (page) => {
    const opener = await page.opener().catch(() => null);
    if (opener || (opening === 0 && !windowOf(page))) await page.close().catch(() => {});
  });
}
