import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ClientRequest, Session } from 'electron';
import { expect, test } from 'vitest';
import { networkError } from '../../core/apple/network-error.js';
import type { Http, HttpRequest } from '../../core/ports/index.js';
import { desktopHttp } from './http.js';

const apple = 'https://api.appstoreconnect.apple.com/v1/apps';

/** The window's HTTP over a network by heart. `way`: what the system answers. */
function over(way: string | Error | 'silence', env: NodeJS.ProcessEnv = {}) {
  const told: string[] = [];
  const asked: string[] = [];
  const requests: (EventEmitter & { options: object; aborted: boolean; body: string | undefined; headers: Record<string, string> })[] = [];
  const direct: Http = {
    async fetch({ url }) {
      told.push(url);
      return { status: 200, headers: {}, body: (async function* () {})() };
    },
  };
  const session = {
    async resolveProxy(url: string) {
      asked.push(url);
      if (way === 'silence') return new Promise<string>(() => undefined);
      if (way instanceof Error) throw way;
      return way;
    },
  } as unknown as Session;
  const request = (options: object) => {
    const one = Object.assign(new EventEmitter(), {
      options,
      aborted: false,
      body: undefined as string | undefined,
      headers: {} as Record<string, string>,
      setHeader(name: string, value: string) {
        one.headers[name] = value;
      },
      end(body?: string) {
        one.body = body;
      },
      abort() {
        one.aborted = true;
      },
    });
    requests.push(one);
    return one as unknown as ClientRequest;
  };
  const http = desktopHttp(direct, env, () => ({ session, request }));
  const stop = new AbortController();
  const fetch = (more: Partial<HttpRequest> = {}) =>
    http.fetch({ url: apple, method: 'GET', headers: { authorization: 'Bearer x' }, signal: stop.signal, ...more });
  /** Resolves once Chromium has been asked. */
  const sent = async () => {
    while (requests.length === 0) await new Promise((go) => setImmediate(go));
    const [one] = requests;
    if (!one) throw new Error('nothing was sent');
    return one;
  };
  return { fetch, sent, stop, told, asked, requests, session };
}
const response = (statusCode: number, headers: Record<string, string | string[]> = {}) =>
  Object.assign(new PassThrough(), { statusCode, headers });

test.each(['DIRECT', 'DIRECT; PROXY proxy.example:3128', '', new Error('no script')])('“%s”: nothing is sent by Chromium', async (way) => {
  const { fetch, told, asked, requests } = over(way);
  expect((await fetch()).status).toBe(200);
  expect([told, asked, requests]).toEqual([[apple], [apple], []]);
});

test.each([
  [{ https_proxy: 'http://proxy.example:3128' }, apple],
  [{ HTTP_PROXY: 'http://proxy.example:3128' }, apple],
  [{}, 'http://127.0.0.1:4000/v1/apps'],
  [{}, 'http://localhost:4000/v1/apps'],
] as const)('proxy variables %o, and what is on this machine (%s), ask no system', async (env, url) => {
  const { fetch, told, asked } = over('PROXY proxy.example:3128', env);
  await fetch({ url });
  expect([told, asked]).toEqual([[url], []]);
});

test('through the system’s proxy Chromium sends: on a session of its own, without cookies, cache, stored logins or redirects', async () => {
  const { fetch, sent, told, session } = over('PROXY proxy.example:3128; DIRECT');
  const answered = fetch({ method: 'POST', body: '{"a":1}' });
  const one = await sent();
  expect(one.options).toEqual({
    url: apple,
    method: 'POST',
    session,
    credentials: 'omit',
    useSessionCookies: false,
    cache: 'no-store',
    redirect: 'manual',
  });
  expect([one.headers, one.body, told]).toEqual([{ authorization: 'Bearer x' }, '{"a":1}', []]);
  const from = response(201, { Date: 'today', 'X-Two': ['a', 'b'] });
  one.emit('response', from);
  from.end('body');
  const { status, headers, body } = await answered;
  expect([status, headers]).toEqual([201, { date: 'today', 'x-two': 'a, b' }]);
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  expect(Buffer.concat(parts).toString()).toBe('body');
});

test('R-103 a redirect is an answer and is not followed', async () => {
  const { fetch, sent } = over('SOCKS5 proxy.example:1080');
  const answered = fetch();
  const one = await sent();
  one.emit('redirect', 302, 'GET', 'https://elsewhere.example/', { Location: ['https://elsewhere.example/'] });
  const { status, headers, body } = await answered;
  expect([status, headers.location, one.aborted]).toEqual([302, 'https://elsewhere.example/', true]);
  for await (const _ of body) expect.unreachable();
});

test.each([
  ['net::ERR_PROXY_CONNECTION_FAILED', 'E_NET_PROXY'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'E_NET_PROXY'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'E_TLS'],
  ['net::ERR_NAME_NOT_RESOLVED', 'E_NET_OFFLINE'],
  ['net::ERR_TIMED_OUT', 'E_NET_TIMEOUT'],
  ['net::ERR_CONNECTION_RESET', 'E_NET_REFUSED'],
])('R-101, R-102 %s is said as %s', async (what, code) => {
  const { fetch, sent } = over('PROXY proxy.example:3128');
  const failed = fetch().catch((error: unknown) => networkError(error, false).code);
  (await sent()).emit('error', new Error(what));
  expect(await failed).toBe(code);
});

test('R-101 a proxy that wants a login nobody has given is a proxy’s refusal, no answer of Apple’s', async () => {
  const { fetch, sent } = over('PROXY proxy.example:3128');
  const failed = fetch().catch((error: unknown) => networkError(error, false).code);
  const one = await sent();
  one.emit('response', response(407));
  expect([await failed, one.aborted]).toEqual(['E_NET_PROXY', true]);
});

test('R-113 a proxy script that hangs is waited for until the signal, and nothing is sent', async () => {
  const { fetch, stop, told, requests } = over('silence');
  const failed = fetch().catch((error: unknown) => error);
  stop.abort(new Error('20 s'));
  expect(await failed).toEqual(new Error('20 s'));
  expect([told, requests]).toEqual([[], []]);
});

test('R-105 the signal ends a request before its answer and under its body, and so does whoever stops reading', async () => {
  const before = over('PROXY proxy.example:3128');
  const failed = before.fetch().catch((error: unknown) => error);
  const first = await before.sent();
  before.stop.abort(new Error('20 s'));
  expect([await failed, first.aborted]).toEqual([new Error('20 s'), true]);

  const under = over('PROXY proxy.example:3128');
  const answered = under.fetch();
  const second = await under.sent();
  const from = response(200);
  second.emit('response', from);
  from.write('part');
  const reading = (async () => {
    for await (const _ of (await answered).body) under.stop.abort(new Error('20 s'));
  })();
  await expect(reading).rejects.toThrow('20 s');
  expect(second.aborted).toBe(true);

  const stopped = over('PROXY proxy.example:3128');
  const third = stopped.fetch();
  const one = await stopped.sent();
  const long = response(200);
  one.emit('response', long);
  long.write('part');
  for await (const _ of (await third).body) break;
  expect(one.aborted).toBe(true);
});
