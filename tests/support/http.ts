import type { Http, HttpRequest } from '../../src/core/ports/index.js';

/** What comes back, in its turn: an answer, an error of the network, or nothing until it is given up. */
export type Scripted = ScriptedAnswer | Error | 'silence';
export interface ScriptedAnswer {
  readonly status: number;
  /** JSON, whatever it is; left out: no body. */
  readonly body?: unknown;
  /** In lower case. `date` left out: none. */
  readonly headers?: Readonly<Record<string, string>>;
}
export interface ScriptedHttp extends Http {
  readonly sent: readonly Omit<HttpRequest, 'signal'>[];
}

/** Apple by heart: no sockets. Asked more often than there are answers, it fails the test that asked. `onRequest`: after each. */
export function scriptedHttp(script: readonly Scripted[], onRequest: () => void = () => undefined): ScriptedHttp {
  const sent: Omit<HttpRequest, 'signal'>[] = [];
  return {
    sent,
    async fetch({ signal, ...request }) {
      const next = script[sent.length];
      sent.push(request);
      onRequest();
      if (next === undefined) throw new Error('asked more often than the script knows');
      if (next instanceof Error) throw next;
      if (next === 'silence') return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      const { status, body, headers = {} } = next;
      const text = body === undefined ? '' : JSON.stringify(body);
      return {
        status,
        headers: { 'content-type': 'application/json', ...headers },
        body: (async function* () {
          yield Buffer.from(text);
        })(),
      };
    },
  };
}

/** As undici says it. */
export const brokenOff = (): Error => Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
