import { expect, test } from 'vitest';
import { createAppleTime } from './apple-time.js';

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
