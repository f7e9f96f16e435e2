import { maximumLifetimeSeconds } from '../../apple/token.js';
import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';

/** [A, "Generating Tokens for API Requests"]; Keyrack's own tokens never live too long. */
export const lifetime: CauseFile = {
  code: 'lifetime',
  judge({ asked: { code, lifetimeSeconds, scope } }) {
    if (code !== 'E_APPLE_UNAUTHORIZED' || lifetimeSeconds === undefined) return null;
    const most = maximumLifetimeSeconds(scope ?? null);
    if (lifetimeSeconds <= most) return { confidence: 'ruled-out', showed: words.livesNotTooLong(lifetimeSeconds), decidedBy: 'claims' };
    return { confidence: 'certain', showed: words.livesTooLong(lifetimeSeconds, most), decidedBy: 'claims', fix: words.makeItShorter };
  },
};
