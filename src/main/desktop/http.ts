import type { Readable } from 'node:stream';
import type { ClientRequest, ClientRequestConstructorOptions, Session } from 'electron';
import type { Http, HttpRequest, HttpResponse } from '../../core/ports/index.js';

/** What is used of Electron's network. */
export interface Chromium {
  /** In memory, and nobody else's. */
  readonly session: Session;
  readonly request: (options: ClientRequestConstructorOptions) => ClientRequest;
}

/**
 * The window's HTTP. A program that was started from the desktop has no proxy variables: where the system says that an address is
 * reached through a proxy (a PAC script's word, too), Chromium sends the request, since it alone knows PAC and proxies that want a
 * login. Anything else goes the command line's way, `direct`: what proxy variables name, loopback, and whatever needs no proxy.
 */
export function desktopHttp(direct: Http, env: NodeJS.ProcessEnv, chromium: () => Chromium): Http {
  const isNamed = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].some((name) => env[name]);
  return {
    async fetch(asked) {
      if (isNamed || /^https?:\/\/(127\.|localhost[:/]|\[::1\])/.test(asked.url)) return direct.fetch(asked);
      const { session, request } = chromium();
      // A script that cannot be had or read says nothing; one that hangs ends with the signal.
      const way = await unlessAborted(
        asked.signal,
        session.resolveProxy(asked.url).catch(() => 'DIRECT'),
      );
      return /^\s*(DIRECT\s*(;|$)|$)/i.test(way) ? direct.fetch(asked) : send(asked, session, request);
    },
  };
}

function send({ url, method, headers, body, signal }: HttpRequest, session: Session, make: Chromium['request']): Promise<HttpResponse> {
  return new Promise((answer, refuse) => {
    signal.throwIfAborted();
    const request = make({
      url,
      method,
      session,
      credentials: 'omit',
      useSessionCookies: false,
      cache: 'no-store',
      redirect: 'manual',
    });
    let stream: Readable | null = null;
    const stop = () => {
      refuse(signal.reason);
      stream?.destroy(signal.reason);
      request.abort();
    };
    signal.addEventListener('abort', stop, { once: true });
    request.on('error', refuse);
    // Never followed: it is the answer.
    request.on('redirect', (status, _method, _to, given) => {
      answer({ status, headers: plain(given), body: nothing() });
      request.abort();
    });
    request.on('response', (response) => {
      if (response.statusCode === 407) {
        refuse(new Error('net::ERR_PROXY_AUTH_REQUESTED'));
        request.abort();
        return;
      }
      stream = response as unknown as Readable;
      // A connection that breaks off under a body that nobody reads is nobody's error.
      stream.on('error', () => undefined);
      answer({ status: response.statusCode, headers: plain(response.headers), body: read(stream, request) });
    });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    if (body === undefined) request.end();
    else request.end(body);
  });
}

/** Unpacked by Chromium. Whoever stops reading ends the request. */
async function* read(stream: Readable, request: ClientRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } finally {
    request.abort();
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const plain = (headers: Readonly<Record<string, string | string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]));

const unlessAborted = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  new Promise((done, fail) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    work.then(done, fail);
  });
