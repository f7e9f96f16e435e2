import { appleHosts } from '../../shared/apple/hosts.js';
import { parseScopeEntry } from '../../shared/apple/token.js';
import type { Claims } from '../../shared/diagnosis/evidence.js';
import { KeyrackError, type Warning, warn } from '../../shared/errors/index.js';
import type { Key, Organization, TestedWith } from '../../shared/model.js';
import { clockSaid, isTooFarOff, isWorthCorrecting } from '../../shared/words/clock.js';
import type { Strongroom } from '../../strongroom/client/contract.js';
import type { Http, HttpRequest, SystemClock } from '../ports/index.js';
import type { AppleTime } from '../state/apple-time.js';
import type { StateStore } from '../state/state.js';
import type { Received } from './answer.js';
import { apiOrigin, hostAsked } from './api-url.js';
import { takingTurns } from './pacing.js';
import { sendOnce } from './send-once.js';

export interface AppleRequest {
  readonly method: HttpRequest['method'];
  /** As in Apple’s documentation: `/v1/apps`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Anything that JSON can say. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Where Apple asks to slow down (429), it is done, twice at most; left out: that is the answer. */
  readonly patient?: boolean;
  /** A check: one token that says this of its key instead of what is stored, to whom it says it, and no second try of any kind. */
  readonly once?: Claims;
}

/** One question to Apple, and what came of it; of several tries, the one that counts. No token is in it. */
export interface Exchange {
  readonly sent: TestedWith & { readonly host: string | null; readonly refusals: number };
  /** Its skew is that of another try where it had no `Date` itself. */
  readonly received: Received;
  /** The clock, a spurious 401. */
  readonly notes: readonly Warning[];
  /** How many were sent. */
  readonly requests: number;
}

/** Asks Apple with a stored key. Everything that is ever sent to Apple goes through here. */
export interface Apple {
  /**
   * Never rejects for what the network or Apple did. Rejects with E_CANCELLED or the signal’s reason when the signal aborts, with
   * E_CLOCK, E_USAGE for a path that is none, and with what signing rejects with (E_LOCKED, E_ISSUER_MISSING, the vault’s).
   */
  request(whose: { readonly key: Key; readonly organization: Organization }, request: AppleRequest): Promise<Exchange>;
}

/** Apple’s client needs of the strongroom that it signs, and nothing else. */
export interface AppleNeeds {
  readonly strongroom: Pick<Strongroom, 'sign'>;
  readonly clock: SystemClock;
  readonly http: () => Promise<Http>;
  readonly apiUrl: string | null;
  readonly packaged: boolean;
  readonly state: StateStore;
  readonly appleTime: AppleTime;
}

/** Lives for one request and a slow answer, not longer: whoever gets hold of it has little of it. */
const lifetimeSeconds = 120;
/** Apple asks to slow down and does not say for how long. */
const restMs = 5_000;
const mostRetries = 2;
/** `Date` has whole seconds, and an answer is on its way for a while. */
const unsureSeconds = 2;

export function createApple(deps: AppleNeeds): Apple {
  const { strongroom, clock, state, appleTime } = deps;
  const turn = takingTurns(clock);
  /** Only Apple's own hosts over TLS, and this machine's test server, are ever asked: whose clock this is is known. */
  const learn = (skew: number | null) => {
    const measured = appleTime.learn(skew);
    if (measured) state.update((before) => ({ ...before, clock: measured }));
  };
  return {
    async request({ key, organization }, request) {
      const { signal, once } = request;
      const { program, issuerId } = once ?? organization;
      const origin = apiOrigin(deps, program);
      const url = urlOf(origin, request);
      const body = request.body === undefined ? null : JSON.stringify(request.body);
      appleTime.recall((await state.read()).clock);
      const http = await deps.http();
      const tries: Try[] = [];
      const send = async (apples: () => number | null): Promise<Try> => {
        await turn(issuerId ?? organization.id, signal);
        const nowMs = apples();
        const { token, iat, exp } = await strongroom.sign({
          id: key.id,
          nowMs,
          lifetimeSeconds,
          scope: null,
          ...(once ? { as: once } : {}),
        });
        const received = await sendOnce(http, clock, { url, method: request.method, token, body }, signal);
        // Thrown, so that a first answer whose second try was cut short is not taken for the last word.
        if (received.is === 'failed' && received.code === 'E_CANCELLED') throw new KeyrackError('E_CANCELLED');
        const skew = received.is === 'answer' ? received.clockSkewSeconds : null;
        const one = { received, said: saidBy(token), iat, exp, atMs: clock.now(), skew, onApples: nowMs !== null };
        tries.push(one);
        return one;
      };
      let last = await send(appleTime.now);
      for (let again = 0; again < mostRetries; again += 1) {
        const restsMs = beforeNextTry(last.received, request, again);
        if (restsMs === null) break;
        await clock.wait(restsMs, signal);
        last = await send(appleTime.now);
      }
      learn(last.skew);
      // once more, on Apple's clock. What is answered with 401 was not acted on, so a writing request may be sent again too.
      if (isRefusal(last) && !once && !isTooFarOff(last.skew ?? 0)) {
        const appleMs = last.skew === null ? null : clock.now() - last.skew * 1_000;
        const second = await send(() => appleMs ?? appleTime.now());
        if (last.skew === null) learn(second.skew);
        // A second try that was never answered takes nothing back of what Apple said to the first; but a writing one may have been carried out.
        if (second.received.is === 'answer' || request.method !== 'GET') last = second;
      }
      return exchangeOf(last, tries, hostAsked(deps, program));
    },
  };
}

/** One token, sent once. */
interface Try {
  readonly received: Received;
  readonly said: TestedWith;
  readonly iat: number;
  readonly exp: number;
  /** By this machine's clock, when it was over. */
  readonly atMs: number;
  /** Seconds, as Apple's `Date` told it; null: it did not. */
  readonly skew: number | null;
  /** Made by Apple's time. */
  readonly onApples: boolean;
}

const isRefusal = ({ received }: Try): boolean => received.is === 'answer' && received.status === 401;

/** Of several tries the one that counts, with what the others showed. */
function exchangeOf(last: Try, tries: readonly Try[], host: string | null): Exchange {
  const { received, said } = last;
  const skew = last.skew ?? tries.findLast((one) => one.skew !== null)?.skew ?? null;
  const isInTime = ({ iat, exp, atMs }: Try): boolean | null => {
    const apples = skew === null ? null : atMs / 1_000 - skew;
    return apples === null ? null : iat + unsureSeconds <= apples && apples <= exp - unsureSeconds;
  };
  const refused = tries.filter(isRefusal);
  const weighed = isRefusal(last) ? refused : [last];
  const sent = {
    ...said,
    host,
    refusals: refused.length,
    ...(skew === null ? {} : { inTime: weighed.some((one) => isInTime(one) === true) }),
  };
  const requests = tries.length;
  if (received.is !== 'answer') return { sent, received, notes: [], requests };
  const isSpurious = !isRefusal(last) && refused.some((one) => isInTime(one) !== false);
  const usedApples = tries.some(({ onApples }) => onApples);
  const notes = [
    ...(skew !== null && isWorthCorrecting(skew) ? [warn('W_CLOCK', clockSaid(skew, usedApples))] : []),
    ...(isSpurious ? [warn('W_SPURIOUS_401')] : []),
  ];
  return { sent, received: { ...received, clockSkewSeconds: skew }, notes, requests };
}

/** What a token says of whose it is: the vault may have been changed since it was looked at. Empty for what is no token. */
function saidBy(token: string): TestedWith {
  const [header = '', payload = ''] = token.split('.');
  try {
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
    const { iss = null, aud } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const program = aud === appleHosts.enterprise.audience ? 'enterprise' : 'app-store';
    return { issuerId: iss, keyId: kid, kind: iss === null ? 'individual' : 'team', program };
  } catch {
    return {};
  }
}

/**
 * Milliseconds until it is worth asking again; null: this is the answer. Never where Apple may have acted on a writing request:
 * after a 5xx, or no answer at all. After a 429 it has not.
 */
function beforeNextTry(received: Received, { method, patient = false, once }: AppleRequest, again: number): number | null {
  if (received.is !== 'answer' || once) return null;
  if (received.status >= 500 && method === 'GET') return 250 * 2 ** again * (0.5 + Math.random());
  if (received.status === 429 && patient) return received.retryAfterSeconds === null ? restMs : received.retryAfterSeconds * 1_000;
  return null;
}

/** E_USAGE for what is no path of Apple's: nobody else is ever sent a token. */
function urlOf(origin: string, { path, query = {} }: AppleRequest): string {
  const url = new URL(origin);
  url.pathname = path;
  const isPlain = parseScopeEntry(`GET ${path}`)?.query === '' && !path.includes('?') && url.origin === origin && url.pathname === path;
  if (!isPlain) throw new KeyrackError('E_USAGE', 'This is no path of Apple’s API: it begins with a version, as in /v1/apps.');
  url.search = new URLSearchParams(query).toString();
  return url.href;
}
