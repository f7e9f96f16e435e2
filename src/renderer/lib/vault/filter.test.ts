import { describe, expect, test } from 'vitest';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { filterVault, foundBeside } from './filter.js';
import { wordsOf } from './fuzzy.js';

const organization = (id: string, name: string, set: Partial<Organization> = {}): Organization =>
  ({ id, name, tags: [], issuerId: null, ...set }) as unknown as Organization;
const key = (id: string, organizationId: string, name: string, keyId: string, trashedAt: string | null = null): KeyData =>
  ({ id, organizationId, name, keyId, trashedAt }) as KeyData;
const data = (): VaultData =>
  ({
    organizations: [
      organization('a', 'Acme', { tags: ['retainer'], issuerId: '57246542-96fe-1a63-e053-0824d011072a' }),
      organization('z', 'Zürich Labs'),
    ],
    keys: [
      key('1', 'a', 'CI uploads', '2X9R4HXF34'),
      key('2', 'a', 'Reports', '8KQ2V7NT5D'),
      key('3', 'z', 'CI uploads', 'ZZZZZZZZZ1'),
      key('4', 'z', 'Gone', 'GONEGONE01', '2026-01-01T00:00:00.000Z'),
    ],
  }) as unknown as VaultData;
const of = (query: string, vault = data()) => {
  const found = filterVault(vault, query);
  return found && { organizations: [...found.organizations].join(''), keys: [...found.keys].join('') };
};

test('nothing typed leaves everything', () => {
  expect(of('')).toBeNull();
  expect(of('   ')).toBeNull();
});

test.each([
  ['ci', 'az', '13'],
  ['acme ci', 'a', '1'],
  ['retainer', 'a', '12'],
  ['8kq2', 'a', '2'],
  ['zurich', 'z', '3'],
  ['57246542', 'a', '12'],
  ['0824d011072a', 'a', '12'],
  ['572', '', ''],
  ['gone', '', ''],
  ['acme zurich', '', ''],
])('“%s” finds what is called so, by every word of it', (query, organizations, keys) => {
  expect(of(query)).toEqual({ organizations, keys });
});

test('an organization that is named is found with no key of that name', () => {
  const empty = { ...data(), keys: [] } as VaultData;
  expect(of('acme', empty)).toEqual({ organizations: 'a', keys: '' });
});

test('the same vault asked the same is searched once, and a changed one anew', () => {
  const vault = data();
  expect(filterVault(vault, 'ci')).toBe(filterVault(vault, 'ci'));
  expect(filterVault(vault, 'ci')).not.toBe(filterVault(data(), 'ci'));
  expect([...(filterVault(vault, 'reports')?.keys ?? [])]).toEqual(['2']);
});

describe('3 One flat search', () => {
  const order = (query: string, vault: VaultData) =>
    filterVault(vault, query)
      ?.found.map(({ id }) => id)
      .join('');

  test('the likeliest key comes first: what begins so, its organization before its own name, the default before the others', () => {
    const vault = {
      organizations: [organization('a', 'Acme'), organization('c', 'City CI', { defaultKeyId: '5' }), organization('d', 'Dune')],
      keys: [
        key('1', 'a', 'Nightly ci', 'AAAAAAAAA1'),
        key('2', 'a', 'CI uploads', 'AAAAAAAAA2'),
        key('4', 'c', 'Another', 'AAAAAAAAA4'),
        key('5', 'c', 'Reports', 'AAAAAAAAA5'),
        key('6', 'd', 'Nothing like it', 'CIDER12345'),
      ],
    } as unknown as VaultData;
    expect(order('ci', vault)).toBe('54261');
    expect(order('nightly', vault)).toBe('1');
  });

  test('a card says what it was found by where it does not show it: a tag or the Issuer ID', () => {
    const [acme] = data().organizations;
    const [ci] = data().keys;
    if (!acme || !ci) throw new Error('no key');
    const beside = (query: string) => foundBeside(wordsOf(query), ci, acme);
    expect([beside('acme ci'), beside('2x9r')]).toEqual([[], []]);
    expect(beside('retain ci')).toEqual(['retainer']);
    expect(beside('57246542')).toEqual(['57246542-96fe-1a63-e053-0824d011072a']);
  });
});
