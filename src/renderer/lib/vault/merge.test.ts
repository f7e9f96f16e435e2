import { expect, test } from 'vitest';
import type { KeyData, VaultChange } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { merge } from './merge.js';

const organization = (id: string, name = id): Organization => ({ id, name }) as Organization;
const key = (id: string, organizationId: string, name = id): KeyData => ({ id, organizationId, name, trashedAt: null }) as KeyData;
const change = (set: Partial<VaultChange>): VaultChange => ({
  step: 1,
  revision: 1,
  recovery: true,
  lastBackupAt: null,
  organizations: [],
  keys: [],
  gone: [],
  readOnly: null,
  warnings: [],
  ...set,
});
const begun = merge(
  null,
  change({
    step: 0,
    organizations: [organization('b', 'Borealis'), organization('a', 'Acme')],
    keys: [key('1', 'b', 'Key 10'), key('2', 'a', 'CI'), key('3', 'b', 'Key 2')],
  }),
);
const ids = (data: { keys: readonly { id: string }[] }) => data.keys.map(({ id }) => id).join('');

test('organizations come by name, keys by organization and then by name, numbers as people count', () => {
  expect(begun.organizations.map(({ name }) => name)).toEqual(['Acme', 'Borealis']);
  expect(ids(begun)).toBe('231');
});

test('what was used stays in its place, and what did not change is the same object', () => {
  const after = merge(begun, change({ keys: [{ ...key('3', 'b', 'Key 2'), lastUsedAt: 'now' } as KeyData] }));
  expect(ids(after)).toBe('231');
  expect(after.keys[1]?.lastUsedAt).toBe('now');
  expect(after.keys[0]).toBe(begun.keys[0]);
  expect(after.organizations).toBe(begun.organizations);
});

test('a new name, another organization, a new key and one that is gone find their places', () => {
  expect(ids(merge(begun, change({ keys: [key('1', 'b', 'Key 1')] })))).toBe('213');
  expect(ids(merge(begun, change({ keys: [key('1', 'a', 'Another')] })))).toBe('123');
  expect(ids(merge(begun, change({ keys: [key('4', 'a', 'Zulu')], gone: ['3'] })))).toBe('241');
  expect(ids(merge(begun, change({ organizations: [organization('b', 'Aardvark')] })))).toBe('312');
});

test('step 0 begins anew', () => {
  expect(merge(begun, change({ step: 0, organizations: [organization('c')] }))).toMatchObject({ organizations: [{ id: 'c' }], keys: [] });
});
