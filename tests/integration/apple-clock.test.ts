import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import type { KeyTest } from '../../src/shared/ipc/contract.js';
import { type FakeApple, startFakeApple } from '../../tools/fake-apple/server.js';
import { keyrack } from '../support/cli.js';
import { withKey } from '../support/conversation.js';
import { issuerId, makeHome } from '../support/home.js';
import { makeKey } from '../support/keys.js';

async function anApple(): Promise<FakeApple> {
  const apple = await startFakeApple();
  onTestFinished(() => apple.close());
  return apple;
}

/** A stored key that Apple knows; this machine's clock is `fastMs` ahead of Apple's. */
async function homeWith(fastMs: number) {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const apple = await anApple();
  const key = makeKey();
  const path = join(home, '..', 'AuthKey_TEAM123456.p8');
  await writeFile(path, key.applePem, { mode: 0o600 });
  apple.register({ kind: 'team', issuerId, keyId: 'TEAM123456', publicKey: key.publicKey, roles: ['ADMIN'] });
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey, KEYRACK_API_URL: apple.url };
  await keyrack(['import', path, '--org', 'Acme', '--issuer', issuerId], env);
  apple.clock.offsetMs = -fastMs;
  const takes = async (token: string) =>
    (await fetch(`${apple.url}/v1/apps`, { headers: { authorization: `Bearer ${token.trim()}` } })).status;
  return { home, apple, env, takes };
}

const hour = 3_600_000;

for (const [way, fastMs] of [
  ['fast', hour],
  ['slow', -hour],
] as const)
  test(`M-14 a token made after “test”, on a clock an hour ${way}, is one that Apple takes, and it says so`, async () => {
    const { apple, env, takes } = await homeWith(fastMs);
    const tested = await keyrack(['test', 'TEAM123456'], env);
    expect([tested.code, tested.out]).toEqual([
      0,
      expect.stringContaining(`Your clock is 60 min ${way}; Apple’s time was used. (W_CLOCK)`),
    ]);
    const made = await keyrack(['token', 'TEAM123456', '--json'], env);
    const { token, expiresAt } = JSON.parse(made.out);
    expect(JSON.parse(made.err).warnings).toEqual([
      { code: 'W_CLOCK', message: expect.stringContaining(`Your clock is 60 min ${way}; Apple’s time was used.`) },
    ]);
    expect(await takes(token)).toBe(200);
    expect(Date.parse(expiresAt)).toBe((decodeJwt(token).exp ?? 0) * 1_000);
    // The next test knows it too: its first token is taken, so there is no second one.
    const before = apple.requests.length;
    await keyrack(['test', 'TEAM123456'], env);
    expect(apple.requests.slice(before).map(({ refusal }) => refusal)).toEqual([null]);
  });

test('M-14 a measured clock is forgotten at the next answer that agrees with ours, and when somebody has set the clock', async () => {
  const { home, apple, env, takes } = await homeWith(hour);
  await keyrack(['test', 'TEAM123456'], env);
  const file = join(home, 'state.json');
  const state = JSON.parse(await readFile(file, 'utf8'));
  expect(await takes((await keyrack(['token'], env)).out)).toBe(200);
  // As if the clock had been set an hour back since: what is true of the clock we have is what was noted of another.
  await writeFile(file, JSON.stringify({ ...state, clock: { ...state.clock, bootedAt: state.clock.bootedAt + hour } }));
  const set = await keyrack(['token'], env);
  expect([set.err, await takes(set.out)]).toEqual(['', 401]);
  await writeFile(file, JSON.stringify(state));
  apple.clock.offsetMs = 0;
  await keyrack(['test', 'TEAM123456'], env);
  const again = await keyrack(['token'], env);
  expect([again.err, await takes(again.out)]).toEqual(['', 200]);
});

test('M-14 ten years are not “used”: test says so, doctor too, and the next token is made by this machine’s clock', async () => {
  const { apple, env } = await homeWith(3_650 * 24 * hour);
  apple.fault('not-found');
  const { out } = await keyrack(['test', 'TEAM123456', '--json'], env);
  const [{ notes }] = JSON.parse(out);
  expect(notes).toEqual([
    {
      code: 'W_CLOCK',
      message: expect.stringMatching(/^Your clock is 3,650 days fast: more than a day off, so Apple’s time was not used/),
    },
  ]);
  const found: { check: string; code: string | null }[] = JSON.parse((await keyrack(['doctor', '--json'], env)).out);
  expect(found.find(({ check }) => check === 'clock')?.code).toBe('E_CLOCK');
  const made = await keyrack(['token'], env);
  expect([made.err, Math.abs((decodeJwt(made.out.trim()).iat ?? 0) * 1_000 - Date.now()) < hour]).toEqual(['', true]);
});

test('M-14 the window makes tokens on the clock that the command line has measured, says so, and counts down by its own', async () => {
  const apple = await anApple();
  const { value, id, publicKey, home, recoveryKey, copied } = await withKey(true, { apiUrl: apple.url });
  apple.register({ kind: 'team', issuerId, keyId: '2X9R4HXF34', publicKey, roles: ['ADMIN'] });
  apple.clock.offsetMs = -hour;
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey, KEYRACK_API_URL: apple.url };
  expect(await value('token.copy', { key: id })).not.toHaveProperty('notes');
  expect((await keyrack(['test', '2X9R4HXF34'], env)).code).toBe(0);
  const told = await value<{ exp: number; aheadMs: number; notes: unknown }>('token.copy', { key: id });
  expect(told.notes).toEqual([{ code: 'W_CLOCK', message: expect.stringContaining('60 min fast; Apple’s time was used.') }]);
  const { iat = 0, exp = 0 } = decodeJwt(copied());
  expect((await fetch(`${apple.url}/v1/apps`, { headers: { authorization: `Bearer ${copied()}` } })).status).toBe(200);
  // Off by what a whole second of Apple's Date, and a slow answer, leave open.
  expect([told.exp, Math.abs(told.aheadMs - hour) < 60_000]).toEqual([exp * 1_000, true]);
  expect(exp - iat).toBe(1_200);
  const [again] = await value<readonly KeyTest[]>('keys.test', { keys: [id] });
  expect([again?.outcome, apple.requests.filter(({ refusal }) => refusal === 'iat in the future').length]).toEqual(['ok', 1]);
});
