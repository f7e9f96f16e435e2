import { randomUUID } from 'node:crypto';
import type { Clipboard } from 'electron';
import { anyOver } from '../any-over.js';

/** Electron 45's clipboard, as much of it as a timed copy needs. */
export type SystemClipboard = Pick<Clipboard, 'write' | 'has' | 'read' | 'clear'>;
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since the machine was started, sleep included; null where the system does not say. */
  uptime(): number | null;
  set(work: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}
export type Cleared = 'time' | 'asked' | 'lock' | 'quit' | 'taken';

/**
 * Says that what is there is ours; its value says which copy. Never built from a page's data: that would be a way in (Electron's own
 * warning). Of a type's names only those that begin with `web ` come back as they were written; any other one would be read under
 * another name, and nothing would ever be recognised as ours.
 */
const marker = 'web application/x-keyrack-copy';
/** H-50: what tells a clipboard's watchers and histories to leave this alone, a system each. */
const concealment: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  darwin: { 'electron application/osclipboard;format="org.nspasteboard.ConcealedType"': '1' },
  win32: {
    'electron application/osclipboard;format="ExcludeClipboardContentFromMonitorProcessing"': '1',
    'electron application/osclipboard;format="CanIncludeInClipboardHistory"': '\0\0\0\0',
    'electron application/osclipboard;format="CanUploadToCloudClipboard"': '\0\0\0\0',
  },
  linux: { 'electron application/osclipboard;format="x-kde-passwordManagerHint"': 'secret' },
};

/** How long the system may take to answer, in milliseconds: nobody waits longer to lock or to quit. */
const patienceMs = 500;

/**
 * Writes secrets to the clipboard and takes them off again, unless someone else has written there since (H-50…H-52).
 * `makeItem` is Electron's ClipboardItem; it is handed in because tests have another.
 */
export function createTimedClipboard(
  clipboard: SystemClipboard,
  makeItem: (data: Record<string, string>) => Electron.ClipboardItem,
  timers: Timers,
  platform: string,
  tell: (reason: Cleared) => void,
  /** It could not be cleared: a desktop may refuse a window that is not in front. */
  complain: (words: string) => void,
) {
  let mine: { readonly mark: string; readonly timer: unknown; readonly isOver: () => boolean } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: a lock that falls into a copy clears what it wrote, and no copy's timer outlives the next copy. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const holds = async (mark: string): Promise<boolean> => {
    if (!(await clipboard.has(marker))) return false;
    const item = (await clipboard.read()).find(({ types }) => types.includes(marker));
    return (await (await item?.getType(marker))?.text()) === mark;
  };

  /** How often it was to be cleared, and why last: a copy that lands after that is cleared at once. */
  let cleared: { readonly times: number; readonly reason: Cleared } = { times: 0, reason: 'asked' };
  const clearNow = async (reason: Cleared): Promise<boolean> => {
    cleared = { times: cleared.times + 1, reason };
    const was = mine;
    if (!was) return false;
    mine = null;
    if (was.timer !== null) timers.clear(was.timer);
    try {
      // A user's own copy in between is left alone: our marker is then gone.
      const still = await inTime(holds(was.mark));
      if (still) clipboard.clear();
      tell(still ? reason : 'taken');
      return still;
    } catch {
      // Whoever locks or quits goes on; another try is not lost.
      mine ??= { ...was, timer: null };
      complain('Keyrack could not clear the clipboard: it may still hold a copied token.');
      return false;
    }
  };
  const inTime = async <T>(answer: Promise<T>, ms = patienceMs): Promise<T> => {
    let timer: unknown = null;
    const late = new Promise<never>((_, no) => {
      timer = timers.set(() => no(new Error('no answer')), ms);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      timers.clear(timer);
    }
  };

  const clear = (reason: Cleared): Promise<boolean> => inTurn(() => clearNow(reason));
  const copyNow = async (text: string, seconds: number): Promise<{ clearedAt: number | null }> => {
    const mark = randomUUID();
    const { times } = cleared;
    const item = makeItem({ 'text/plain': text, [marker]: mark, ...concealment[platform] });
    // Until it is written, what is there may still be an earlier copy: that one's time goes on. Written too late for whoever waits, it is ours all the same.
    const written = clipboard.write([item]).then(() => {
      if (mine?.timer) timers.clear(mine.timer);
      const timer = seconds > 0 ? timers.set(() => void clear('time'), seconds * 1_000) : null;
      const isOver = seconds > 0 ? anyOver([timers.now, timers.uptime], seconds * 1_000) : () => false;
      mine = { mark, timer, isOver };
      if (cleared.times !== times) void inTurn(() => clearNow(cleared.reason));
      return { clearedAt: seconds > 0 ? timers.now() + seconds * 1_000 : null };
    });
    return inTime(written, 4 * patienceMs);
  };

  return {
    /** `seconds` 0: never cleared by time. Answers when it will be cleared, in milliseconds since 1970. */
    copy: (text: string, seconds: number): Promise<{ clearedAt: number | null }> => inTurn(() => copyNow(text, seconds)),
    clear,
    /** R-92, after a sleep: the timer slept too, and the time may be over. */
    async check(): Promise<void> {
      if (mine?.isOver()) await clear('time');
    },
  };
}
export type TimedClipboard = ReturnType<typeof createTimedClipboard>;
