import { expect, test } from 'vitest';
import type { ErrorCode } from '../shared/errors/index.js';
import { exit, exitCodeOf, gravestOf } from './exit-codes.js';

/** One of each exit code, the gravest first; the last two say nothing of the vault, and are as grave as one another. */
const worstFirst: readonly ErrorCode[] = ['E_DISK', 'E_LOCKED', 'E_BUSY', 'E_NET_OFFLINE', 'E_NOT_FOUND'];

test('doctor exits with the code of what endangers keys most, in whatever order it was found', () => {
  for (const [n, worse] of worstFirst.entries())
    for (const lesser of [...worstFirst.slice(n), 'E_USAGE', 'E_INTERNAL'] as const) {
      expect(gravestOf([worse, lesser]), `${worse} and ${lesser}`).toBe(exitCodeOf(worse));
      expect(gravestOf([lesser, worse]), `${lesser} and ${worse}`).toBe(exitCodeOf(worse));
    }
  expect(gravestOf(worstFirst.toReversed())).toBe(exit.storage);
});

test('doctor exits with what it found where that is none of the grave ones, and with 0 where nothing fails', () => {
  expect(gravestOf(['E_USAGE', 'E_INTERNAL'])).toBe(exit.usage);
  expect(gravestOf([])).toBe(exit.ok);
});

test('a script can tell these apart by the exit code alone', () => {
  const codes = [
    'E_INTERNAL',
    'E_USAGE',
    'E_NOT_FOUND',
    'E_LOCKED',
    'E_NET_OFFLINE',
    'E_APPLE_UNAUTHORIZED',
    'E_BUSY',
    'E_P8_RSA',
    'E_DISK',
  ] as const;
  expect(codes.map(exitCodeOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
