import { expect, test } from 'vitest';
import { leftUntil } from './left.js';

const day = 24 * 60 * 60_000;
const start = Date.parse('2026-03-01T12:00:00Z');

test('R-90 the countdown runs down, and a wall clock set back by a day does not revive a token', () => {
  const until = start + 60_000;
  expect(leftUntil(until, start, 1_000)).toBe(60_000);
  expect(leftUntil(until, start + 20_000, 21_000)).toBe(40_000);
  expect(leftUntil(until, start - day, 21_000)).toBe(40_000);
  expect(leftUntil(until, start - day, 61_000)).toBe(0);
});

test('R-92 after a sleep through which the monotonic clock stood still, the countdown is over', () => {
  const until = start + 120_000;
  expect(leftUntil(until, start, 5_000)).toBe(120_000);
  expect(leftUntil(until, start + 8 * 60 * 60_000, 5_010)).toBeLessThan(0);
});
