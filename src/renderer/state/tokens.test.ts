import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

const minute = 60_000;
/** Apple's clock, ten minutes ahead of this machine's. */
const [slow, exp] = [-10 * minute, Date.now() + 29 * minute];
let reply: object = {};
let progress: (told: object) => void = () => undefined;
let page: typeof import('./tokens.js');
beforeAll(async () => {
  const hear = {
    progress: (listen: typeof progress) => {
      progress = listen;
    },
  };
  // The page's edge: what the preload exposes.
  vi.stubGlobal('window', { keyrack: { token: { copy: async () => ({ ok: true, value: reply }) }, on: hear } });
  page = await import('./tokens.js');
  page.listenToTokens();
});
beforeEach(() => page.useTokens.setState(page.useTokens.getInitialState(), true));

const key = { id: 'k', label: 'Acme / CI uploads' };
const minutesLeft = () => {
  const { byKey, aheadMs } = page.useTokens.getState();
  return Math.round((page.onThisClock(byKey.k ?? Number.NaN, aheadMs) - Date.now()) / minute);
};
const tested = (clockSkewSeconds: number | null) =>
  progress({ work: 'test', done: 1, total: 1, test: { key: 'another', clockSkewSeconds } });

test('With a wrong clock the countdown does not lie: 19 minutes are left of a new token where the clock is 10 minutes slow, not 29', async () => {
  reply = { exp, aheadMs: slow, clearedAt: null };
  await page.useTokens.getState().copy(key);
  expect(minutesLeft()).toBe(19);
});

test('With a wrong clock the countdown does not lie about a token that was copied before the clock was measured', async () => {
  reply = { exp: Date.now() + 19 * minute, aheadMs: 0, clearedAt: null };
  await page.useTokens.getState().copy(key);
  expect(minutesLeft()).toBe(19);
  tested(-600);
  expect(minutesLeft()).toBe(9);
});

test.each([
  ['said nothing of the time', null, slow],
  ['agrees, now that the clock was set', 0, 0],
  ['is off by years, which is believed of nobody', 400_000_000, 0],
  ['says the same to the second', -601, slow],
])('what was measured before holds or goes as the next answer %s', (_, skew, aheadMs) => {
  tested(-600);
  tested(skew);
  expect(page.useTokens.getState().aheadMs).toBe(aheadMs);
});
