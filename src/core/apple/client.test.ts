import { expect, test } from 'vitest';
import { scriptedClock, watching } from '../../../tests/support/clock.js';
import { brokenOff, type Scripted, scriptedHttp } from '../../../tests/support/http.js';
import { tokenTimes } from '../../shared/apple/token.js';
import type { Key, Organization } from '../../shared/model.js';
import { createAppleTime } from '../state/apple-time.js';
import { emptyState, type StateStore } from '../state/state.js';
import { type AppleRequest, createApple } from './client.js';

const start = Date.parse('2026-03-01T12:00:00Z');
const organization = { id: 'acme', name: 'Acme', program: 'app-store', issuerId: '57246542-96fe-1a63-e053-0824d011072a' } as Organization;
const key = { id: 'a', kind: 'team', keyId: '2X9R4HXF34' } as Key;
const get: AppleRequest = { method: 'GET', path: '/v1/apps' };
const post: AppleRequest = { method: 'POST', path: '/v1/betaGroups', body: { data: { type: 'betaGroups' } } };

/** A client whose strongroom signs `token-1`, `token-2`, …, and whose Apple says what the script says. */
function asking(...script: readonly Scripted[]) {
  const { changed, until } = watching();
  const clock = scriptedClock(start, changed);
  const http = scriptedHttp(script, changed);
  const signedAt: number[] = [];
  let state = emptyState;
  const store: StateStore = {
    read: async () => state,
    update: (change) => {
      state = change(state);
    },
    settled: async () => undefined,
  };
  const apple = createApple({
    strongroom: {
      sign: async ({ nowMs, lifetimeSeconds, scope }) => {
        signedAt.push(nowMs ?? clock.now());
        return { token: `token-${signedAt.length}`, ...tokenTimes((nowMs ?? clock.now()) / 1_000, lifetimeSeconds, scope) };
      },
    },
    clock,
    http: async () => http,
    apiUrl: null,
    packaged: true,
    state: store,
    appleTime: createAppleTime(clock),
  });
  return {
    http,
    clock,
    until,
    signedAt,
    state: () => state,
    /** The exchange, with every wait but a request’s own deadline passed at once. */
    async ask(request: AppleRequest = get) {
      let over = false;
      const exchange = apple.request({ key, organization }, request).finally(() => {
        over = true;
        changed();
      });
      exchange.catch(() => undefined);
      const turns = () => clock.waits().filter((ms) => ms !== 20_000);
      while (!over) {
        await until(() => over || turns().length > 0);
        clock.pass(turns()[0] ?? 0);
      }
      return exchange;
    },
    request: (request: AppleRequest) => apple.request({ key, organization }, request),
  };
}

/** Apple’s Date while this machine’s clock is so many seconds fast. */
const dated = (fastSeconds = 0) => ({ date: new Date(start - fastSeconds * 1_000).toUTCString() });
const refusal = (fastSeconds = 0): Scripted => ({
  status: 401,
  body: { errors: [{ code: 'NOT_AUTHORIZED', title: 'missing or invalid', detail: '' }] },
  headers: dated(fastSeconds),
});
const good = { status: 200, body: { data: [] }, headers: dated() };
const down = { status: 503, body: { errors: [{ code: 'UNEXPECTED_ERROR', title: '', detail: '' }] } };
const slowDown = (headers: Record<string, string> = {}) => ({ status: 429, body: { errors: [{ code: 'RATE_LIMIT_EXCEEDED' }] }, headers });

test('R-106 refused, and the second try never answered: the refusal is what Apple said', async () => {
  for (const second of [brokenOff(), { status: 302 }, { status: 304 }] as const) {
    const { ask, http } = asking(refusal(), second);
    expect((await ask()).received).toMatchObject({ is: 'answer', status: 401 });
    expect(http.sent).toHaveLength(2);
  }
});

test('a writing request whose second try was never answered is not called refused: Apple may have carried it out', async () => {
  const { ask, http } = asking(refusal(), brokenOff());
  expect((await ask(post)).received).toMatchObject({ is: 'failed' });
  expect(http.sent).toHaveLength(2);
});

test('R-106 refused twice is refused; refused once is Apple’s whim, and said', async () => {
  const twice = asking(refusal(), refusal());
  expect(await twice.ask()).toMatchObject({ received: { status: 401 }, notes: [] });
  const once = asking(refusal(), good);
  expect(await once.ask()).toMatchObject({ received: { status: 200 }, notes: [{ code: 'W_SPURIOUS_401' }] });
  expect(once.http.sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
});

test('R-91 the second try is made on Apple’s clock, and what was measured is kept for the next', async () => {
  const { ask, signedAt, state, clock } = asking(refusal(600), { ...good, headers: dated(600) }, { ...good, headers: dated(600) });
  expect((await ask()).notes).toMatchObject([{ code: 'W_CLOCK', message: expect.stringContaining('10 min fast') }]);
  await ask();
  expect(signedAt.map((ms) => Math.round((ms - start) / 1_000))).toEqual([0, -600, -600]);
  expect(state().clock?.skewSeconds).toBe(600);
  expect(clock.waits()).toEqual([]);
});

test('M-17 what is known of the clock is what the refused tokens and Apple’s dates show, and no more', async () => {
  const undated = { status: 401, body: { errors: [{ code: 'NOT_AUTHORIZED' }] } };
  const known = async (...script: readonly Scripted[]) => {
    const { ask } = asking(...script);
    const { sent, received } = await ask();
    return [sent.refusals, sent.inTime, received.is === 'answer' && received.clockSkewSeconds];
  };
  // Right clock, refused twice; also where only one of the answers has a date.
  for (const script of [
    [refusal(), refusal()],
    [refusal(), undated],
    [undated, refusal()],
  ] as const)
    expect(await known(...script)).toEqual([2, true, expect.closeTo(0, 0)]);
  // Ten minutes off: tried on Apple’s time, unless the second try was not answered, or nobody knew it yet.
  expect(await known(refusal(600), refusal(600))).toEqual([2, true, 600]);
  expect(await known(refusal(600), brokenOff())).toEqual([1, false, 600]);
  expect(await known(undated, refusal(600))).toEqual([2, false, 600]);
  expect(await known(undated, undated)).toEqual([2, undefined, null]);
});

test('R-91 a clock that only the second answer tells is kept for the next time', async () => {
  const { ask, signedAt, state } = asking({ status: 401 }, refusal(600), { ...good, headers: dated(600) });
  await ask();
  await ask();
  expect([state().clock?.skewSeconds, Math.round(((signedAt[2] ?? 0) - start) / 1_000)]).toEqual([600, -600]);
});

test('R-91 a day off, nothing is tried on Apple’s time', async () => {
  const { ask, http } = asking(refusal(100_000));
  expect(await ask()).toMatchObject({ received: { status: 401 }, notes: [{ code: 'W_CLOCK' }] });
  expect(http.sent).toHaveLength(1);
});

test('R-109 Apple has trouble: reading is tried three times, writing once', async () => {
  const reading = asking(down, down, good);
  expect((await reading.ask()).received).toMatchObject({ status: 200 });
  const given = asking(down, down, down);
  expect((await given.ask()).received).toMatchObject({ status: 503 });
  for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
    const writing = asking(down);
    expect((await writing.ask({ ...post, method })).received).toMatchObject({ status: 503 });
    expect(writing.http.sent).toHaveLength(1);
  }
});

test('R-109 a writing request whose answer never came is not sent again', async () => {
  const { ask, http } = asking(brokenOff());
  expect((await ask(post)).received).toMatchObject({ is: 'failed', code: 'E_NET_REFUSED' });
  expect(http.sent).toHaveLength(1);
});

test('R-106 a writing request that was refused was not acted on: it is sent once more, whole', async () => {
  const { ask, http } = asking(refusal(), { status: 201, body: { data: {} }, headers: dated() });
  expect((await ask(post)).received).toMatchObject({ status: 201 });
  const sent = http.sent.map(({ method, body, headers }) => [method, body, headers['content-type']]);
  expect(sent).toEqual([1, 2].map(() => ['POST', '{"data":{"type":"betaGroups"}}', 'application/json']));
});

test('R-108 asked to slow down: that is the answer, and whoever is patient waits as long as Apple says, twice at most', async () => {
  const hasty = asking(slowDown({ 'retry-after': '7' }));
  expect((await hasty.ask()).received).toMatchObject({ status: 429, retryAfterSeconds: 7 });
  const { request, http, clock, until } = asking(slowDown({ 'retry-after': '7' }), slowDown({ 'retry-after': 'soon' }), slowDown());
  const exchange = request({ ...post, patient: true });
  for (const [n, restMs] of [7_000, 5_000].entries()) {
    await until(() => http.sent.length === n + 1 && clock.waits().length === 1 && clock.waits()[0] !== 20_000);
    expect(clock.waits()).toEqual([restMs]);
    clock.pass(restMs);
  }
  expect((await exchange).received).toMatchObject({ status: 429 });
});

test('R-112 cancelled in any wait, it ends at once and sends nothing more', async () => {
  for (const script of [['silence'], [refusal(), 'silence'], [refusal()], [down], [slowDown()]] as const) {
    const { request, http, clock, until } = asking(...script);
    const stop = new AbortController();
    const exchange = request({ ...get, patient: true, signal: stop.signal }).catch(() => 'ended');
    await until(() => clock.waits().length === 1 && (script[0] === 'silence' || clock.waits()[0] !== 20_000));
    if (script.length === 2) {
      clock.pass(200);
      await until(() => http.sent.length === 2);
    }
    stop.abort();
    expect([await exchange, clock.waits(), http.sent.length]).toEqual(['ended', [], script.length]);
  }
});

test('nothing of the token is in what comes back, not even where the network’s own error repeats it', async () => {
  const told = Object.assign(new Error('Bearer token-1 refused'), { code: 'ECONNREFUSED', headers: { authorization: 'Bearer token-1' } });
  for (const script of [[told], [refusal(), told], [good]]) expect(JSON.stringify(await asking(...script).ask())).not.toContain('token-');
});

test('a query goes with its path, and no path leads to another place', async () => {
  const { ask, http } = asking(good);
  await ask({ ...get, query: { limit: '1', 'filter[bundleId]': 'a&b' } });
  expect(http.sent[0]?.url).toBe('https://api.appstoreconnect.apple.com/v1/apps?limit=1&filter%5BbundleId%5D=a%26b');
  const elsewhere = [
    '//evil.example/v1/apps',
    '/v1/../x',
    '/v1/apps?x=1',
    '/v1/%2e%2e/x',
    '/v1/\\evil.example',
    'v1/apps',
    '/v1/a#b',
    '@evil.example/v1/',
  ];
  for (const path of elsewhere) {
    const { request, http: unasked } = asking(good);
    expect([path, await request({ ...get, path }).catch(({ code }) => code)]).toEqual([path, 'E_USAGE']);
    expect(unasked.sent).toEqual([]);
  }
});
