import { readFileName } from '../../apple/ids.js';
import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';
import { answersOf } from '../evidence.js';
import { onDay } from './issuer-id.js';

/** Keys of Apple's other services look the same, so nothing but an answer rules it out. */
export const otherService: CauseFile = {
  code: 'other-service',
  judge(evidence) {
    const { asked, key } = evidence;
    if (asked.code !== 'E_APPLE_UNAUTHORIZED') return null;
    const answer = answersOf(evidence).at(-1);
    if (answer)
      return { confidence: 'ruled-out', showed: words.answered(onDay(answer.at)), ...(answer.check ? { decidedBy: answer.check } : {}) };
    const fix = words.makeAnApiKey;
    if (readFileName(key.sourceName).otherService) return { confidence: 'likely', showed: words.inAppPurchaseName(key.sourceName), fix };
    return { confidence: 'possible', showed: words.otherServicesKeys, fix };
  },
};
