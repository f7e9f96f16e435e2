import * as words from '../../words/causes.js';
import { isWorthCorrecting } from '../../words/clock.js';
import type { CauseFile } from '../cause.js';

/** tokens are made on Apple's time once it is known, so a clock is seldom why; that it is off is still worth a word. */
export const clock: CauseFile = {
  code: 'clock',
  judge({ asked, skew }) {
    const fix = words.setTheClock;
    if (asked.code === 'E_CLOCK') return { confidence: 'certain', showed: words.clockIsFarOff(skew), decidedBy: 'clock', fix };
    if (asked.code === 'E_TLS') return { confidence: 'possible', showed: words.certificateNeedsTheTime, fix };
    if (asked.code !== 'E_APPLE_UNAUTHORIZED') {
      const isOff = skew !== null && isWorthCorrecting(skew);
      return isOff ? { confidence: 'certain', showed: words.clockIsOff(skew), decidedBy: 'clock', fix } : null;
    }
    if (asked.with.inTime === undefined) return { confidence: 'possible', showed: words.clockMeasuredAgain, fix: words.testAgain };
    // No token made on Apple's time was answered: the clock comes before anything that is said of the key.
    if (!asked.with.inTime) return { confidence: 'likely', showed: words.notTriedOnApplesTime(skew), decidedBy: 'clock', fix };
    if (skew === null) return { confidence: 'ruled-out', showed: words.tokenWasInTime, decidedBy: 'again' };
    const showed = isWorthCorrecting(skew) ? words.clockWasWrong(skew) : words.clockAgrees;
    return { confidence: 'ruled-out', showed, decidedBy: 'clock' };
  },
};
