import { expect, test } from 'vitest';
import { groupAt, groupsOf, isAskedBack, positionsToAsk, recoveryPrefix, tidyRecoveryKey } from './recovery-key.js';

const letters = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';
/** Shaped as one, and none: it opens nothing. */
const key = recoveryPrefix + Array.from({ length: 58 }, (_, n) => letters.charAt((n * 7) % letters.length)).join('');
/** Every number in turn, round and round. */
const inTurn = () => {
  let n = -1;
  return (most: number) => {
    n += 1;
    return n % most;
  };
};

test('S-04 what is asked back is three different characters after what all keys have, in rising order, and each can be asked', () => {
  const seen = new Set<number>();
  const below = inTurn();
  for (let times = 0; times < 100; times += 1) {
    const positions = positionsToAsk(key.length, below);
    expect([positions.length, new Set(positions).size, positions.toSorted((a, b) => a - b)]).toEqual([3, 3, positions]);
    for (const position of positions) seen.add(position);
  }
  expect([Math.min(...seen), Math.max(...seen), seen.size]).toEqual([17, key.length, key.length - 16]);
});

test('S-04 where groups are shown, each is the first of its group, and the group is the one it is shown as', () => {
  for (const position of positionsToAsk(key.length, inTurn(), { inGroups: true }))
    expect(groupsOf(key)[groupAt(position) - 1]?.charAt(0)).toBe(key.charAt(position - 1));
});

test('S-04 in any case and with blanks around it is right; one that is wrong, missing or too many is not', () => {
  const [first, second] = [key.charAt(16), key.charAt(17)];
  expect(isAskedBack(key, [17, 18], [` ${first.toLowerCase()}`, second])).toBe(true);
  for (const typed of [[first], [first, second, 'X'], [second, first], ['', second], []])
    expect(isAskedBack(key, [17, 18], typed)).toBe(false);
});

test('a key that was copied by hand is whole again', () => {
  expect(tidyRecoveryKey(groupsOf(key).join(' ').toLowerCase())).toBe(key);
  expect(tidyRecoveryKey(key)).toBe(key);
});
