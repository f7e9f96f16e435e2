import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Account, refusalOf } from './verify.js';

export type Fault =
  | 'spurious-401'
  | 'agreement'
  | 'agreement-old-wording'
  | 'role'
  | 'rate'
  | 'rate-garbage'
  | 'down'
  | 'redirect'
  | 'html'
  | 'empty'
  | 'truncated'
  | 'wrong-shape'
  | 'data-null'
  | 'bomb'
  | 'deep'
  | 'hang'
  | 'drip'
  | 'reset'
  | 'no-date'
  | 'hostile-text'
  | 'not-found';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly refusal: string | null;
}
export interface FakeApple {
  readonly url: string;
  readonly requests: readonly Recorded[];
  /** Milliseconds Apple's clock is ahead of ours. */
  readonly clock: { offsetMs: number };
  register(account: Account): void;
  revoke(keyId: string): void;
  /** For the next `times` requests (all of them when left out); null switches it off. */
  fault(name: Fault | null, times?: number): void;
  close(): Promise<void>;
}

const errorBody = (status: number, code: string, title: string, detail: string) =>
  JSON.stringify({ errors: [{ id: 'b1f0c1c6-0000-4000-8000-000000000000', status: String(status), code, title, detail }] });
const unauthorized = () =>
  errorBody(
    401,
    'NOT_AUTHORIZED',
    'Authentication credentials are missing or invalid.',
    'Provide a properly configured and signed bearer token, and make sure that it has not expired.',
  );

const good: Readonly<Record<string, unknown>> = {
  '/v1/territories': { data: [{ type: 'territories', id: 'USA', attributes: { currency: 'USD' } }], links: {} },
  '/v1/apps': { data: [{ type: 'apps', id: '1', attributes: { name: 'Example' } }], links: {} },
  '/v1/bundleIds': { data: [], links: {} },
};

/** An App Store Connect on loopback: verifies tokens as Apple does, answers in Apple's shapes, every fault a switch. */
export async function startFakeApple(
  options: { readonly port?: number; readonly http?: true; readonly onRequest?: (one: Recorded) => void } = {},
): Promise<FakeApple> {
  const accounts = new Map<string, Account>();
  const revoked = new Set<string>();
  const requests: Recorded[] = [];
  const clock = { offsetMs: 0 };
  const sockets = new Set<Socket>();
  let fault: { readonly name: Fault; left: number } | null = null;

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const now = Date.now() + clock.offsetMs;
    const refusal = token === null ? 'no token' : refusalOf(token, path, now / 1_000, accounts, revoked, 'appstoreconnect-v1');
    const one: Recorded = { method: request.method ?? '', path, token, refusal };
    requests.push(one);
    options.onRequest?.(one);
    const active = fault && fault.left > 0 ? fault.name : null;
    if (fault && active) fault.left -= 1;
    if (active !== 'no-date') response.setHeader('Date', new Date(now).toUTCString());
    else response.sendDate = false;
    response.setHeader('X-Rate-Limit', 'user-hour-lim:3500;user-hour-rem:3499;');
    response.setHeader('Content-Type', 'application/json');
    if (active && active !== 'no-date') return misbehave(active, request, response);
    if (refusal !== null) return end(response, 401, unauthorized());
    const body = good[path.split('?')[0] ?? ''];
    return body
      ? end(response, 200, JSON.stringify(body))
      : end(response, 404, errorBody(404, 'NOT_FOUND', 'Not found', 'There is no resource here.'));
  };

  const server = createServer(answer);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(options.port ?? 0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    clock,
    register: (account) => void accounts.set(account.keyId, account),
    revoke: (keyId) => void revoked.add(keyId),
    fault(name, times = Number.POSITIVE_INFINITY) {
      fault = name === null ? null : { name, left: times };
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function end(response: ServerResponse, status: number, body: string | Buffer): void {
  response.statusCode = status;
  response.end(body);
}

function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse): unknown {
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
      return forbidden(
        'FORBIDDEN_ERROR',
        'This request is forbidden for security reasons',
        'The API key in use does not allow this request',
      );
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
      return response.write('{');
    case 'hang':
    case 'no-date':
      return undefined;
  }
}
