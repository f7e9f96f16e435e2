import type { SystemClock } from '../../src/core/ports/index.js';

/** Time that stands still until `pass`: a deadline of 20 s is met without 20 s of waiting. */
export interface ScriptedClock extends SystemClock {
  /** Milliseconds. Waits that end on the way end in their order. */
  pass(ms: number): void;
  /** The wall clock alone is set, forwards or back; no wait ends by it. */
  setWall(byMs: number): void;
  /** The machine sleeps: the wall clock and the uptime go on, waits and the monotonic clock do not. */
  sleep(ms: number): void;
  /** Milliseconds left of each open wait, shortest first. */
  waits(): readonly number[];
}

/** How long a scripted machine has been running when its clock begins. */
const bootedBefore = 3_600_000;

/** `changed` is called at every new wait and every end of one. */
export function scriptedClock(startMs = Date.now(), changed: () => void = () => undefined): ScriptedClock {
  interface Wait {
    readonly until: number;
    readonly done: () => void;
  }
  const open = new Set<Wait>();
  let passed = 0;
  let set = 0;
  let slept = 0;
  const inOrder = () => [...open].sort((a, b) => a.until - b.until);
  return {
    now: () => startMs + passed + set + slept,
    monotonic: () => passed,
    uptime: () => bootedBefore + passed + slept,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const close = () => {
          open.delete(wait);
          signal?.removeEventListener('abort', abort);
          changed();
        };
        const abort = () => {
          close();
          reject(signal?.reason);
        };
        const wait: Wait = {
          until: passed + ms,
          done: () => {
            close();
            resolve();
          },
        };
        if (signal?.aborted) return reject(signal.reason);
        signal?.addEventListener('abort', abort);
        open.add(wait);
        changed();
      }),
    pass(ms) {
      const end = passed + ms;
      for (let [next] = inOrder(); next && next.until <= end; [next] = inOrder()) {
        passed = Math.max(passed, next.until);
        next.done();
      }
      passed = end;
    },
    setWall(byMs) {
      set += byMs;
    },
    sleep(ms) {
      slept += ms;
    },
    waits: () => inOrder().map(({ until }) => until - passed),
  };
}

/** A promise for “this is so now”, looked at again each time something calls `changed`; no polling, no sleeping. */
export function watching(): { changed(): void; until(condition: () => boolean): Promise<void> } {
  const looks = new Set<() => void>();
  return {
    changed: () => {
      for (const look of [...looks]) look();
    },
    until: (condition) =>
      new Promise((done) => {
        const look = () => {
          if (!condition()) return;
          looks.delete(look);
          done();
        };
        looks.add(look);
        look();
      }),
  };
}
