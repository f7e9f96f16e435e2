import { describe, expect, test } from 'vitest';
import { createAutoLock } from './auto-lock.js';

const minute = 60_000;

/** Three clocks and one timer, moved by hand. `sleep`: the wall clock and the uptime go on, the machine does not. */
function lockAfter(minutes: number) {
  let [wall, monotonic, uptime, locked] = [Date.parse('2026-03-01T12:00:00Z'), 0, 3_600_000, 0];
  let timer: { at: number; work: () => void } | null = null;
  const auto = createAutoLock(
    () => minutes,
    () => {
      locked += 1;
    },
    {
      wall: () => wall,
      monotonic: () => monotonic,
      uptime: () => uptime,
      set: (work, ms) => {
        timer = { at: monotonic + ms, work };
        return timer;
      },
      clear: (one) => {
        if (timer === one) timer = null;
      },
    },
  );
  /** `early`: how far ahead of the clocks the timer is. */
  const pass = (ms: number, early = 0) => {
    wall += ms - early;
    monotonic += ms - early;
    uptime += ms - early;
    if (timer && monotonic + early >= timer.at) timer.work();
  };
  return {
    auto,
    pass,
    sleep: (ms: number) => {
      wall += ms;
      uptime += ms;
    },
    setClock: (ms: number) => {
      wall += ms;
    },
    locked: () => locked,
  };
}

describe('S-07 auto-lock', () => {
  test('locks after ten minutes without use, once, and each use begins them anew', () => {
    const it = lockAfter(10);
    it.auto.used();
    it.pass(9 * minute);
    it.auto.used();
    it.pass(9 * minute);
    expect(it.locked()).toBe(0);
    it.pass(minute);
    it.pass(60 * minute);
    expect(it.locked()).toBe(1);
  });
  test('off is off', () => {
    const it = lockAfter(0);
    it.auto.used();
    it.pass(7 * 24 * 60 * minute);
    it.auto.check();
    expect(it.locked()).toBe(0);
  });
});

describe('R-92 auto-lock over a sleep and a clock that jumps', () => {
  test('a sleep longer than the time locks on waking, a shorter one does not', () => {
    const it = lockAfter(10);
    it.auto.used();
    it.sleep(9 * minute);
    it.auto.check();
    expect(it.locked()).toBe(0);
    it.sleep(minute);
    it.auto.check();
    expect(it.locked()).toBe(1);
  });
  test('M-18 a sleep that is longer than the time locks on waking, though the clock comes back an hour earlier than it went', () => {
    const it = lockAfter(10);
    it.auto.used();
    it.sleep(30 * minute);
    it.setClock(-90 * minute);
    it.auto.check();
    expect(it.locked()).toBe(1);
  });
  test('M-18 a timer that ends a hair early, as Node’s may, locks all the same', () => {
    const it = lockAfter(10);
    it.auto.used();
    it.pass(10 * minute, 0.5);
    expect(it.locked()).toBe(1);
  });
  test('a wall clock set back by a day does not keep the vault open', () => {
    const it = lockAfter(10);
    it.auto.used();
    it.setClock(-24 * 60 * minute);
    it.pass(10 * minute);
    expect(it.locked()).toBe(1);
  });
});
