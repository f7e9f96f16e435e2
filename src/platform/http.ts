import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, EnvHttpProxyAgent, request } from 'undici';
import type { Http } from '../core/ports/index.js';
import { KeyrackError } from '../shared/errors/index.js';

const connectMs = 10_000;

/** The command line's HTTP: the system's proxy variables, loopback never through one, redirects never followed. */
export function systemHttp(env: NodeJS.ProcessEnv = process.env): Http {
  const direct = new Agent({ connect: { timeout: connectMs } });
  const proxied = new EnvHttpProxyAgent({ connect: { timeout: connectMs } });
  return {
    async fetch({ url, method, headers, signal }) {
      // a switch that turns certificates off would hand our token to anyone in between.
      if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
        throw new KeyrackError('E_TLS', 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificates off; Keyrack sends no token then.');
      const loopback = /^https?:\/\/(127\.|localhost[:/]|\[::1\])/.test(url);
      const answer = await request(url, {
        method,
        headers: { ...headers, 'accept-encoding': 'gzip, deflate, br' },
        signal,
        dispatcher: loopback ? direct : proxied,
      });
      const plain = Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name.toLowerCase(),
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]),
      );
      const decode = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[plain['content-encoding'] ?? ''];
      if (!decode) return { status: answer.statusCode, headers: plain, body: answer.body };
      const decoded = decode();
      answer.body.on('error', (error) => decoded.destroy(error));
      decoded.on('close', () => answer.body.destroy());
      return { status: answer.statusCode, headers: plain, body: answer.body.pipe(decoded) };
    },
  };
}
