import { catalogue, type ErrorCode } from '../../shared/errors/index.js';
import type { Diagnosis, KeyKind, TestedWith, TestOutcome } from '../../shared/model.js';
import { clockOff } from '../../shared/words/clock.js';
import type { Received } from './answer.js';

export interface Diagnosed {
  readonly outcome: TestOutcome;
  readonly appleCode: string | null;
  /** Apple's own words, cleaned. */
  readonly appleTitle: string | null;
  readonly diagnosis: Diagnosis | null;
}

/** What an answer means for this key, and for the token that was sent (R-100…R-110). Pure. */
export function diagnose(received: Received, kind: KeyKind, sent: TestedWith = {}): Diagnosed {
  const say = (outcome: TestOutcome, code: ErrorCode, appleCode: string | null = null, cause?: string): Diagnosed => {
    const { title, cause: usual, next } = catalogue[code];
    return {
      outcome,
      appleCode,
      appleTitle: appleCode === null ? null : titleOf(received),
      diagnosis: { code, title, cause: cause ?? usual, next },
    };
  };
  if (received.is === 'failed') {
    const unexpected = received.code === 'E_REDIRECT' || received.code === 'E_UNEXPECTED_RESPONSE';
    return say(unexpected ? 'unexpected' : 'unreachable', received.code, null, received.message ?? undefined);
  }
  const { status, body, retryAfterSeconds } = received;
  const first = body?.errors?.[0];
  const appleCode = first?.code || null;
  if (status >= 200 && status < 300) {
    return body?.data === undefined
      ? say('unexpected', 'E_UNEXPECTED_RESPONSE')
      : { outcome: 'ok', appleCode: null, appleTitle: null, diagnosis: null };
  }
  if (status >= 500) return say('unreachable', 'E_APPLE_DOWN', appleCode);
  if (status === 401) return say('refused', 'E_APPLE_UNAUTHORIZED', appleCode, refusedBecause(kind, sent, received.clockSkewSeconds));
  if (!first) return say('unexpected', 'E_UNEXPECTED_RESPONSE');
  if (status === 403) {
    const agreement =
      first.code.startsWith('FORBIDDEN.REQUIRED_AGREEMENTS') ||
      (first.code === 'FORBIDDEN' && /Access Unavailable|agree/i.test(`${first.title} ${first.detail}`));
    return say('limited', agreement ? 'E_APPLE_AGREEMENT' : 'E_APPLE_ROLE', appleCode);
  }
  if (status === 429) {
    const wait =
      retryAfterSeconds === null
        ? undefined
        : `Too many requests with this key in a short time; Apple asks to wait ${retryAfterSeconds} s. The key is good.`;
    return say('limited', 'E_APPLE_RATE', appleCode, wait);
  }
  if (status === 404) return say('limited', 'E_APPLE_NOT_FOUND', appleCode);
  if (status === 400 || status === 409) return say('limited', 'E_APPLE_REQUEST', appleCode);
  return say('unexpected', 'E_UNEXPECTED_RESPONSE', appleCode);
}

const titleOf = (received: Received): string | null => (received.is === 'answer' && received.body?.errors?.[0]?.title) || null;

/** Without a date in an answer nobody knows Apple's time; without a token that was in time the key was never tried on it. */
function refusedBecause(kind: KeyKind, { inTime }: TestedWith, skewSeconds: number | null): string {
  const likely =
    kind === 'individual'
      ? 'Most likely it was revoked, its Key ID is another one, or it is a team key.'
      : 'Most likely it was revoked, or its Key ID or Issuer ID is another one, or it is an individual key.';
  if (inTime) return `The clock is not why: by Apple’s own the token was in time. ${likely}`;
  if (skewSeconds === null) return `${likely} The answer did not say what time it is, so this machine’s clock may be why, too.`;
  return `This machine’s clock may be why: it is ${clockOff(skewSeconds)}, and no token made by Apple’s time was answered. Test again: it is used from now on.`;
}
