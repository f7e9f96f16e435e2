import { KeyrackError } from '../../shared/errors/index.js';
import type { Http, HttpRequest, SystemClock } from '../ports/index.js';
import { type Received, readAnswer } from './answer.js';
import { networkError } from './network-error.js';

const totalMs = 20_000;

export interface OneRequest {
  readonly url: string;
  readonly method: HttpRequest['method'];
  readonly token: string;
  /** JSON; null: none. */
  readonly body: string | null;
}

/**
 * One request with a token, sent once. Never rejects for what the network did; never follows a redirect (R-100…R-105). `stop` ends
 * it at once, as E_CANCELLED.
 */
export async function sendOnce(http: Http, clock: SystemClock, request: OneRequest, stop?: AbortSignal): Promise<Received> {
  const { url, method, token, body } = request;
  const giveUp = new AbortController();
  const cancel = () => giveUp.abort();
  if (stop?.aborted) cancel();
  stop?.addEventListener('abort', cancel);
  const done = new AbortController();
  clock.wait(totalMs, done.signal).then(
    () => giveUp.abort(),
    () => undefined,
  );
  const [atMs, started] = [clock.now(), clock.monotonic()];
  let answered = false;
  try {
    const response = await http.fetch({
      url,
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === null ? {} : { body }),
      signal: giveUp.signal,
    });
    const latencyMs = Math.round(clock.monotonic() - started);
    answered = true;
    if (response.status === 304) return { is: 'failed', code: 'E_UNEXPECTED_RESPONSE', message: null };
    if (response.status >= 300 && response.status < 400) return { is: 'failed', code: 'E_REDIRECT', message: null };
    return { is: 'answer', ...(await readAnswer(response, { atMs, latencyMs })) };
  } catch (error) {
    if (error instanceof KeyrackError) return { is: 'failed', code: error.code, message: error.message };
    if (giveUp.signal.aborted) return { is: 'failed', code: stop?.aborted ? 'E_CANCELLED' : 'E_NET_TIMEOUT', message: null };
    return { is: 'failed', ...networkError(error, answered) };
  } finally {
    stop?.removeEventListener('abort', cancel);
    done.abort();
    giveUp.abort();
  }
}
