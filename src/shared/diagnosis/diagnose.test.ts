import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  acme,
  answeredWith,
  asItIs,
  borealis,
  borealisIssuer,
  checked,
  evidence,
  knownKey,
  refusedTwice,
  sibling,
} from '../../../tests/support/evidence.js';
import { catalogue } from '../errors/index.js';
import type { TestedWith } from '../model.js';
import { type CauseCode, causeWords } from '../words/causes.js';
import { diagnose, everyCause } from './diagnose.js';
import type { Asked, Checked, Evidence } from './evidence.js';

const first = (of: Evidence) => {
  const [cause] = diagnose(of);
  return `${cause?.code}: ${cause?.confidence}`;
};
const stateOf = (of: Evidence, code: CauseCode) => diagnose(of).find((one) => one.code === code)?.confidence;
const renamed = knownKey({ sourceName: 'acme.p8' });
const withKey = (key = knownKey(), set: Partial<Evidence> = {}) =>
  evidence({ key, siblings: [key, sibling()], stored: { organizations: [acme], keys: [key] }, ...set });
const bothStored = { organizations: [acme, borealis], keys: [] };

test('every cause has a row of words, and every row its cause', () => {
  expect([...new Set(everyCause)].sort()).toEqual(Object.keys(causeWords).sort());
});

test('everything looked at and in order: the key was most likely revoked, and never certainly', () => {
  expect(first(withKey())).toBe('revoked: likely');
});

test('a key that once answered as it is was most likely revoked; its own ids are ruled out', () => {
  const key = { ...renamed, ...answeredWith(asItIs) };
  const [revoked, ...others] = diagnose(evidence({ key }));
  expect(revoked).toMatchObject({
    code: 'revoked',
    confidence: 'likely',
    decidedBy: 'again',
    showed: expect.stringContaining('12 May 2026'),
  });
  expect(others.every(({ confidence }) => confidence === 'ruled-out')).toBe(true);
  expect(diagnose(withKey(key))[0]).toMatchObject({ code: 'revoked', decidedBy: 'sibling' });
});

test('a file’s name is a hint: another Key ID in it is likely right, the same one rules nothing out', () => {
  const another = diagnose(withKey(knownKey({ sourceName: 'AuthKey_YYYYYYYYYY.p8' })))[0];
  expect(another).toMatchObject({ code: 'key-id', confidence: 'likely', fix: expect.stringContaining('YYYYYYYYYY') });
  expect(first(withKey(renamed))).toBe('key-id: likely');
  expect(stateOf(withKey(), 'key-id')).toBe('possible');
});

test('a Key ID that another key’s file says: the two may be swapped', () => {
  const other = knownKey({ id: 'c', name: 'Nightly', keyId: 'CCCCCCCCCC', sourceName: 'AuthKey_2X9R4HXF34.p8' });
  const found = diagnose(evidence({ key: renamed, stored: { organizations: [acme], keys: [renamed, other] } }))[0];
  expect(found).toMatchObject({ code: 'key-id', confidence: 'likely', showed: expect.stringContaining('Nightly') });
});

test('no other key has proved the Issuer ID: it is named before the rest; one that is refused with it makes it likely', () => {
  expect(first(evidence())).toBe('issuer-id: possible');
  const tried = evidence({ siblings: [sibling({})], checks: [checked('sibling', { keyId: 'SIBLING001' }, 'refused', 'b')] });
  expect(diagnose(tried)[0]).toMatchObject({ code: 'issuer-id', confidence: 'likely', decidedBy: 'sibling' });
});

test('an Issuer ID that another key answers with is a team’s, and this key may still be another team’s', () => {
  const both = withKey(knownKey(), { stored: bothStored });
  expect([stateOf(both, 'issuer-id'), stateOf(both, 'other-team')]).toEqual(['ruled-out', 'possible']);
  const found = diagnose({ ...both, checks: [checked('issuer', { issuerId: borealisIssuer })] });
  expect(found[0]).toMatchObject({ code: 'other-team', confidence: 'certain', decidedBy: 'issuer', moveTo: 'p' });
  expect(found.slice(1).every(({ confidence }) => confidence === 'ruled-out' || confidence === 'possible')).toBe(true);
  expect(found.find(({ code }) => code === 'revoked')?.confidence).toBe('ruled-out');
});

test('two causes at once are both found where one token that puts both right is answered', () => {
  const said = { issuerId: borealisIssuer, keyId: 'YYYYYYYYYY' };
  const key = knownKey({ sourceName: 'AuthKey_YYYYYYYYYY.p8' });
  const found = diagnose(evidence({ key, stored: bothStored, checks: [checked('issuer', said)] }));
  expect(found.filter(({ confidence }) => confidence === 'certain').map(({ code }) => code)).toEqual(['key-id', 'other-team']);
});

test('an individual key has no Issuer ID to be wrong, and may not see everything', () => {
  const key = knownKey({ kind: 'individual', sourceName: 'ApiKey_2X9R4HXF34.p8' });
  const codes = diagnose(evidence({ key })).map(({ code }) => code);
  expect(codes).not.toContain('issuer-id');
  const closed = evidence({ key, asked: { code: 'E_APPLE_UNAUTHORIZED', with: refusedTwice, path: '/v1/bundleIds' } });
  expect(first(closed)).toBe('closed-to-individuals: likely');
  expect(first({ ...closed, checks: [checked('open-path', { kind: 'individual', issuerId: null })] })).toBe(
    'closed-to-individuals: certain',
  );
});

test('the other kind of key: its file’s name makes it likely, an answer certain', () => {
  const key = knownKey({ sourceName: 'ApiKey_2X9R4HXF34.p8' });
  expect(first(evidence({ key }))).toBe('individual-key: likely');
  expect(first(evidence({ key, checks: [checked('kind', { kind: 'individual', issuerId: null })] }))).toBe('individual-key: certain');
  const missing = evidence({ key: knownKey(), organization: { ...acme, issuerId: null }, asked: { code: 'E_ISSUER_MISSING', with: {} } });
  expect(first(missing)).toBe('issuer-missing: certain');
});

test('what a stand-in for Apple answered proves nothing of Apple', () => {
  const elsewhere = { ...asItIs, host: '127.0.0.1:4000' };
  const key = { ...knownKey(), ...answeredWith(elsewhere) };
  const of = evidence({ key, siblings: [key, sibling(elsewhere)] });
  expect((['issuer-id', 'other-service', 'revoked'] as const).map((code) => stateOf(of, code))).toEqual([
    'possible',
    'possible',
    'possible',
  ]);
});

test('an answer of which nobody knows what it was given to rules nothing out', () => {
  const key = { ...renamed, ...answeredWith({}) };
  const open = diagnose(evidence({ key })).filter(({ confidence }) => confidence !== 'ruled-out');
  expect(open.map(({ code }) => code)).toEqual(['key-id', 'issuer-id', 'individual-key', 'revoked', 'other-service']);
});

test('a token’s own faults are read off it: too long a life, a scope that misses', () => {
  const with_ = (asked: Partial<Asked>) =>
    evidence({ asked: { code: 'E_APPLE_UNAUTHORIZED', with: refusedTwice, path: '/v1/apps', ...asked } });
  expect(first(with_({ lifetimeSeconds: 1_260 }))).toBe('lifetime: certain');
  expect(first(with_({ lifetimeSeconds: 86_400, scope: ['GET /v1/apps'] }))).toBe('lifetime: certain');
  expect(stateOf(with_({ lifetimeSeconds: 86_400, scope: ['GET /v1/ciProducts'], path: '/v1/ciProducts' }), 'lifetime')).toBe('ruled-out');
  expect(first(with_({ scope: ['GET /v1/builds'] }))).toBe('scope: certain');
  expect(stateOf(with_({ scope: ['GET /v1/apps?filter[name]=a'] }), 'scope')).toBe('possible');
});

test('the clock: ruled out where a token was in time, certain where it is off and the rest is well', () => {
  expect(stateOf(evidence({ skew: 90 }), 'clock')).toBe('ruled-out');
  const late = { code: 'E_APPLE_UNAUTHORIZED', with: { ...refusedTwice, inTime: false } } as const;
  expect(first(evidence({ asked: late, skew: 90 }))).toBe('clock: likely');
  const fine = evidence({ asked: { code: null, with: asItIs }, skew: 34 });
  expect(diagnose(fine)).toMatchObject([{ code: 'clock', confidence: 'certain', decidedBy: 'clock' }]);
  expect(diagnose({ ...fine, skew: 5 })).toEqual([]);
});

const issuers = fc.constantFrom<string | null>(acme.issuerId, borealisIssuer, '11111111-0000-0000-0000-000000000000', null);
const claims: fc.Arbitrary<TestedWith> = fc.record(
  {
    issuerId: issuers,
    keyId: fc.constantFrom('2X9R4HXF34', 'YYYYYYYYYY', 'SIBLING001'),
    kind: fc.constantFrom('team' as const, 'individual' as const),
    program: fc.constantFrom('app-store' as const, 'enterprise' as const),
    host: fc.constantFrom(null, '127.0.0.1:4000'),
    inTime: fc.boolean(),
    refusals: fc.integer({ min: 0, max: 2 }),
  },
  { requiredKeys: [] },
);
const keys = fc
  .record({
    kind: fc.constantFrom('team' as const, 'individual' as const),
    sourceName: fc.constantFrom(
      'acme.p8',
      'AuthKey_2X9R4HXF34.p8',
      'ApiKey_2X9R4HXF34.p8',
      'AuthKey_YYYYYYYYYY.p8',
      'SubscriptionKey_2X9R4HXF34.p8',
    ),
    lastTest: fc.option(claims.map((said) => answeredWith(said).lastTest)),
  })
  .map((set) => knownKey(set));
const check: fc.Arbitrary<Checked> = fc.record({
  check: fc.constantFrom(
    'sibling' as const,
    'issuer' as const,
    'key-id' as const,
    'kind' as const,
    'program' as const,
    'open-path' as const,
  ),
  key: fc.constantFrom('a', 'b'),
  with: claims,
  came: fc.constantFrom('answered' as const, 'refused' as const),
});
const scenes: fc.Arbitrary<Evidence> = fc
  .record({
    key: keys,
    code: fc.constantFrom('E_APPLE_UNAUTHORIZED' as const, 'E_ISSUER_MISSING' as const, null, 'E_APPLE_ROLE' as const, 'E_TLS' as const),
    said: claims,
    path: fc.constantFrom('/v1/territories', '/v1/bundleIds'),
    skew: fc.option(fc.integer({ min: -90_000, max: 90_000 })),
    proof: fc.option(claims),
    both: fc.boolean(),
    checks: fc.array(check, { maxLength: 4 }),
  })
  .map(({ key, code, said, path, skew, proof, both, checks }) => ({
    key,
    organization: acme,
    asked: { code, with: said, path },
    skew,
    siblings: [key, ...(proof ? [sibling(proof)] : [])],
    stored: { organizations: both ? [acme, borealis] : [acme], keys: [key] },
    checks,
  }));

test('the same evidence is judged alike every time, each cause once, in one order', () => {
  fc.assert(
    fc.property(scenes, (of) => {
      const found = diagnose(of);
      expect(diagnose(structuredClone(of))).toEqual(found);
      expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
      const places = found.map(({ confidence }) => ['certain', 'likely', 'possible', 'ruled-out'].indexOf(confidence));
      expect(places).toEqual([...places].sort());
    }),
  );
});

test('whatever more becomes known, what was ruled out stays ruled out', () => {
  const more = fc.record({
    checks: fc.array(check, { minLength: 1, maxLength: 3 }),
    proof: fc.option(claims),
    past: fc.option(claims),
    skew: fc.integer(),
    refusals: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(scenes, more, (before, { checks, proof, past, skew, refusals }) => {
      const { asked, key } = before;
      const after: Evidence = {
        ...before,
        key: past && key.lastTest === null ? { ...key, ...answeredWith(past) } : key,
        asked: { ...asked, with: { refusals, ...asked.with } },
        skew: before.skew ?? skew,
        siblings: proof ? [...before.siblings, { ...sibling(proof), id: 'd' }] : before.siblings,
        checks: [...before.checks, ...checks],
      };
      const out = diagnose(before).filter(({ confidence }) => confidence === 'ruled-out');
      for (const { code } of out) expect(stateOf(after, code), code).toBe('ruled-out');
    }),
    { numRuns: 500 },
  );
});

test('nothing is certain that nobody decided, and what is found says what to do', () => {
  fc.assert(
    fc.property(scenes, (of) => {
      for (const one of diagnose(of)) {
        if (one.confidence === 'certain') expect(one.decidedBy, one.code).toBeDefined();
        if (one.confidence === 'certain' || one.confidence === 'likely') expect(one.fix, one.code).toBeTruthy();
        expect(one.showed).not.toBe('');
      }
    }),
  );
});

test('every error that a request can end with is explained', () => {
  const codes = Object.keys(catalogue).filter((code) =>
    /^E_(NET|TLS|REDIRECT|UNEXPECTED|APPLE|CLOCK)/.test(code),
  ) as (keyof typeof catalogue)[];
  for (const code of codes) {
    const [found] = diagnose(evidence({ asked: { code, with: refusedTwice }, siblings: [sibling()] }));
    expect(found, code).toMatchObject({ confidence: expect.stringMatching(/certain|likely/), fix: expect.any(String) });
  }
});
