import { expect, test } from 'vitest';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { find } from './hits.js';

const organization = (name: string, set: Partial<Organization> = {}): Organization => ({
  id: name,
  name,
  program: 'app-store',
  issuerId: null,
  teamId: null,
  vendorNumber: null,
  notes: '',
  tags: [],
  defaultKeyId: null,
  createdAt: '',
  ...set,
});
const key = (organizationId: string, name: string, set: Partial<KeyData> = {}): KeyData => ({
  id: `${organizationId}/${name}`,
  organizationId,
  kind: 'team',
  keyId: '2X9R4HXF34',
  name,
  roles: [],
  fingerprint: '',
  sourceName: '',
  addedAt: '',
  trashedAt: null,
  lastUsedAt: null,
  lastTest: null,
  backedUpAt: null,
  ...set,
});
const vault = (organizations: Organization[], keys: KeyData[]): VaultData => ({
  revision: 1,
  recovery: true,
  lastBackupAt: null,
  organizations,
  keys,
  readOnly: null,
  warnings: [],
});
const named = (data: VaultData, query: string) => find(data, query).keys.map(({ key: { id } }) => id);

test('nothing typed: what was used last, the latest first', () => {
  const data = vault(
    [organization('Acme')],
    [key('Acme', 'A', { lastUsedAt: '2026-01-01' }), key('Acme', 'B'), key('Acme', 'C', { lastUsedAt: '2026-02-01' })],
  );
  expect(named(data, '')).toEqual(['Acme/C', 'Acme/A']);
});

test('of keys found alike: the one used last, then the default of its organization, then as they are listed', () => {
  const acme = organization('Acme', { defaultKeyId: 'Acme/C' });
  const keys = [key('Acme', 'A'), key('Acme', 'B'), key('Acme', 'C'), key('Acme', 'D', { lastUsedAt: '2026-01-01' })];
  expect(named(vault([acme], keys), 'ac')).toEqual(['Acme/D', 'Acme/C', 'Acme/A', 'Acme/B']);
});

test('a name begins with it, before a Key ID does, before a tag does', () => {
  const data = vault(
    [organization('2X9 Studio'), organization('Borealis'), organization('Cobalt', { tags: ['2x9-list'] })],
    [key('Cobalt', 'T', { keyId: 'AAAAAAAAAA' }), key('Borealis', 'CI'), key('2X9 Studio', 'CI', { keyId: 'BBBBBBBBBB' })],
  );
  expect(named(data, '2x9')).toEqual(['2X9 Studio/CI', 'Borealis/CI', 'Cobalt/T']);
});

test('every word must be found; the organization and the key may share them', () => {
  const data = vault([organization('Acme'), organization('Borealis')], [key('Acme', 'CI'), key('Borealis', 'CI')]);
  expect(named(data, 'bo ci')).toEqual(['Borealis/CI']);
  expect(named(data, 'bo xx')).toEqual([]);
});

test('an Issuer ID finds its keys, by four characters or more', () => {
  const data = vault([organization('Acme', { issuerId: '57246542-96fe-1a63-e053-0824d011072a' })], [key('Acme', 'CI')]);
  expect(named(data, '96fe-1a63')).toEqual(['Acme/CI']);
  expect(named(data, '57')).toEqual([]);
});

test('trashed keys are never found', () => {
  expect(named(vault([organization('Acme')], [key('Acme', 'CI', { trashedAt: '2026-01-01' })]), 'acme')).toEqual([]);
});

test('few are drawn, and the others are counted', () => {
  const keys = Array.from({ length: 1_000 }, (_, n) => key('Acme', `Key ${n}`));
  const { keys: shown, more } = find(vault([organization('Acme')], keys), 'acme');
  expect(shown.length).toBe(20);
  expect(more).toBe(980);
});
