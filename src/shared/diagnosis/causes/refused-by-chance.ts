import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';

/** Apple refuses a valid token now and then (codemagic #171, Bitrise #60); it takes the next one. */
export const refusedByChance: CauseFile = {
  code: 'refused-by-chance',
  judge({ asked }) {
    if (asked.code !== 'E_APPLE_UNAUTHORIZED')
      return asked.refusedByChance
        ? { confidence: 'certain', showed: words.secondWasTaken, decidedBy: 'again', fix: words.askAgainOnce }
        : null;
    if ((asked.with.refusals ?? 0) > 1) return { confidence: 'ruled-out', showed: words.askedTwice, decidedBy: 'again' };
    return { confidence: 'possible', showed: words.askedOnce, fix: words.testAgain };
  },
};
