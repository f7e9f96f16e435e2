import { expect, test } from 'vitest';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import { keysOf, shelfOf } from './key-index.js';

const key = (id: string, organizationId: string, trashedAt: string | null = null) => ({ id, organizationId, trashedAt }) as KeyData;
const data = {
  organizations: [
    { id: 'o', name: 'Acme' },
    { id: 'p', name: 'Borealis' },
  ],
  keys: [key('a', 'o'), key('b', 'p'), key('c', 'o', '2026-01-01T00:00:00.000Z'), key('d', 'o')],
} as unknown as VaultData;
const ids = (keys: readonly KeyData[]) => keys.map(({ id }) => id);

test('an organization lists its keys in the vault’s order, without what is in the Trash; one without keys lists none', () => {
  expect(ids(keysOf(data, 'o'))).toEqual(['a', 'd']);
  expect(ids(keysOf(data, 'p'))).toEqual(['b']);
  expect(keysOf(data, 'nobody')).toEqual([]);
});

test('the Trash holds what was put there, every key is found by its id, and each view of the vault is sorted out once', () => {
  const shelf = shelfOf(data);
  expect([ids(shelf.live), ids(shelf.trashed)]).toEqual([['a', 'b', 'd'], ['c']]);
  expect([shelf.keys.get('c')?.id, shelf.organizations.get('p')?.name]).toEqual(['c', 'Borealis']);
  expect(shelfOf(data)).toBe(shelf);
  expect(shelfOf({ ...data })).not.toBe(shelf);
});
