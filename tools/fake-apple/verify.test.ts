import { describe, expect, test } from 'vitest';
import { makeKey } from '../../tests/support/keys.js';
import { signedToken } from '../../tests/support/tokens.js';
import { type Account, verdictOn } from './verify.js';

const now = 1_800_000_000;
const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
const [team, personal, enterprise, other] = [makeKey(), makeKey(), makeKey(), makeKey()];
const registered = { roles: ['ADMIN'] };
const accounts = new Map<string, Account>([
  ['TEAM123456', { kind: 'team', keyId: 'TEAM123456', issuerId, publicKey: team.publicKey, ...registered }],
  ['PERSON1234', { kind: 'individual', keyId: 'PERSON1234', publicKey: personal.publicKey, ...registered }],
  ['INHOUSE123', { kind: 'team', keyId: 'INHOUSE123', issuerId, publicKey: enterprise.publicKey, program: 'enterprise', ...registered }],
]);
const header = { alg: 'ES256', kid: 'TEAM123456', typ: 'JWT' };
const claims = { iss: issuerId, iat: now - 60, exp: now + 1_140, aud: 'appstoreconnect-v1' };
const target = '/v1/apps?limit=1';

function refusal(token: string, asked: { method?: string; target?: string } = {}, revoked: readonly string[] = []): string | null {
  return verdictOn(token, { method: 'GET', target, nowSeconds: now, ...asked }, accounts, new Set(revoked)).refusal;
}
const ofTeam = (change: object, asked: { method?: string; target?: string } = {}) =>
  refusal(signedToken(header, { ...claims, ...change }, team.privateKey), asked);
const without = (name: keyof typeof claims) =>
  refusal(signedToken(header, Object.fromEntries(Object.entries(claims).filter(([one]) => one !== name)), team.privateKey));

describe('who signs', () => {
  const good = signedToken(header, claims, team.privateKey);
  test('a team key’s token is good', () => expect(refusal(good)).toBe(null));
  test('another key’s signature, a changed claim, and a DER signature are refused', () => {
    expect(refusal(signedToken(header, claims, other.privateKey))).toBe('signature');
    const [head, , signature] = good.split('.');
    const changed = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp - 1 })).toString('base64url');
    expect(refusal(`${head}.${changed}.${signature}`)).toBe('signature');
    expect(refusal(signedToken(header, claims, team.privateKey, 'der'))).toBe('signature');
  });
  test('a Key ID nobody has, one in quotes, and none at all are refused', () => {
    for (const kid of ['NOBODY1234', '"TEAM123456"', ' TEAM123456', undefined])
      expect(refusal(signedToken({ ...header, kid }, claims, team.privateKey)), String(kid)).toBe('unknown kid');
  });
  test('another algorithm is refused, “none” too', () => {
    for (const alg of ['none', 'HS256', 'es256']) expect(refusal(signedToken({ ...header, alg }, claims, team.privateKey))).toBe('alg');
  });
  test('a revoked key is refused', () => expect(refusal(good, {}, ['TEAM123456'])).toBe('revoked'));
  test('what is no token at all is refused, and harms nobody', () => {
    const [head = '', body = '', signature = ''] = good.split('.');
    for (const text of [
      '',
      'x',
      `${head}.${body}`,
      `${good}.x`,
      `${head}.${body}.`,
      `${head}.${body}.${signature}=`,
      `${head}.${body}.a+b`,
    ])
      expect(refusal(text), text).toBe('not three parts of base64url');
    for (const json of ['null', '1', '"x"', '{', ''])
      expect(refusal(`${Buffer.from(json).toString('base64url') || 'A'}.${body}.${signature}`), json).toBe('not JSON');
  });
});

describe('for whom', () => {
  test('another Issuer ID, none, or a sub beside it is refused', () => {
    expect([ofTeam({ iss: 'x' }), without('iss'), ofTeam({ sub: 'user' })]).toEqual(['iss', 'iss', 'iss']);
  });
  test('another audience, a list of it, or none is refused; each program has its own', () => {
    expect([ofTeam({ aud: 'appstoreconnect-v2' }), ofTeam({ aud: [claims.aud] }), without('aud')]).toEqual(['aud', 'aud', 'aud']);
    const inHouse = (aud: string) => refusal(signedToken({ ...header, kid: 'INHOUSE123' }, { ...claims, aud }, enterprise.privateKey));
    expect(inHouse('apple-developer-enterprise-v1')).toBe(null);
    expect(inHouse('appstoreconnect-v1')).toBe('aud');
    expect(ofTeam({ aud: 'apple-developer-enterprise-v1' })).toBe('aud');
  });
  test('an individual key says sub: user and no iss', () => {
    const { iss, ...rest } = claims;
    const ofPerson = (change: object) =>
      refusal(signedToken({ ...header, kid: 'PERSON1234' }, { ...rest, ...change }, personal.privateKey));
    expect(ofPerson({ sub: 'user' })).toBe(null);
    expect([ofPerson({}), ofPerson({ sub: 'someone' }), ofPerson({ sub: 'user', iss })]).toEqual(['sub', 'sub', 'sub']);
  });
});

describe('when', () => {
  test('an iat in Apple’s future is refused, one of this second is not', () => {
    expect([ofTeam({ iat: now, exp: now + 60 }), ofTeam({ iat: now + 1, exp: now + 60 })]).toEqual([null, 'iat in the future']);
  });
  test('a token is over at its exp', () => {
    expect([ofTeam({ exp: now + 1 }), ofTeam({ exp: now }), ofTeam({ exp: now - 1 })]).toEqual([null, 'expired', 'expired']);
  });
  test('20 minutes from iat to exp, not one second more (fastlane #29468)', () => {
    const lasts = (seconds: number) => ofTeam({ iat: now - 60, exp: now - 60 + seconds });
    expect([lasts(1_200), lasts(1_201), lasts(1_260)]).toEqual([null, 'lifetime', 'lifetime']);
  });
  test('times that are floats, strings or milliseconds are refused', () => {
    expect([ofTeam({ iat: now - 0.5 }), ofTeam({ exp: String(claims.exp) }), without('iat'), without('exp')]).toEqual(
      Array(4).fill('times are not integers'),
    );
    expect(ofTeam({ iat: claims.iat * 1_000, exp: claims.exp * 1_000 })).toBe('iat in the future');
  });
  test('a scope of Xcode Cloud alone may last 180 days; one entry more, and it may not', () => {
    const days = { exp: claims.iat + 180 * 86_400 };
    const asked = { target: '/v1/ciProducts?limit=5' };
    expect(ofTeam({ ...days, scope: ['GET /v1/ciProducts'] }, asked)).toBe(null);
    expect(ofTeam({ exp: days.exp + 1, scope: ['GET /v1/ciProducts'] }, asked)).toBe('lifetime');
    expect(ofTeam({ ...days, scope: ['GET /v1/ciProducts', 'GET /v1/apps'] }, asked)).toBe('lifetime');
    expect(ofTeam(days, asked)).toBe('lifetime');
  });
});

describe('for what', () => {
  const scoped = (scope: unknown, asked: { method?: string; target?: string } = {}) => ofTeam({ scope }, asked);
  test('a request must match an entry: same path, same query in any order', () => {
    expect(scoped(['GET /v1/users', 'GET /v1/apps'])).toBe(null);
    expect(scoped(['GET /v1/users'])).toBe('scope');
    const two = { target: '/v1/apps?b=2&a=1' };
    expect([scoped(['GET /v1/apps?a=1&b=2'], two), scoped(['GET /v1/apps?a=1'], two), scoped(['GET /v1/apps'], two)]).toEqual([
      null,
      'scope',
      'scope',
    ]);
  });
  test('limit, cursor and sort are not compared', () => {
    expect(scoped(['GET /v1/apps?limit=200'], { target: '/v1/apps?sort=name&cursor=x' })).toBe(null);
  });
  test('a scope that matches nothing, or is no list, is refused', () => {
    for (const scope of [[], ['nonsense'], ['POST /v1/apps'], 'GET /v1/apps', null]) expect(scoped(scope), String(scope)).toBe('scope');
  });
  test('a scoped token is read-only; one without a scope is not', () => {
    expect([scoped(['GET /v1/apps'], { method: 'POST' }), ofTeam({}, { method: 'POST' })]).toEqual(['scope', null]);
  });
});
