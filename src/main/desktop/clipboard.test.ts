import { beforeEach, describe, expect, test } from 'vitest';
import { ClipboardItem, memoryClipboard } from '../../../stand-in/clipboard.js';
import { createTimedClipboard, type SystemClipboard } from './clipboard.js';

const itemOf = (data: Record<string, string>) => new ClipboardItem(data) as unknown as Electron.ClipboardItem;

/** The real edge: a clipboard that names types as Electron does, and a clock of the test's own. */
function world(platform = 'linux') {
  let now = 1_000;
  let setBack = 0;
  let timers: { at: number; work: () => void }[] = [];
  let answers: 'yes' | 'no' | 'never' = 'yes';
  let slow: Promise<void> = Promise.resolve();
  const told: string[] = [];
  const complaints: string[] = [];
  const writes: number[] = [];
  const held = memoryClipboard();
  const system: SystemClipboard = {
    ...held,
    write: async (items) => {
      if (answers === 'no') throw new Error('refused');
      await slow;
      writes.push(items.length);
      await held.write(items);
    },
    has: (type) => {
      if (answers === 'never') return new Promise(() => undefined);
      return answers === 'no' ? Promise.reject(new Error('refused')) : held.has(type);
    },
  };
  const clipboard = createTimedClipboard(
    system,
    itemOf,
    {
      now: () => now - setBack,
      uptime: () => now,
      set(work, ms) {
        const timer = { at: now + ms, work };
        timers.push(timer);
        return timer;
      },
      clear(timer) {
        timers = timers.filter((one) => one !== timer);
      },
    },
    platform,
    (reason) => told.push(reason),
    (words) => complaints.push(words),
  );
  const sleep = (seconds: number) => {
    now += seconds * 1_000;
  };
  /** Reading what an item holds takes a few turns. */
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise<void>((done) => setImmediate(done));
  };
  return {
    clipboard,
    told,
    complaints,
    writes,
    systemAnswers: (how: typeof answers) => {
      answers = how;
    },
    /** The next write waits for what this answers. */
    slowly() {
      let go = () => {};
      slow = new Promise((done) => {
        go = done;
      });
      return go;
    },
    text: async () => (await held.readText()) || null,
    types: async () => (await held.read()).flatMap(({ types }) => types),
    sleep,
    setWallBack: (ms: number) => {
      setBack += ms;
    },
    settle,
    someoneElseCopies: (text: string) => held.writeText(text),
    anotherKeyrackCopies: (text: string) => {
      const timers = { now: () => now, uptime: () => now, set: () => 0, clear: () => {} };
      return createTimedClipboard(
        held,
        itemOf,
        timers,
        platform,
        () => {},
        () => {},
      ).copy(text, 60);
    },
    async pass(seconds: number) {
      now += seconds * 1_000;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { work } of due) work();
      await settle();
    },
  };
}

let w: ReturnType<typeof world>;
beforeEach(() => {
  w = world();
});

describe('H-51 a copied token leaves the clipboard by itself', () => {
  test('after its time, and the answer said when', async () => {
    expect(await w.clipboard.copy('token', 60)).toEqual({ clearedAt: 61_000 });
    await w.pass(59);
    expect(await w.text()).toBe('token');
    await w.pass(1);
    expect(await w.text()).toBeNull();
    expect(w.told).toEqual(['time']);
  });

  test('not when someone else has copied since', async () => {
    await w.clipboard.copy('token', 60);
    await w.someoneElseCopies('a phone number');
    await w.pass(60);
    expect(await w.text()).toBe('a phone number');
    expect(w.told).toEqual(['taken']);
  });

  test('nor when another Keyrack has copied since', async () => {
    await w.clipboard.copy('token', 60);
    await w.anotherKeyrackCopies('its token');
    await w.pass(60);
    expect(await w.text()).toBe('its token');
    expect(w.told).toEqual(['taken']);
  });

  test('a second copy starts its own time', async () => {
    await w.clipboard.copy('first', 60);
    await w.pass(50);
    await w.clipboard.copy('second', 60);
    await w.pass(30);
    expect(await w.text()).toBe('second');
    await w.pass(30);
    expect(await w.text()).toBeNull();
  });

  test('a second copy that the system refuses leaves the first one its time', async () => {
    await w.clipboard.copy('first', 60);
    w.systemAnswers('no');
    await expect(w.clipboard.copy('second', 60)).rejects.toThrow('refused');
    w.systemAnswers('yes');
    await w.pass(60);
    expect(await w.text()).toBeNull();
  });

  test('a lock that falls into a copy takes that copy off again', async () => {
    const go = w.slowly();
    const copying = w.clipboard.copy('token', 60);
    const locking = w.clipboard.clear('lock');
    go();
    await copying;
    expect(await locking).toBe(true);
    expect(await w.text()).toBeNull();
  });

  test('a copy that lands after everybody gave it up, and after a lock, is taken off again', async () => {
    const go = w.slowly();
    const copying = w.clipboard.copy('token', 0);
    const failed = expect(copying).rejects.toThrow('no answer');
    await w.settle();
    await w.pass(2);
    await failed;
    await w.clipboard.clear('lock');
    go();
    await w.settle();
    expect([await w.text(), w.told]).toEqual([null, ['lock']]);
  });

  test('never, where the user chose never', async () => {
    expect(await w.clipboard.copy('token', 0)).toEqual({ clearedAt: null });
    await w.pass(86_400);
    expect(await w.text()).toBe('token');
  });

  test('at once when asked, locked or quitting; a second time there is nothing to clear', async () => {
    await w.clipboard.copy('token', 60);
    expect(await w.clipboard.clear('lock')).toBe(true);
    expect(await w.text()).toBeNull();
    expect(await w.clipboard.clear('quit')).toBe(false);
    expect(w.told).toEqual(['lock']);
  });
});

test.each([
  ['darwin', 'org.nspasteboard.ConcealedType'],
  ['win32', 'ExcludeClipboardContentFromMonitorProcessing'],
  ['win32', 'CanUploadToCloudClipboard'],
  ['win32', 'CanIncludeInClipboardHistory'],
  ['linux', 'x-kde-passwordManagerHint'],
])('H-50 on %s, clipboard histories are told to leave it alone by %s', async (platform, mark) => {
  const here = world(platform);
  await here.clipboard.copy('token', 60);
  expect(await here.types()).toContain(`electron application/osclipboard;format="${mark}"`);
  // In the very write that brings the token: a watcher never sees it without.
  expect(here.writes).toEqual([1]);
});

describe('H-52 a clipboard that cannot be cleared', () => {
  test.each(['no', 'never'] as const)('keeps nobody from locking or quitting when it answers %s, and is no silence', async (how) => {
    await w.clipboard.copy('token', 60);
    w.systemAnswers(how);
    const clearing = w.clipboard.clear('lock');
    await w.settle();
    await w.pass(0.5);
    expect(await clearing).toBe(false);
    expect(w.complaints).toEqual([expect.stringContaining('could not clear the clipboard')]);
    expect(w.told).toEqual([]);
  });
  test('is tried again by the next reason to clear it', async () => {
    await w.clipboard.copy('token', 60);
    w.systemAnswers('no');
    await w.clipboard.clear('lock');
    w.systemAnswers('yes');
    expect(await w.clipboard.clear('quit')).toBe(true);
    expect(await w.text()).toBeNull();
  });
});

test.each(['lock', 'quit'] as const)('H-52 cleared on %s, however long it was to stay', async (reason) => {
  await w.clipboard.copy('token', 0);
  expect(await w.clipboard.clear(reason)).toBe(true);
  expect([await w.text(), w.told]).toEqual([null, [reason]]);
});

test('R-92 a token whose time ended during a sleep leaves the clipboard on waking, one whose time has not stays', async () => {
  await w.clipboard.copy('a token', 60);
  w.sleep(59);
  await w.clipboard.check();
  expect(await w.text()).toBe('a token');
  w.sleep(8 * 60 * 60);
  await w.clipboard.check();
  expect([await w.text(), w.told]).toEqual([null, ['time']]);
});

test('M-18 a token whose time ended during a sleep leaves the clipboard on waking, though the clock came back a year earlier', async () => {
  await w.clipboard.copy('token', 60);
  w.sleep(8 * 60 * 60);
  w.setWallBack(365 * 86_400_000);
  await w.clipboard.check();
  expect([await w.text(), w.told]).toEqual([null, ['time']]);
});
