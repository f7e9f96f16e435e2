import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { makeAuthority } from './authority.js';
import { badTls, type TlsFault } from './bad-tls.js';
import { control, controlPath } from './control.js';
import { replyTo } from './endpoints.js';
import { end, type Fault, misbehave, unauthorized } from './faults.js';
import { listen } from './listen.js';
import type { Recorded, Switches } from './switches.js';
import { type Account, type Verdict, verdictOn } from './verify.js';

export type { Fault } from './faults.js';
export type { Recorded } from './switches.js';
export interface FakeApple extends Switches {
  readonly url: string;
  /** The same over TLS; its certificate is of `ca`. */
  readonly secureUrl: string;
  /** PEM of an authority made for this run. In a file, NODE_EXTRA_CA_CERTS makes a Node process believe `secureUrl`. */
  readonly ca: string;
  /** Opens one more listener, over TLS and wrong in this way, until `close`; resolves to its address. */
  badTls(fault: TlsFault): Promise<string>;
  close(): Promise<void>;
}

/** An App Store Connect on loopback: verifies tokens as Apple does, answers in Apple's shapes, every fault a switch. */
export async function startFakeApple(
  options: {
    readonly port?: number;
    readonly securePort?: number;
    readonly http?: true;
    /** What the table’s ? means: refused unless said. */
    readonly doubtful?: 'allowed' | 'refused';
    readonly onRequest?: (one: Recorded) => void;
  } = {},
): Promise<FakeApple> {
  const accounts = new Map<string, Account>();
  const revoked = new Set<string>();
  const requests: Recorded[] = [];
  const clock = { offsetMs: 0 };
  const authority = await makeAuthority();
  let fault: { readonly name: Fault; left: number } | null = null;

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const now = Date.now() + clock.offsetMs;
    const method = request.method ?? '';
    const verdict: Verdict =
      token === null ? { refusal: 'no token' } : verdictOn(token, { method, target: path, nowSeconds: now / 1_000 }, accounts, revoked);
    const over = new Promise<void>((done) => response.once('close', done));
    const one: Recorded = { method, path, token, refusal: verdict.refusal, over };
    requests.push(one);
    options.onRequest?.(one);
    const active = fault && fault.left > 0 ? fault.name : null;
    if (fault && active) fault.left -= 1;
    if (active !== 'no-date') response.setHeader('Date', new Date(now).toUTCString());
    else response.sendDate = false;
    response.setHeader('X-Rate-Limit', 'user-hour-lim:3500;user-hour-rem:3499;');
    response.setHeader('Content-Type', 'application/json');
    if (active && active !== 'no-date') return misbehave(active, request, response);
    if (verdict.refusal !== null) return end(response, 401, unauthorized());
    const { status, body } = replyTo(path, verdict.account, options.doubtful ?? 'refused');
    return end(response, status, body);
  };

  const fakeApple: Switches = {
    requests,
    clock,
    register: (account) => void accounts.set(account.keyId, account),
    revoke: (keyId) => void revoked.add(keyId),
    fault(name, times = Number.POSITIVE_INFINITY) {
      fault = name === null ? null : { name, left: times };
    },
  };
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    request.url?.startsWith(controlPath)
      ? void control(fakeApple, request, response).catch(() => response.destroy())
      : answer(request, response);
  const plain = await listen(createServer(listener), options.port);
  const secure = await listen(createSecureServer(await authority.issue(), listener), options.securePort);
  const listening = [plain, secure];
  return {
    url: `http://127.0.0.1:${plain.port}`,
    secureUrl: `https://127.0.0.1:${secure.port}`,
    ca: authority.ca,
    ...fakeApple,
    async badTls(name) {
      const bad = await listen(await badTls(name, authority, answer));
      listening.push(bad);
      return `https://127.0.0.1:${bad.port}`;
    },
    close: async () => void (await Promise.all(listening.map((one) => one.close()))),
  };
}
