import * as words from '../../words/causes.js';
import { day } from '../../words/day.js';
import type { Cause, CauseFile } from '../cause.js';
import { answersOf, type Evidence, lastAnswerOf, provedBy } from '../evidence.js';
import { answeringSibling } from './issuer-id.js';

/**
 * Apple never says it, so it is never certain: it is what is left. Likely where the key has answered as it is, or where nothing speaks
 * for anything else.
 */
export const revoked: CauseFile = {
  code: 'revoked',
  judge(evidence, before) {
    const { asked, key } = evidence;
    if (asked.code !== 'E_APPLE_UNAUTHORIZED') return null;
    if (answersOf(evidence).some(({ check }) => check !== null))
      return { confidence: 'ruled-out', showed: words.answered(null), decidedBy: answersOf(evidence).at(-1)?.check ?? 'again' };
    const past = lastAnswerOf(key);
    const isAllElseOut = before.every(isOut);
    const showed = past?.at ? words.answeredUntilListKnows(day(past.at)) : isAllElseOut ? words.allInOrder : words.onlyTheListKnows;
    const fix = words.lookInTheList(key.keyId);
    if (!hasAnsweredAsItIs(evidence) && !isAllElseOut) return { confidence: 'possible', showed, fix };
    return { confidence: 'likely', showed, fix, ...deciderOf(evidence) };
  },
};

const isOut = ({ confidence, isUnlikely }: Cause): boolean => confidence === 'ruled-out' || isUnlikely === true;

/** All that it says of itself has once been right. */
export function hasAnsweredAsItIs(evidence: Evidence): boolean {
  const names = evidence.key.kind === 'team' ? (['keyId', 'kind', 'issuerId'] as const) : (['keyId', 'kind'] as const);
  return names.every((name) => {
    const proved = provedBy(evidence, name);
    return proved !== null && 'right' in proved;
  });
}

/** What ruled out the rest: a second refusal in time, and a key of the same team that answers. */
function deciderOf(evidence: Evidence): { readonly decidedBy?: 'again' | 'sibling' } {
  const isHeardTwice = (evidence.asked.with.refusals ?? 0) > 1 && evidence.asked.with.inTime === true;
  if (!isHeardTwice || !hasAnsweredAsItIs(evidence)) return {};
  return { decidedBy: answeringSibling(evidence) ? 'sibling' : 'again' };
}
