import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGzip, gzipSync } from 'node:zlib';
import { type BrokenBody, breakBody, brokenBodies } from './broken-bodies.js';

/** What an answer can get wrong. What a listener's certificate can get wrong: bad-tls.ts. */
const plainFaults = [
  'spurious-401',
  'agreement',
  'agreement-old-wording',
  'role',
  'rate',
  'rate-garbage',
  'down',
  'redirect',
  'html',
  'empty',
  'truncated',
  'wrong-shape',
  'data-null',
  'bomb',
  'deep',
  'hang',
  'drip',
  'drip-gzip',
  'drip-head',
  'reset',
  'no-date',
  'hostile-text',
  'not-found',
] as const;
export type Fault = (typeof plainFaults)[number] | BrokenBody;
export const faults: readonly Fault[] = [...plainFaults, ...brokenBodies];

/** An error in Apple’s shape (its “Interpreting and Handling Errors”). */
export const errorBody = (status: number, code: string, title: string, detail: string) =>
  JSON.stringify({ errors: [{ id: 'b1f0c1c6-0000-4000-8000-000000000000', status: String(status), code, title, detail }] });
export const unauthorized = () =>
  errorBody(
    401,
    'NOT_AUTHORIZED',
    'Authentication credentials are missing or invalid.',
    'Provide a properly configured and signed bearer token, and make sure that it has not expired.',
  );
export const forbiddenByRole = () => ({
  status: 403,
  body: errorBody(
    403,
    'FORBIDDEN_ERROR',
    'This request is forbidden for security reasons',
    'The API key in use does not allow this request',
  ),
});

export function end(response: ServerResponse, status: number, body: string | Buffer): void {
  response.statusCode = status;
  response.end(body);
}

/** Answers wrongly, on purpose. */
export function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse): unknown {
  const forbidden = (code: string, title: string, detail: string) => end(response, 403, errorBody(403, code, title, detail));
  const page = '<!doctype html><title>Welcome to the hotel</title>';
  switch (fault) {
    case 'spurious-401':
      return end(response, 401, unauthorized());
    case 'agreement':
      return forbidden(
        'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED',
        'A required agreement is missing or has expired.',
        'This request requires an in-effect agreement.',
      );
    case 'agreement-old-wording':
      return forbidden('FORBIDDEN', 'Access Unavailable', 'The Account Holder must agree to the latest Program License Agreement.');
    case 'role':
      return end(response, 403, forbiddenByRole().body);
    case 'rate':
    case 'rate-garbage':
      response.setHeader('Retry-After', fault === 'rate' ? '30' : 'soon');
      return end(response, 429, errorBody(429, 'RATE_LIMIT_EXCEEDED', 'Too many requests', 'Slow down.'));
    case 'down':
      return end(response, 503, errorBody(503, 'UNEXPECTED_ERROR', 'Unavailable', 'Try again.'));
    case 'not-found':
      return end(response, 404, errorBody(404, 'NOT_FOUND', 'Not found', 'There is no resource here.'));
    case 'redirect':
      response.setHeader('Location', '/elsewhere');
      return end(response, 302, '');
    case 'html':
      response.setHeader('Content-Type', 'text/html');
      return end(response, 200, page);
    case 'empty':
      return end(response, 200, '');
    case 'truncated':
      return end(response, 200, '{"data":[{"type":"terr');
    case 'wrong-shape':
      return end(response, 200, '{"hello":"world"}');
    case 'data-null':
      return end(response, 200, '{"data":null}');
    case 'bomb':
      response.setHeader('Content-Encoding', 'gzip');
      return end(response, 200, gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)));
    case 'deep':
      return end(response, 200, `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    case 'hostile-text':
      return end(response, 403, errorBody(403, 'FORBIDDEN_ERROR', '<b>\u001b[31mred\u202e', 'x'.repeat(1_000_000)));
    case 'reset':
      return request.socket.destroy();
    case 'drip':
      response.writeHead(200);
      return drip(response, () => response.write(' '));
    case 'drip-gzip':
      return dripGzip(response);
    case 'drip-head':
      request.socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      return drip(response, () => request.socket.write('.'));
    case 'hang':
    case 'no-date':
      return undefined;
    default:
      return breakBody(fault, request, response);
  }
}

// Slow enough that no answer ever ends, quick enough to be seen within a test.
const dripMs = 50;

function drip(response: ServerResponse, one: () => void): void {
  const timer = setInterval(one, dripMs);
  response.once('close', () => clearInterval(timer));
}

function dripGzip(response: ServerResponse): void {
  response.setHeader('Content-Encoding', 'gzip');
  const gzip = createGzip();
  gzip.pipe(response);
  drip(response, () => {
    gzip.write(' ');
    gzip.flush();
  });
}
