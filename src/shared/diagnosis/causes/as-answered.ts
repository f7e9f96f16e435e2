import { catalogue, type ErrorCode } from '../../errors/index.js';
import type { CauseCode } from '../../words/causes.js';
import * as words from '../../words/causes.js';
import type { CauseFile, Decider, Judged } from '../cause.js';
import type { Evidence } from '../evidence.js';

/** Where Apple says it itself, or the request did not come through: what each means, how sure that is, and by what. */
const meanings: { readonly [C in ErrorCode]?: readonly [CauseCode, Judged['confidence'], Decider] } = {
  E_APPLE_ROLE: ['role', 'certain', 'answer'],
  E_APPLE_AGREEMENT: ['agreement', 'certain', 'answer'],
  E_APPLE_RATE: ['rate', 'certain', 'answer'],
  E_APPLE_NOT_FOUND: ['request', 'certain', 'answer'],
  E_APPLE_REQUEST: ['request', 'certain', 'answer'],
  E_APPLE_DOWN: ['apple-down', 'certain', 'answer'],
  E_NET_OFFLINE: ['offline', 'likely', 'way'],
  E_NET_REFUSED: ['unreachable', 'likely', 'way'],
  E_NET_TIMEOUT: ['unreachable', 'likely', 'way'],
  E_NET_PROXY: ['proxy', 'certain', 'answer'],
  E_TLS: ['intercepted', 'likely', 'way'],
  E_REDIRECT: ['portal', 'certain', 'answer'],
  E_UNEXPECTED_RESPONSE: ['portal', 'likely', 'answer'],
};
const codes = [...new Set(Object.values(meanings).map(([code]) => code))];

function judged({ asked, key }: Evidence, code: CauseCode): Judged | null {
  const meaning = asked.code === null ? undefined : meanings[asked.code];
  if (code === 'role' && asked.code === 'E_APPLE_UNAUTHORIZED')
    return { confidence: 'ruled-out', showed: words.thatIs403, decidedBy: 'answer' };
  if (asked.code === null || meaning?.[0] !== code) return null;
  const { cause, next } = catalogue[asked.code];
  const more =
    code === 'role' && key.roles.length > 0
      ? [words.roleNoted(key.roles)]
      : code === 'rate' && (asked.remaining ?? 0) > 0
        ? [words.wasABurst(asked.remaining ?? 0)]
        : [];
  const [, confidence, decidedBy] = meaning;
  return { confidence, showed: [cause, ...more].join(' '), fix: next, decidedBy };
}

/** One each: role, agreement, rate, the request itself, Apple's servers, and what stands between. */
export const asAnswered: readonly CauseFile[] = codes.map((code) => ({ code, judge: (evidence) => judged(evidence, code) }));
