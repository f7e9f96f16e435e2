import { expect, test } from 'vitest';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization, TestedWith } from '../../../shared/model.js';
import { causesOfRefusal, type Evidence } from './causes.js';
import { verdict } from './verdict.js';

const organization: Organization = {
  id: 'o',
  name: 'Acme',
  program: 'app-store',
  issuerId: '57246542-96fe-1a63-e053-0824d011072a',
  teamId: null,
  vendorNumber: null,
  notes: '',
  tags: [],
  defaultKeyId: null,
  createdAt: '',
};
const key = (set: Partial<KeyData>): KeyData => ({
  id: 'a',
  organizationId: 'o',
  kind: 'team',
  keyId: '2X9R4HXF34',
  name: 'CI uploads',
  roles: [],
  fingerprint: '',
  sourceName: 'AuthKey_2X9R4HXF34.p8',
  addedAt: '',
  trashedAt: null,
  lastUsedAt: null,
  lastTest: null,
  backedUpAt: null,
  ...set,
});
const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
const asItIs: TestedWith = { issuerId, keyId: '2X9R4HXF34', kind: 'team', program: 'app-store', host: null, inTime: true, refusals: 0 };
const refused: TestedWith = { ...asItIs, refusals: 2 };
const other = key({ id: 'b', name: 'Reporting', lastTest: { at: '', outcome: 'ok', code: null, latencyMs: 1, testedWith: asItIs } });
const causes = (card: KeyData, keys: readonly KeyData[], more: Partial<Evidence> = {}) =>
  causesOfRefusal({ card, organization, keys, asked: refused, skew: 2, answered: null, ...more });
const first = (all: ReturnType<typeof causesOfRefusal>) => `${all[0]?.title}: ${all[0]?.state}`;
const stateOf = (all: ReturnType<typeof causesOfRefusal>, title: string) => all.find((one) => one.title === title)?.state;

test('everything checked and in order: the key was most likely revoked', () => {
  expect(first(causes(key({}), [key({}), other]))).toBe('The key was revoked: likely');
});

test('a file that was not named by Apple: the Key ID comes first', () => {
  const renamed = key({ sourceName: 'acme.p8' });
  expect(first(causes(renamed, [renamed, other]))).toBe('The Key ID is not this key’s: likely');
});

test('a key that answered once has the right ids and is of the right kind: it was revoked, and says since when', () => {
  const renamed = key({ sourceName: 'acme.p8' });
  const [revoked, ...others] = causes(renamed, [renamed], { answered: { on: '12 May 2026', with: asItIs } });
  expect(revoked).toMatchObject({ title: 'The key was revoked', state: 'likely', found: expect.stringContaining('12 May 2026') });
  expect(others.map(({ state }) => state).every((state) => state === 'ruled-out')).toBe(true);
});

test('a key of another Apple service looks the same and stays possible until this one has answered', () => {
  const another = causes(key({}), [key({}), other])[1];
  expect(another).toMatchObject({ title: 'Another kind of Apple key', state: 'possible' });
});

test('no other key has proved the Issuer ID: it is named before the rest', () => {
  expect(first(causes(key({}), [key({})]))).toBe('The Issuer ID is another team’s: possible');
});

test('an individual key has no Issuer ID to be wrong', () => {
  const titles = causes(key({ kind: 'individual' }), []).map(({ title }) => title);
  expect(titles.join()).not.toContain('Issuer');
});

test('a key that answered with another Issuer ID than it has now: that is named first, and it is not called revoked', () => {
  const before = { ...asItIs, issuerId: '69a6de70-03db-47e3-e053-5b8c7c11a4d1' };
  const all = causes(key({}), [key({})], { answered: { on: '12 May 2026', with: before } });
  expect(all[0]).toMatchObject({ state: 'likely', found: expect.stringContaining(before.issuerId) });
  expect([first(all), stateOf(all, 'The key was revoked')]).toEqual(['The Issuer ID is another team’s: likely', 'possible']);
});

test('an answer of which nobody knows what it was given to rules nothing out', () => {
  const renamed = key({ sourceName: 'acme.p8' });
  const all = causes(renamed, [renamed], { answered: { on: '12 May 2026', with: {} } });
  const open = all.filter(({ state }) => state !== 'ruled-out').map(({ title }) => title);
  expect(open).toEqual([
    'The Key ID is not this key’s',
    'The Issuer ID is another team’s',
    'It is an individual key',
    'The key was revoked',
    'Another kind of Apple key',
  ]);
});

test('what a stand-in for Apple answered proves nothing of Apple: neither of this key, nor of another’s Issuer ID', () => {
  const elsewhere = { ...asItIs, host: '127.0.0.1:4000' };
  const proof = key({ id: 'b', lastTest: { at: '', outcome: 'ok', code: null, latencyMs: 1, testedWith: elsewhere } });
  const all = causes(key({}), [proof], { answered: { on: '12 May 2026', with: elsewhere } });
  expect(
    ['The Issuer ID is another team’s', 'Another kind of Apple key', 'The key was revoked'].map((title) => stateOf(all, title)),
  ).toEqual(['possible', 'possible', 'possible']);
});

test('another key proves the Issuer ID that it answered with, and no other', () => {
  const proof = (testedWith: TestedWith) => key({ id: 'b', lastTest: { at: '', outcome: 'ok', code: null, latencyMs: 1, testedWith } });
  const states = [asItIs, { ...asItIs, issuerId: '69a6de70-03db-47e3-e053-5b8c7c11a4d1' }, {}].map((testedWith) =>
    stateOf(causes(key({}), [proof(testedWith)]), 'The Issuer ID is another team’s'),
  );
  expect(states).toEqual(['ruled-out', 'possible', 'possible']);
});

test('a wrong clock is said, and ruled out where a token was made on Apple’s time and refused', () => {
  const clock = (asked: TestedWith, skew: number | null) =>
    causes(key({}), [], { asked, skew }).find(({ title }) => title.includes('clock'));
  expect(clock(refused, 90)).toMatchObject({ state: 'ruled-out', found: expect.stringContaining('90 s fast') });
  expect(clock({ ...refused, inTime: false }, 90)).toMatchObject({ state: 'possible', found: expect.stringContaining('90 s fast') });
  expect(clock({ refusals: 2 }, null)?.state).toBe('possible');
});

test('a refusal that was not heard twice may be a whim of Apple’s', () => {
  const states = [2, 1, undefined].map((refusals) =>
    stateOf(causes(key({}), [], { asked: { ...asItIs, refusals } as TestedWith }), 'Apple refused a good token'),
  );
  expect(states).toEqual(['ruled-out', 'possible', 'possible']);
});

test('the card says what the diagnosis finds most likely, and nothing more certain', () => {
  const at = '2026-05-12T10:00:00.000Z';
  const lastTest = { at, outcome: 'refused', code: 'E_APPLE_UNAUTHORIZED', latencyMs: 1, testedWith: refused } as const;
  const words = (card: KeyData) => verdict(card, undefined, { organizations: [organization], keys: [card] } as unknown as VaultData).words;
  expect(words(key({ lastTest: { ...lastTest, answeredAt: at, answeredWith: asItIs } }))).toBe('Apple refused: most likely revoked');
  expect(words(key({ lastTest, sourceName: 'acme.p8' }))).toBe('Apple refused: most likely another Key ID');
  expect(words(key({ lastTest }))).toBe('Apple refused the key');
  expect(words(key({ lastTest: { ...lastTest, answeredAt: at } }))).toBe('Apple refused the key');
});
