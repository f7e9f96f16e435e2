import { catalogue, type ErrorCode } from '../../shared/errors/index.js';
import type { Diagnosis, TestOutcome } from '../../shared/model.js';
import type { Received } from './answer.js';

export interface Meaning {
  readonly outcome: TestOutcome;
  readonly appleCode: string | null;
  /** Apple's own words, cleaned. */
  readonly appleTitle: string | null;
  readonly diagnosis: Diagnosis | null;
}

/** What an answer means by itself (R-100…R-110). Why a key was refused: `shared/diagnosis`. Pure. */
export function meaningOf(received: Received): Meaning {
  const say = (outcome: TestOutcome, code: ErrorCode, appleCode: string | null = null, cause?: string): Meaning => {
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
  if (status === 401) return say('refused', 'E_APPLE_UNAUTHORIZED', appleCode);
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
