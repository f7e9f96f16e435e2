import { asKeyrackError } from '../../shared/errors/index.js';
import { isAskedBack, positionsToAsk } from '../../shared/recovery-key.js';
import type { Terminal } from './terminal.js';

const tries = 3;

/** S-04: three characters of the recovery key back. `intro` stands before the first question. */
export async function askBack(
  terminal: Terminal,
  key: string,
  say: (text: string) => void,
  intro = '',
): Promise<'right' | 'wrong' | 'cancelled'> {
  const { randomInt } = await import('node:crypto');
  const positions = positionsToAsk(key.length, randomInt);
  const [first, second, third] = positions;
  try {
    for (let left = tries - 1; left >= 0; left -= 1) {
      const before = left === tries - 1 ? intro : '';
      const answer = await terminal.ask(`${before}To check your copy, type its characters ${first}, ${second} and ${third}: `);
      if (isAskedBack(key, positions, [...answer.replaceAll(/[\s,]/g, '')])) {
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
