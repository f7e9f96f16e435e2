import { appleHosts } from '../../shared/apple/hosts.js';
import { parseScopeEntry } from '../../shared/apple/token.js';
import { KeyrackError, type Warning, warn } from '../../shared/errors/index.js';
import type { Key, Organization } from '../../shared/model.js';
import { clockSaid, isTooFarOff, isWorthCorrecting } from '../../shared/words/clock.js';
import type { Strongroom } from '../../strongroom/client/contract.js';
import type { Clock, Http, HttpRequest } from '../ports/index.js';
import type { AppleTime } from '../state/apple-time.js';
import type { StateStore } from '../state/state.js';
import type { Received } from './answer.js';
import { apiOrigin } from './api-url.js';
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
}

/** One question to Apple, and what came of it; of several tries, the one that counts. No token is in it. */
export interface Exchange {
  /** Who was asked in Apple’s place (KEYRACK_API_URL); null: Apple. */
  readonly host: string | null;
  readonly received: Received;
  /** The clock, a spurious 401. */
  readonly notes: readonly Warning[];
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
  readonly clock: Clock;
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

export function createApple(deps: AppleNeeds): Apple {
  const { strongroom, clock, state, appleTime } = deps;
  const turn = takingTurns(clock);
  return {
    async request({ key, organization }, request) {
      const { signal } = request;
      const origin = apiOrigin(deps, organization.program);
      const url = urlOf(origin, request);
      const body = request.body === undefined ? null : JSON.stringify(request.body);
      appleTime.recall((await state.read()).clock);
      const http = await deps.http();
      let onApples = false;
      const send = async (apples: () => number | null) => {
        await turn(organization.issuerId ?? organization.id, signal);
        const nowMs = apples();
        onApples ||= nowMs !== null;
        const { token, iat, exp } = await strongroom.sign({ id: key.id, nowMs, lifetimeSeconds, scope: null });
        const received = await sendOnce(http, clock, { url, method: request.method, token, body }, signal);
        // Thrown, so that a first answer whose second try was cut short is not taken for the last word.
        if (received.is === 'failed' && received.code === 'E_CANCELLED') throw new KeyrackError('E_CANCELLED');
        return { received, iat, exp };
      };
      const sendUntilSettled = async () => {
        let one = await send(appleTime.now);
        for (let again = 0; again < mostRetries; again += 1) {
          const restsMs = beforeNextTry(one.received, request, again);
          if (restsMs === null) return one;
          await clock.wait(restsMs, signal);
          one = await send(appleTime.now);
        }
        return one;
      };

      const asked = { host: origin === appleHosts[organization.program].origin ? null : new URL(origin).host };
      const { received, iat, exp } = await sendUntilSettled();
      if (received.is !== 'answer') return { ...asked, received, notes: [] };
      const skew = received.clockSkewSeconds;
      // Only Apple's own hosts over TLS, and this machine's test server, are ever asked: whose clock this is is known.
      const measured = appleTime.learn(skew);
      if (measured) state.update((before) => ({ ...before, clock: measured }));
      const clockNote = () => (skew !== null && isWorthCorrecting(skew) ? [warn('W_CLOCK', clockSaid(skew, onApples))] : []);
      if (received.status !== 401 || isTooFarOff(skew ?? 0)) return { ...asked, received, notes: clockNote() };
      // once more, on Apple's clock. What is answered with 401 was not acted on, so a writing request may be sent again too.
      const appleMs = clock.now() - (skew ?? 0) * 1_000;
      const second = await send(() => appleMs);
      if (second.received.is !== 'answer') return { ...asked, received, notes: clockNote() };
      if (second.received.status === 401) return { ...asked, received: second.received, notes: clockNote() };
      const outside = iat > appleMs / 1_000 || exp <= appleMs / 1_000;
      return { ...asked, received: second.received, notes: outside ? clockNote() : [...clockNote(), warn('W_SPURIOUS_401')] };
    },
  };
}

/**
 * Milliseconds until it is worth asking again; null: this is the answer. Never where Apple may have acted on a writing request:
 * after a 5xx, or no answer at all. After a 429 it has not.
 */
function beforeNextTry(received: Received, { method, patient = false }: AppleRequest, again: number): number | null {
  if (received.is !== 'answer') return null;
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
