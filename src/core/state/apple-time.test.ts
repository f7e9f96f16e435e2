import { describe, expect, test } from 'vitest';
import { scriptedClock } from '../../../tests/support/clock.js';
import type { State } from '../ports/index.js';
import { createAppleTime } from './apple-time.js';
import { parseState } from './state-shape.js';

const start = Date.parse('2026-03-01T12:00:00Z');
function scripted() {
  let [wall, monotonic] = [start, 5_000];
  const clock = { now: () => wall, monotonic: () => monotonic, uptime: () => monotonic, wait: async () => undefined };
  return {
    time: createAppleTime(clock),
    pass(ms: number) {
      wall += ms;
      monotonic += ms;
    },
    jump(ms: number) {
      wall += ms;
    },
  };
}

test('R-91 our own clock is used until it is known to be more than 30 s off', () => {
  const { time } = scripted();
  expect(time.now()).toBeNull();
  time.learn(30);
  expect(time.now()).toBeNull();
  time.learn(34);
  expect(time.now()).toBe(start - 34_000);
  time.learn(null);
  expect(time.now()).toBe(start - 34_000);
  time.learn(2);
  expect(time.now()).toBeNull();
});

test('R-90 a wall clock that jumps by a day does not carry Apple’s time along', () => {
  const { time, pass, jump } = scripted();
  time.learn(-120);
  pass(10_000);
  jump(86_400_000);
  expect(time.now()).toBe(start + 120_000 + 10_000);
});

test('R-91 more than a day off, nothing is minted', () => {
  const { time } = scripted();
  time.learn(-86_401);
  expect(() => time.now()).toThrow(expect.objectContaining({ code: 'E_CLOCK' }));
});

const day = 86_400_000;
type Noted = NonNullable<State['clock']>;

describe('M-14 a clock that one process has measured, for the next ones', () => {
  /** What one process measured and wrote down, and another that reads it. */
  function noted(skewSeconds: number) {
    const clock = scriptedClock(start);
    const note = createAppleTime(clock).learn(skewSeconds);
    if (!note) throw new Error('nothing was measured');
    const read = (change: object = {}, by = clock) => {
      const time = createAppleTime(by);
      time.recall(parseState(JSON.stringify({ clock: { ...note, ...change } }))?.clock);
      return time;
    };
    return { clock, note, read };
  }

  test('M-14 is used by the next one, an hour later and after a sleep as well', () => {
    const { clock, read } = noted(600);
    expect(read().now()).toBe(start - 600_000);
    clock.pass(3_600_000);
    clock.sleep(3_600_000);
    expect([read().now(), read().ahead()]).toEqual([start + 7_200_000 - 600_000, 600_000]);
  });

  test('M-14 is used over a second of difference between two readings of the uptime, and no longer once the clock was set', () => {
    const { clock, read } = noted(-600);
    clock.setWall(1_900);
    expect(read().now()).toBe(start + 600_000);
    clock.setWall(600_000);
    expect([read().now(), read().ahead()]).toEqual([null, 0]);
  });

  const worthless: readonly (readonly [string, (note: Noted) => object])[] = [
    ['of another start of the machine', ({ bootedAt = 0 }) => ({ bootedAt: bootedAt - 3_000 })],
    ['a day old', ({ bootedAt }) => ({ measuredAt: new Date(start - day - 1).toISOString(), bootedAt })],
    ['of the future', () => ({ measuredAt: new Date(start + 60_000).toISOString() })],
    ['without a word on when the machine was started', () => ({ bootedAt: undefined })],
    ['of more than a day', () => ({ skewSeconds: 86_401 })],
    ['of ten years', () => ({ skewSeconds: -315_360_000 })],
    ['no number', () => ({ skewSeconds: '600' })],
    ['beyond all numbers', () => ({ skewSeconds: 1e308, bootedAt: -1e308 })],
    ['of no date', () => ({ measuredAt: 'soon' })],
  ];
  test('M-14 is not used where it says nothing, or nothing that can be so; the same without the fault is', () => {
    const { note, read } = noted(600);
    for (const [how, change] of worthless) expect([how, read(change(note)).now()]).toEqual([how, null]);
    expect(read().now()).toBe(start - 600_000);
  });

  test('M-14 is not used, and not noted for use, where the system does not say how long it has been running', () => {
    const { clock, note, read } = noted(600);
    const without = { ...clock, uptime: () => null };
    expect(read({}, without).now()).toBeNull();
    expect([createAppleTime(without).learn(600)?.bootedAt, typeof note.bootedAt]).toEqual([undefined, 'number']);
  });

  test('M-14 is dropped for what another process has measured since, and what is older than one’s own is not taken', () => {
    const { clock, note } = noted(600);
    clock.pass(1_000);
    const time = createAppleTime(clock);
    const later = time.learn(700);
    time.recall(note);
    expect(time.ahead()).toBe(700_000);
    clock.pass(1_000);
    time.recall(createAppleTime(clock).learn(3) ?? undefined);
    expect([time.now(), later?.skewSeconds]).toEqual([null, 700]);
  });

  test('M-14 of more than a day is written down for doctor and for nobody’s tokens', () => {
    expect(noted(-315_360_000).note).toEqual({ skewSeconds: -315_360_000, measuredAt: new Date(start).toISOString() });
  });
});

test('M-14 in the process that measured it, Apple’s time goes on through a sleep', () => {
  const clock = scriptedClock(start);
  const time = createAppleTime(clock);
  time.learn(120);
  clock.sleep(3_600_000);
  expect(time.now()).toBe(start - 120_000 + 3_600_000);
});

test('M-14 a clock that was ten years off and is set right needs no restart: tokens are made by it again', () => {
  const clock = scriptedClock(start);
  const time = createAppleTime(clock);
  time.learn(-315_360_000);
  expect(() => time.now()).toThrow(expect.objectContaining({ code: 'E_CLOCK' }));
  clock.setWall(315_360_000_000);
  expect(time.now()).toBeNull();
});
