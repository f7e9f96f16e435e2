import type { BrowserWindow, Rectangle } from 'electron';

/** Milliseconds until a window is shown that has not said by then that it has something to show. */
const shownAfterMs = 2_000;
/** A page that dies this often within a minute is not loaded again: it would only die again. */
const deathsAMinute = 3;

/** Electron's window, as much of it as is needed here. */
type Shown = Pick<
  BrowserWindow,
  'show' | 'focus' | 'restore' | 'isVisible' | 'isMinimized' | 'isDestroyed' | 'getNormalBounds' | 'loadURL' | 'destroy'
> & {
  on(event: 'close' | 'closed', listener: () => void): unknown;
  once(event: 'ready-to-show', listener: () => void): unknown;
  readonly webContents: {
    readonly id: number;
    send(channel: string, data: unknown): void;
    once(event: 'did-finish-load', listener: () => void): unknown;
    on(event: 'render-process-gone', listener: () => void): unknown;
  };
};

export interface WindowPorts<W> {
  make(): Promise<W>;
  readonly url: string;
  readonly timers: { set(work: () => void, ms: number): unknown; clear(timer: unknown): void };
  /** Milliseconds, never set back. */
  monotonic(): number;
  /** It closes, and stood there. */
  closing(bounds: Rectangle): void;
  /** Its page's process is gone, and with it whatever was on the screen. */
  died(): void;
  /** A page that had died is back. */
  back(): void;
  /** It died again and again. */
  hopeless(): void;
}

/**
 * The one window there is: made when it is wanted, shown once it has something to show, loaded again where its page dies. Asked for
 * twice while it opens (a second instance, a click on the dock), it is opened once.
 */
export function createOneWindow<W extends Shown>(ports: WindowPorts<W>) {
  let current: W | null = null;
  let opening: Promise<void> | null = null;
  let deaths: readonly number[] = [];

  async function make(): Promise<void> {
    const window = await ports.make();
    // Ours before it loads: the page's first question comes while it does (H-30).
    current = window;
    showInTime(window);
    window.on('close', () => ports.closing(window.getNormalBounds()));
    window.on('closed', () => {
      // Another may have been made meanwhile.
      if (current === window) current = null;
    });
    window.webContents.on('render-process-gone', () => void revive(window));
    await load(window);
  }

  /** On the first of three: on Wayland, `ready-to-show` may never come for a window that is not shown yet (electron #48859). */
  function showInTime(window: W): void {
    const show = () => {
      ports.timers.clear(late);
      if (!window.isDestroyed() && !window.isVisible()) window.show();
    };
    const late = ports.timers.set(show, shownAfterMs);
    window.once('ready-to-show', show);
    window.webContents.once('did-finish-load', show);
  }

  async function load(window: W): Promise<void> {
    // Closed while it was still loading: that is no failure.
    await window.loadURL(ports.url).catch((error: unknown) => {
      if (!window.isDestroyed()) throw error;
    });
  }

  async function revive(window: W): Promise<void> {
    if (window.isDestroyed()) return;
    ports.died();
    const now = ports.monotonic();
    deaths = [...deaths.filter((at) => now - at < 60_000), now];
    if (deaths.length >= deathsAMinute) {
      ports.hopeless();
      return;
    }
    try {
      await load(window);
    } catch {
      window.destroy();
      await open();
    }
    ports.back();
  }

  function open(): Promise<void> {
    opening ??= make().finally(() => {
      opening = null;
    });
    return opening;
  }

  return {
    /** Answers when its page has loaded. Rejects where it cannot be loaded. */
    open,
    current: (): W | null => (current?.isDestroyed() ? null : current),
    /** To the front; made where there is none. */
    async front(): Promise<void> {
      const window = current;
      if (!window || window.isDestroyed()) return open();
      if (window.isMinimized()) window.restore();
      if (!window.isVisible()) window.show();
      window.focus();
    },
    send(channel: string, data: unknown): void {
      if (current && !current.isDestroyed()) current.webContents.send(channel, data);
    },
  };
}
