import { expect, test } from 'vitest';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization, TestedWith } from '../../../shared/model.js';
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
test('the card says what the diagnosis finds most likely, and nothing more certain', () => {
  const at = '2026-05-12T10:00:00.000Z';
  const lastTest = { at, outcome: 'refused', code: 'E_APPLE_UNAUTHORIZED', latencyMs: 1, testedWith: refused } as const;
  const words = (card: KeyData) => verdict(card, undefined, { organizations: [organization], keys: [card] } as unknown as VaultData).words;
  expect(words(key({ lastTest: { ...lastTest, answeredAt: at, answeredWith: asItIs } }))).toBe('Apple refused: most likely revoked');
  expect(words(key({ lastTest, sourceName: 'acme.p8' }))).toBe('Apple refused: most likely another Key ID');
  expect(words(key({ lastTest }))).toBe('Apple refused the key');
  expect(words(key({ lastTest: { ...lastTest, answeredAt: at } }))).toBe('Apple refused the key');
});
