import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, EnvHttpProxyAgent, request } from 'undici';
import type { Http } from '../core/ports/index.js';
import { KeyrackError } from '../shared/errors/index.js';

/**
 * The command line's HTTP: the system's proxy variables, loopback never through one, redirects never followed. Connecting, TLS
 * included, ends after `connectMs`; the signal closes the connection at any stage.
 */
export function systemHttp(env: NodeJS.ProcessEnv = process.env, connectMs = 10_000): Http {
  return {
    async fetch({ url, method, headers, body, signal }) {
      // a switch that turns certificates off would hand our token to anyone in between.
      if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
        throw new KeyrackError('E_TLS', 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificates off; Keyrack sends no token then.');
      signal.throwIfAborted();
      const dispatcher = dispatcherFor(url, env, { timeout: connectMs, signal });
      // First of the signal's listeners: undici would otherwise connect once more after a request that was cut off, and that
      // connection kept the process alive for over a minute after Ctrl-C.
      signal.addEventListener('abort', () => void dispatcher.destroy().catch(() => undefined), { once: true });
      const answer = await request(url, {
        method,
        headers: { ...headers, 'accept-encoding': 'gzip, deflate, br' },
        ...(body === undefined ? {} : { body }),
        signal,
        dispatcher,
      });
      const plain = Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name.toLowerCase(),
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]),
      );
      // A connection that breaks off under a body that nobody reads is nobody's error.
      answer.body.on('error', () => undefined);
      return { status: answer.statusCode, headers: plain, body: decoded(answer.body, plain['content-encoding']) };
    },
  };
}

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Nothing is decoded before it is asked for, so that what is wrong with it meets whoever reads, and nobody else. */
async function* decoded(body: Readable, encoding = ''): AsyncGenerator<Uint8Array> {
  if (encoding === '' || encoding.toLowerCase() === 'identity') return yield* body;
  const decode = decoders.get(encoding.toLowerCase())?.();
  if (!decode) throw new KeyrackError('E_UNEXPECTED_RESPONSE', 'The answer was packed in a way that nobody had asked for.');
  body.on('error', (error) => decode.destroy(error));
  try {
    yield* body.pipe(decode);
  } catch (error) {
    if (body.errored) throw error;
    throw new KeyrackError('E_UNEXPECTED_RESPONSE', 'The answer was packed, and could not be unpacked.', { cause: error });
  } finally {
    body.destroy();
  }
}

// undici looks at a request's own signal only once it is connected: a handshake or a proxy that never answers would outlive it.
function dispatcherFor(url: string, env: NodeJS.ProcessEnv, connect: { readonly timeout: number; readonly signal: AbortSignal }) {
  const loopback = /^https?:\/\/(127\.|localhost[:/]|\[::1\])/.test(url);
  if (loopback) return new Agent({ connect });
  return new EnvHttpProxyAgent({
    connect,
    // Through a proxy, `connect` counts for neither of the two connections.
    proxyTls: connect,
    requestTls: connect,
    httpProxy: env.http_proxy ?? env.HTTP_PROXY ?? '',
    httpsProxy: env.https_proxy ?? env.HTTPS_PROXY ?? '',
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  });
}
