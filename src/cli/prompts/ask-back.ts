import { asKeyrackError } from '../../shared/errors/index.js';
import type { Terminal } from './terminal.js';

const tries = 3;
/** `AGE-SECRET-KEY-1` is the same in every key: asking for it proves nothing. */
const sameInAll = 16;

/** S-04: three characters of the recovery key back. `intro` stands before the first question. */
export async function askBack(
  terminal: Terminal,
  key: string,
  say: (text: string) => void,
  intro = '',
): Promise<'right' | 'wrong' | 'cancelled'> {
  const positions = await threeOf(key.length);
  const wanted = positions.map((position) => key[position - 1]).join('');
  const [first, second, third] = positions;
  try {
    for (let left = tries - 1; left >= 0; left -= 1) {
      const before = left === tries - 1 ? intro : '';
      const answer = await terminal.ask(`${before}To check your copy, type its characters ${first}, ${second} and ${third}: `);
      if (answer.replaceAll(/[\s,]/g, '').toUpperCase() === wanted) {
        say('That is right.');
        return 'right';
      }
      if (left > 0) say('That is not what the key above says. Count from its very first A, dashes included.');
    }
    return 'wrong';
  } catch (error) {
    if (asKeyrackError(error).code !== 'E_CANCELLED') throw error;
    return 'cancelled';
  }
}

/** Different positions, from 1, in rising order. */
async function threeOf(length: number): Promise<readonly number[]> {
  const { randomInt } = await import('node:crypto');
  const chosen = new Set<number>();
  while (chosen.size < 3) chosen.add(randomInt(sameInAll + 1, length + 1));
  return [...chosen].sort((a, b) => a - b);
}
