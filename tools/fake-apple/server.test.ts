import { expect, onTestFinished, test } from 'vitest';
import { makeKey } from '../../tests/support/keys.js';
import { signedToken } from '../../tests/support/tokens.js';
import { faults } from './faults.js';
import { startFakeApple } from './server.js';

const issuerId = '57246542-96fe-1a63-e053-0824d011072a';

async function running() {
  const apple = await startFakeApple();
  onTestFinished(() => apple.close());
  const key = makeKey();
  apple.register({ kind: 'team', keyId: 'TEAM123456', issuerId, publicKey: key.publicKey, roles: ['DEVELOPER'] });
  const get = async (path = '/v1/apps?limit=1', by = Date.now()) => {
    const iat = Math.floor(by / 1_000) - 60;
    const claims = { iss: issuerId, iat, exp: iat + 600, aud: 'appstoreconnect-v1' };
    const token = signedToken({ alg: 'ES256', kid: 'TEAM123456', typ: 'JWT' }, claims, key.privateKey);
    return fetch(apple.url + path, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' });
  };
  const post = async (what: string, body = '') => {
    const response = await fetch(`${apple.url}/_fake/${what}`, { method: 'POST', body });
    return [response.status, await response.text()];
  };
  return { apple, get, post };
}

test('a good token gets Apple’s data, the hourly limit and the date', async () => {
  const { get } = await running();
  const answer = await get();
  expect([answer.status, answer.headers.get('x-rate-limit')]).toEqual([200, 'user-hour-lim:3500;user-hour-rem:3499;']);
  expect(Date.parse(answer.headers.get('date') ?? '')).toBeGreaterThan(0);
  expect(await answer.json()).toMatchObject({ data: [{ type: 'apps' }] });
  expect((await get('/v1/users')).status).toBe(403);
});

test('whatever is wrong with a token, the answer is the same 401, and only the fake’s own list says why', async () => {
  const { apple, get } = await running();
  apple.revoke('TEAM123456');
  const bodies = [await (await get()).json(), await (await fetch(`${apple.url}/v1/apps`)).json()];
  expect(bodies[0]).toEqual(bodies[1]);
  expect(bodies[0]).toMatchObject({ errors: [{ status: '401', code: 'NOT_AUTHORIZED' }] });
  expect(apple.requests.map(({ refusal }) => refusal)).toEqual(['revoked', 'no token']);
});

test('a fault lasts as many requests as asked for, or until it is switched off', async () => {
  const { apple, get } = await running();
  const statuses = async () => [(await get()).status, (await get()).status];
  apple.fault('down', 1);
  expect(await statuses()).toEqual([503, 200]);
  apple.fault('rate');
  expect(await statuses()).toEqual([429, 429]);
  apple.fault(null);
  expect(await statuses()).toEqual([200, 200]);
});

test('Apple’s clock can be another: its Date says so, and tokens are judged by it', async () => {
  const { apple, get } = await running();
  apple.clock.offsetMs = -90_000;
  const refused = await get();
  expect([refused.status, apple.requests.at(-1)?.refusal]).toEqual([401, 'iat in the future']);
  expect((await get(undefined, Date.parse(refused.headers.get('date') ?? ''))).status).toBe(200);
});

test('another process sets the same switches by POST, and reads what was received, tokens left out', async () => {
  const { get, post, apple } = await running();
  expect(await post('fault?name=down&times=1')).toEqual([204, '']);
  expect([(await get()).status, (await get()).status]).toEqual([503, 200]);
  expect(await post('fault?name=rate')).toEqual([204, '']);
  expect(await post('fault?name=none')).toEqual([204, '']);
  expect(await post('clock?offset=-90000')).toEqual([204, '']);
  expect((await get()).status).toBe(401);
  expect(await post('clock?offset=0')).toEqual([204, '']);
  expect((await get()).status).toBe(200);
  expect(await post('revoke?key=TEAM123456')).toEqual([204, '']);
  expect((await get()).status).toBe(401);
  const one = { method: 'GET', path: '/v1/apps?limit=1' };
  const refusals = [null, null, 'iat in the future', null, 'revoked'];
  expect(await (await fetch(`${apple.url}/_fake/requests`)).json()).toEqual(refusals.map((refusal) => ({ ...one, refusal })));
});

test('a key of the developer’s own is registered by its public half, from another process; a private key is not taken', async () => {
  const { apple, post } = await running();
  const key = makeKey();
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const status = async (claims: object) => {
    const iat = Math.floor(Date.now() / 1_000) - 60;
    const all = { ...claims, iat, exp: iat + 600, aud: 'appstoreconnect-v1' };
    const token = signedToken({ alg: 'ES256', kid: 'MINE123456', typ: 'JWT' }, all, key.privateKey);
    return (await fetch(`${apple.url}/v1/apps?limit=1`, { headers: { authorization: `Bearer ${token}` } })).status;
  };
  for (const body of [key.applePem, 'nonsense', '-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----\n'])
    expect((await post(`register?key=MINE123456&issuer=${issuerId}`, body))[0]).toBe(400);
  expect((await post('register', pem))[0]).toBe(400);
  expect(await status({ iss: issuerId })).toBe(401);
  expect(await post(`register?key=MINE123456&issuer=${issuerId}`, pem)).toEqual([204, '']);
  expect(await status({ iss: issuerId })).toBe(200);
  expect(await post('register?key=MINE123456', pem)).toEqual([204, '']);
  expect(await status({ sub: 'user' })).toBe(200);
});

test('a mistake in a switch is said and changes nothing', async () => {
  const { get, post } = await running();
  expect(await post('fault?name=nonsense')).toEqual([400, `name: none, ${faults.join(', ')}\n`]);
  for (const what of ['fault?name=down&times=0', 'fault?name=down&times=x', 'revoke', 'clock', 'clock?offset=x', 'nonsense'])
    expect((await post(what))[0], what).toBe(400);
  expect((await get()).status).toBe(200);
});
