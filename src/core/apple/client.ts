import { type ErrorCode, KeyrackError } from '../../shared/errors/index.js';
import { cleanForeign } from '../../shared/text.js';
import type { Clock, Http, HttpResponse } from '../ports/index.js';

export interface Answer {
  readonly status: number;
  /** Null: not JSON of Apple's shape. */
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly code: string; readonly title: string; readonly detail: string }[];
  } | null;
  readonly latencyMs: number;
  /** Positive: our clock is fast. Null without a `Date` header. */
  readonly clockSkewSeconds: number | null;
  readonly rateLimit: { readonly limit: number; readonly remaining: number } | null;
  /** Seconds, at most 60; null when absent or garbage. */
  readonly retryAfterSeconds: number | null;
}
export type Exchange =
  | ({ readonly is: 'answer' } & Answer)
  | { readonly is: 'failed'; readonly code: ErrorCode; readonly message: string | null };

const totalMs = 20_000;
const mostBytes = 1024 * 1024;

/**
 * One GET with a token. Never rejects for what the network did; never follows a redirect (R-100…R-105). `stop` ends it at once,
 * as E_CANCELLED.
 */
export async function getOnce(http: Http, clock: Clock, url: string, token: string, stop?: AbortSignal): Promise<Exchange> {
  const giveUp = new AbortController();
  const cancel = () => giveUp.abort();
  if (stop?.aborted) cancel();
  stop?.addEventListener('abort', cancel);
  const done = new AbortController();
  clock.wait(totalMs, done.signal).then(
    () => giveUp.abort(),
    () => undefined,
  );
  const [sentAt, started] = [clock.now(), clock.monotonic()];
  let answered = false;
  try {
    const response = await http.fetch({
      url,
      method: 'GET',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: giveUp.signal,
    });
    const latencyMs = Math.round(clock.monotonic() - started);
    answered = true;
    if (response.status === 304) return { is: 'failed', code: 'E_UNEXPECTED_RESPONSE', message: null };
    if (response.status >= 300 && response.status < 400) return { is: 'failed', code: 'E_REDIRECT', message: null };
    const text = await bodyOf(response);
    return {
      is: 'answer',
      status: response.status,
      body: parsed(response, text),
      latencyMs,
      clockSkewSeconds: skewOf(response.headers.date, sentAt + latencyMs / 2),
      rateLimit: rateLimitOf(response.headers['x-rate-limit']),
      retryAfterSeconds: retryAfterOf(response.headers['retry-after']),
    };
  } catch (error) {
    if (error instanceof KeyrackError) return { is: 'failed', code: error.code, message: error.message };
    if (giveUp.signal.aborted) return { is: 'failed', code: stop?.aborted ? 'E_CANCELLED' : 'E_NET_TIMEOUT', message: null };
    const code = codeOfNetworkError(error);
    return { is: 'failed', code, message: wordsFor(code, error, answered) };
  } finally {
    stop?.removeEventListener('abort', cancel);
    done.abort();
    giveUp.abort();
  }
}

/** Where the usual words would say what is not so. */
function wordsFor(code: ErrorCode, error: unknown, answered: boolean): string | null {
  const names = namesOf(error);
  if (code === 'E_NET_REFUSED' && answered) return 'The connection was broken off in the middle of the answer.';
  if (code === 'E_NET_REFUSED' && names.some((name) => /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(name)))
    return 'The connection was broken off before there was an answer.';
  // TLS can fail after the request was sent as well; only a certificate is looked at before.
  if (code === 'E_TLS' && !names.some(isOfCertificate)) return 'The connection was not, or did not stay, a safe one.';
  return null;
}

async function bodyOf(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    // Counted as decoded: a small gzip can hold gigabytes.
    if (bytes > mostBytes) throw new KeyrackError('E_UNEXPECTED_RESPONSE', 'The answer was larger than any answer of Apple’s.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(response: HttpResponse, text: string): Answer['body'] {
  if (!/json/i.test(response.headers['content-type'] ?? '') || /(?<![[{])[[{]{200}/.test(text.replace(/\s/g, ''))) return null;
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null) return null;
    const { data, errors } = json as { data?: unknown; errors?: unknown };
    if (Array.isArray(errors)) {
      // Text and numbers alone: a list within lists would be joined again at every level of it.
      const words = (one: Record<string, unknown> | null, name: string) => {
        const said = one?.[name];
        return typeof said === 'string' || typeof said === 'number' ? cleanForeign(String(said)) : '';
      };
      return {
        errors: errors.slice(0, 20).map((one) => ({ code: words(one, 'code'), title: words(one, 'title'), detail: words(one, 'detail') })),
      };
    }
    return data === undefined || data === null ? null : { data };
  } catch {
    return null;
  }
}

/** `Date` has whole seconds: Apple's moment lies anywhere in that second, so its middle is compared. */
function skewOf(date: string | undefined, midpointMs: number): number | null {
  const apple = Date.parse(date ?? '');
  return Number.isNaN(apple) ? null : Math.round((midpointMs - (apple + 500)) / 1_000);
}

function rateLimitOf(header: string | undefined): Answer['rateLimit'] {
  const match = /user-hour-lim:(\d{1,7});user-hour-rem:(\d{1,7});/.exec(header ?? '');
  return match ? { limit: Number(match[1]), remaining: Number(match[2]) } : null;
}

const retryAfterOf = (header: string | undefined): number | null => (/^\d{1,9}$/.test(header ?? '') ? Math.min(60, Number(header)) : null);

/** Ours to have refused, in the handshake; an alert about certificates is the other side's, and comes later. */
const isOfCertificate = (name: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(name) && !name.includes('ALERT');

/** undici's and OpenSSL's codes, and Electron's `net::ERR_…`, as ours. */
function codeOfNetworkError(error: unknown): ErrorCode {
  const names = namesOf(error);
  const text = names.join(' ');
  if (names.some(isOfCertificate) || /CERT|ERR_TLS|ERR_SSL|SSL_/.test(text)) return 'E_TLS';
  if (/PROXY|TUNNEL/.test(text)) return 'E_NET_PROXY';
  if (/TIMEOUT|ETIMEDOUT|TIMED_OUT/.test(text)) return 'E_NET_TIMEOUT';
  if (/ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE/.test(text))
    return 'E_NET_OFFLINE';
  if (/HEADERS_OVERFLOW|HPE_|Z_DATA|Z_BUF|CONTENT_DECODING/.test(text)) return 'E_UNEXPECTED_RESPONSE';
  return 'E_NET_REFUSED';
}

function namesOf(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { code, message, cause, errors } = error as { code?: unknown; message?: unknown; cause?: unknown; errors?: unknown };
  const text = typeof message === 'string' ? message : '';
  // undici tells a proxy that refuses from a request that was given up by its words alone.
  const told = text.startsWith('net::') ? text : text.startsWith('Proxy response') ? 'PROXY' : '';
  const own = [typeof code === 'string' ? code : '', told];
  return [...own, ...namesOf(cause, depth + 1), ...(Array.isArray(errors) ? errors.flatMap((one) => namesOf(one, depth + 1)) : [])];
}
