import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { scriptedClock, watching } from '../../../tests/support/clock.js';
import { listen } from '../../../tools/fake-apple/listen.js';
import { type Fault, startFakeApple } from '../../../tools/fake-apple/server.js';
import { systemHttp } from '../../platform/http.js';
import { sendOnce } from './send-once.js';

/** A fake Apple, our real HTTP, and time that passes when told. Tokens do not matter here: each answer is a fault or a 401. */
async function network() {
  const { changed, until } = watching();
  const apple = await startFakeApple({ onRequest: changed });
  onTestFinished(() => apple.close());
  const clock = scriptedClock();
  const http = systemHttp({});
  const url = `${apple.url}/v1/territories?limit=1`;
  return {
    apple,
    clock,
    until,
    get: (from = url) => sendOnce(http, clock, { url: from, method: 'GET', token: 'token', body: null }),
    /** A whole request and its answer, after all that was sent before it. */
    another: async () =>
      expect(await sendOnce(systemHttp({}), scriptedClock(), { url: url, method: 'GET', token: 'token', body: null })).toMatchObject({
        status: 401,
      }),
  };
}

const timeout = { is: 'failed', code: 'E_NET_TIMEOUT', message: null };
const slow: readonly (readonly [string, Fault])[] = [
  ['an answer that never begins', 'hang'],
  ['a body that drips', 'drip'],
  ['a gzip body that drips', 'drip-gzip'],
  ['a header that drips', 'drip-head'],
];
test.for(slow)('R-101 %s ends at 20 s, not before, and its connection is closed', async ([, fault]) => {
  const { apple, clock, until, get, another } = await network();
  apple.fault(fault, 1);
  let ended = false;
  const exchange = get().finally(() => {
    ended = true;
  });
  await until(() => apple.requests.length === 1);
  clock.pass(19_999);
  await another();
  expect([ended, clock.waits()]).toEqual([false, [1]]);
  clock.pass(1);
  expect(await exchange).toEqual(timeout);
  await apple.requests[0]?.over;
});

/** Takes connections and says nothing; tells when the first has said something, and when the other side has closed it. */
async function silence() {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.on('error', () => undefined).resume();
  });
  const first = once(server, 'connection').then(([socket]: Socket[]) => socket);
  const asked = first.then((socket) => socket && once(socket, 'data'));
  const closed = first.then((socket) => new Promise<void>((done) => socket?.once('close', () => done())));
  const { port, close } = await listen(server);
  onTestFinished(close);
  /** How many came, counting those on their way: connections of our own, one after the other, are behind them. */
  const connections = async () => {
    const own = 5;
    // Closed by the other side too, so it was taken.
    for (let n = 0; n < own; n += 1) await once(connect(port, '127.0.0.1').resume().end(), 'close');
    return count - own;
  };
  return { address: `127.0.0.1:${port}`, asked, closed, connections };
}

test('R-101 an answer that was given up is not asked for again', async () => {
  const { clock, get } = await network();
  const { address, asked, closed, connections } = await silence();
  const exchange = get(`http://${address}/`);
  await asked;
  clock.pass(20_000);
  expect(await exchange).toEqual(timeout);
  await closed;
  expect(await connections()).toBe(1);
});

test('what was cancelled before it began connects to nobody', async () => {
  const { address, connections } = await silence();
  const exchange = await sendOnce(
    systemHttp({}),
    scriptedClock(),
    { url: `http://${address}/`, method: 'GET', token: 'token', body: null },
    AbortSignal.abort(),
  );
  expect(exchange).toEqual({ is: 'failed', code: 'E_CANCELLED', message: null });
  expect(await connections()).toBe(0);
});

test('R-101 a handshake that nobody answers ends at 20 s too', async () => {
  const { clock, get } = await network();
  const { address, asked, closed } = await silence();
  const exchange = get(`https://${address}/`);
  await asked;
  clock.pass(20_000);
  expect(await exchange).toEqual(timeout);
  await closed;
});

test('R-101 a proxy that never answers is given up at 20 s, and the connection to it closed', async () => {
  const { address, asked, closed } = await silence();
  const clock = scriptedClock();
  const proxied = systemHttp({ HTTPS_PROXY: `http://${address}` });
  const exchange = sendOnce(proxied, clock, { url: 'https://keyrack.invalid/', method: 'GET', token: 'token', body: null });
  await asked;
  clock.pass(20_000);
  expect(await exchange).toEqual(timeout);
  await closed;
});

test.each([
  ['wants a password', '407 Proxy Authentication Required'],
  ['forbids the way', '403 Forbidden'],
  ['cannot reach Apple', '502 Bad Gateway'],
])('R-113 a proxy that %s is said to be the proxy, and no token reaches it', async (_what, status) => {
  let heard = '';
  const proxy = createServer((socket) => {
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      if (heard.includes('\r\n\r\n')) socket.end(`HTTP/1.1 ${status}\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n`);
    });
    socket.on('error', () => undefined);
  });
  const { port, close } = await listen(proxy);
  onTestFinished(close);
  const http = systemHttp({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
  const exchange = await sendOnce(http, scriptedClock(), {
    url: 'https://keyrack.invalid/',
    method: 'GET',
    token: 'the-token',
    body: null,
  });
  expect(exchange).toMatchObject({ is: 'failed', code: 'E_NET_PROXY' });
  expect(heard).toContain('CONNECT keyrack.invalid:443');
  expect(heard).not.toContain('the-token');
});

test('R-101 connecting has a limit of its own, TLS included', async () => {
  const { address, closed } = await silence();
  expect(
    await sendOnce(systemHttp({}, 50), scriptedClock(), { url: `https://${address}/`, method: 'GET', token: 'token', body: null }),
  ).toEqual(timeout);
  await closed;
});

test('an answer in time leaves no deadline behind', async () => {
  const { clock, get } = await network();
  expect(await get()).toMatchObject({ is: 'answer', status: 401 });
  expect(clock.waits()).toEqual([]);
});
