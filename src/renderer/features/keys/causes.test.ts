import { expect, test } from 'vitest';
import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { causesOfRefusal, type Evidence } from './causes.js';
import { verdict } from './verdict.js';

const organization: Organization = {
  id: 'o',
  name: 'Acme',
  program: 'app-store',
  issuerId: null,
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
const other = key({ id: 'b', name: 'Reporting', lastTest: { at: '', outcome: 'ok', code: null, latencyMs: 1 } });
const answered = { clockSkewSeconds: 2 } as KeyTest;
const causes = (card: KeyData, keys: readonly KeyData[], result: KeyTest | undefined, more: Partial<Evidence> = {}) =>
  causesOfRefusal({ card, organization, keys, result, answered: null, ...more });
const first = (all: ReturnType<typeof causesOfRefusal>) => `${all[0]?.title}: ${all[0]?.state}`;

test('everything checked and in order: the key was most likely revoked', () => {
  expect(first(causes(key({}), [key({}), other], answered))).toBe('The key was revoked: likely');
});

test('a file that was not named by Apple: the Key ID comes first', () => {
  const renamed = key({ sourceName: 'acme.p8' });
  expect(first(causes(renamed, [renamed, other], answered))).toBe('The Key ID is not this key’s: likely');
});

test('a key that answered once has the right ids and is of the right kind: it was revoked, and says since when', () => {
  const renamed = key({ sourceName: 'acme.p8' });
  const [revoked, ...others] = causes(renamed, [renamed], answered, { answered: '12 May 2026' });
  expect(revoked).toMatchObject({ title: 'The key was revoked', state: 'likely', found: expect.stringContaining('12 May 2026') });
  expect(others.map(({ state }) => state).every((state) => state === 'ruled-out')).toBe(true);
});

test('a key of another Apple service looks the same and stays possible until this one has answered', () => {
  const another = causes(key({}), [key({}), other], answered)[1];
  expect(another).toMatchObject({ title: 'Another kind of Apple key', state: 'possible' });
});

test('no other key has proved the Issuer ID: it is named before the rest', () => {
  expect(first(causes(key({}), [key({})], answered))).toBe('The Issuer ID is another team’s: possible');
});

test('an individual key has no Issuer ID to be wrong', () => {
  const titles = causes(key({ kind: 'individual' }), [], answered).map(({ title }) => title);
  expect(titles.join()).not.toContain('Issuer');
});

test('a wrong clock is said, and ruled out, because the token was made on Apple’s time', () => {
  const clock = causes(key({}), [], { clockSkewSeconds: 90 } as KeyTest).find(({ title }) => title.includes('clock'));
  expect(clock).toMatchObject({ state: 'ruled-out', found: expect.stringContaining('90 s fast') });
});

test('the card says what the diagnosis finds most likely, and nothing more certain', () => {
  const at = '2026-05-12T10:00:00.000Z';
  const refused = { at, outcome: 'refused', code: 'E_APPLE_UNAUTHORIZED', latencyMs: 1 } as const;
  const words = (card: KeyData) => verdict(card, undefined, { organizations: [organization], keys: [card] } as unknown as VaultData).words;
  expect(words(key({ lastTest: { ...refused, answeredAt: at } }))).toBe('Apple refused: most likely revoked');
  expect(words(key({ lastTest: refused, sourceName: 'acme.p8' }))).toBe('Apple refused: most likely another Key ID');
  expect(words(key({ lastTest: refused }))).toBe('Apple refused the key');
});
