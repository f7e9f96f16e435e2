import { type ErrorCode, KeyrackError } from '../../shared/errors/index.js';
import { cleanForeign } from '../../shared/text.js';
import type { HttpResponse } from '../ports/index.js';

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
/** What came of one request. `failed`: no answer, or none that can be Apple’s. */
export type Received =
  | ({ readonly is: 'answer' } & Answer)
  | { readonly is: 'failed'; readonly code: ErrorCode; readonly message: string | null };

const mostBytes = 1024 * 1024;

/** Reads the whole of an answer. Rejects with E_UNEXPECTED_RESPONSE for one that is too large, and with what the stream threw. */
export async function readAnswer(response: HttpResponse, sent: { readonly atMs: number; readonly latencyMs: number }): Promise<Answer> {
  const text = await bodyOf(response);
  return {
    status: response.status,
    body: parsed(response, text),
    latencyMs: sent.latencyMs,
    clockSkewSeconds: skewOf(response.headers.date, sent.atMs + sent.latencyMs / 2),
    rateLimit: rateLimitOf(response.headers['x-rate-limit']),
    retryAfterSeconds: retryAfterOf(response.headers['retry-after']),
  };
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
