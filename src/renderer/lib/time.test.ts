import { expect, test } from 'vitest';
import { day } from '../../shared/words/day.js';
import { ago, clock, exactly } from './time.js';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const minute = 60_000;
const hour = 60 * minute;

test.each([
  [0, 'just now'],
  [-5 * minute, 'just now'],
  [minute - 1, 'just now'],
  [minute, '1 min ago'],
  [hour - 1, '59 min ago'],
  [hour, '1 h ago'],
  [24 * hour - 1, '23 h ago'],
  [24 * hour, 'yesterday'],
  [48 * hour - 1, 'yesterday'],
  [48 * hour, '2 days ago'],
  [30 * 24 * hour - 1, '29 days ago'],
])('what was %i ms back is said as “%s”', (back, words) => {
  expect(ago(new Date(now - back).toISOString(), now)).toBe(words);
});

test('what is a month back or more is said by its date', () => {
  const at = new Date(now - 30 * 24 * hour).toISOString();
  expect(ago(at, now)).toBe(day(at));
  expect(day('2026-03-12T12:00:00.000Z')).toBe('12 Mar 2026');
});

test('the tooltip says the time in UTC, to the second', () => {
  expect(exactly('2026-03-12T10:41:07.500Z')).toContain('2026-03-12 10:41:07');
});

test.each([
  [0, '0:00'],
  [-1, '0:00'],
  [1, '0:01'],
  [9_000, '0:09'],
  [59_001, '1:00'],
  [1_122_000, '18:42'],
])('a ring with %i ms left shows %s', (ms, shown) => {
  expect(clock(ms)).toBe(shown);
});
