import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import { createOneWindow } from './one-window.js';

class FakeWindow extends EventEmitter {
  readonly did: string[] = [];
  loads = 0;
  visible = false;
  minimized = false;
  gone = false;
  loading: (() => void) | null = null;
  failing = false;
  readonly webContents = Object.assign(new EventEmitter(), { id: 1, send: (channel: string) => void this.did.push(`send ${channel}`) });
  show = () => {
    this.visible = true;
    this.did.push('show');
  };
  focus = () => void this.did.push('focus');
  restore = () => {
    this.minimized = false;
  };
  isVisible = () => this.visible;
  isMinimized = () => this.minimized;
  isDestroyed = () => this.gone;
  getNormalBounds = () => ({ x: 1, y: 2, width: 3, height: 4 });
  destroy = () => this.close();
  close() {
    this.emit('close');
    this.gone = true;
    this.emit('closed');
  }
  loadURL = async () => {
    this.loads += 1;
    if (this.failing) throw new Error('cannot be loaded');
    await new Promise<void>((done) => {
      this.loading = done;
    });
    this.webContents.emit('did-finish-load');
  };
}

const settle = () => new Promise<void>((done) => setImmediate(done));
let made: FakeWindow[];
let said: string[];
let late: (() => void)[];
let now: number;
let one: ReturnType<typeof createOneWindow<FakeWindow>>;
beforeEach(() => {
  [made, said, late, now] = [[], [], [], 0];
  one = createOneWindow<FakeWindow>({
    make: async () => {
      const window = new FakeWindow();
      made.push(window);
      return window;
    },
    url: 'app://bundle/',
    timers: { set: (work) => late.push(work), clear: (timer) => void late.splice(Number(timer) - 1, 1, () => {}) },
    monotonic: () => now,
    closing: ({ x }) => void said.push(`closing at ${x}`),
    died: () => void said.push('died'),
    back: () => void said.push('back'),
    hopeless: () => void said.push('hopeless'),
  });
});

async function opened(): Promise<FakeWindow> {
  const opening = one.open();
  await settle();
  const window = made.at(-1) as FakeWindow;
  window.loading?.();
  await opening;
  return window;
}

describe('one window', () => {
  test('asked for again while it opens (a second instance, the dock), none is opened beside it', async () => {
    void one.open();
    void one.front();
    await settle();
    await one.front().catch(() => {});
    expect(made).toHaveLength(1);
  });

  test('one that closes late takes nothing from the one that took its place', async () => {
    const first = await opened();
    first.gone = true;
    const second = await opened();
    first.emit('closed');
    one.send('command', {});
    expect(second.did).toContain('send command');
  });

  test('where it stood is remembered when it closes, and it is made again when it is wanted', async () => {
    const first = await opened();
    first.close();
    expect([said, one.current()]).toEqual([['closing at 1'], null]);
    void one.front();
    await settle();
    expect(made).toHaveLength(2);
  });
});

describe('it is shown', () => {
  test('when it has something to show', async () => {
    void one.open();
    await settle();
    expect(made[0]?.visible).toBe(false);
    made[0]?.emit('ready-to-show');
    expect(made[0]?.visible).toBe(true);
  });
  test('when its page has loaded, where “ready to show” never comes (Wayland)', async () => {
    const window = await opened();
    expect(window.did).toEqual(['show']);
  });
  test('after two seconds, whatever comes or does not', async () => {
    void one.open();
    await settle();
    for (const work of late) work();
    expect(made[0]?.visible).toBe(true);
  });
  test('by coming to the front', async () => {
    void one.open();
    await settle();
    await one.front();
    expect(made[0]?.did).toEqual(['show', 'focus']);
  });
});

describe('a page that dies', () => {
  test('is loaded again, and says that it was away', async () => {
    const window = await opened();
    window.webContents.emit('render-process-gone');
    await settle();
    expect(said).toEqual(['died']);
    window.loading?.();
    await settle();
    expect([window.loads, said]).toEqual([2, ['died', 'back']]);
  });
  test('has another window made where its own cannot be loaded any more', async () => {
    const window = await opened();
    window.failing = true;
    window.webContents.emit('render-process-gone');
    await settle();
    made[1]?.loading?.();
    await settle();
    expect([made.length, window.gone, said.at(-1)]).toEqual([2, true, 'back']);
  });
  test('three times within a minute is not tried a third time; spread over an hour, it is', async () => {
    const window = await opened();
    const dies = async (at: number) => {
      now = at;
      window.webContents.emit('render-process-gone');
      await settle();
      window.loading?.();
      await settle();
    };
    for (const at of [0, 70_000, 140_000]) await dies(at);
    expect(said).not.toContain('hopeless');
    for (const at of [141_000, 142_000]) await dies(at);
    expect(said.at(-1)).toBe('hopeless');
  });
});
