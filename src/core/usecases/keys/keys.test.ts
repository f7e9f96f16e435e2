import { describe, expect, test } from 'vitest';
import { issuerId } from '../../../../tests/support/home.js';
import { withKeys } from '../../../../tests/support/keyrack.js';

describe('keys', () => {
  test('a default key that was trashed is passed over, and is the default again after undo', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2', 'CCCCCCCCC3');
    await keyrack.editKey({ key: 'BBBBBBBBB2', default: true });
    const meant = async () => (await keyrack.whichKey({ key: 'Acme' })).keyId;
    expect(await meant()).toBe('BBBBBBBBB2');
    await keyrack.trashKey({ key: 'BBBBBBBBB2' });
    await expect(meant()).rejects.toMatchObject({ code: 'E_AMBIGUOUS' });
    await keyrack.undoTrash();
    expect(await meant()).toBe('BBBBBBBBB2');
  });

  test('the list can be searched by every word of name, organization, Key ID and Issuer ID', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    await keyrack.editKey({ key: 'aaaaaaaaa1', name: 'CI uploads', roles: ['App Manager', 'developer', 'DEVELOPER'] });
    const find = async (query: string) => (await keyrack.listKeys({ query, organization: null, trash: false })).map(({ keyId }) => keyId);
    expect(await find('acme UPLOADS')).toEqual(['AAAAAAAAA1']);
    expect(await find(issuerId.slice(0, 8))).toEqual(['BBBBBBBBB2', 'AAAAAAAAA1']);
    expect(await find('bbbb ci')).toEqual([]);
    expect(await keyrack.showKey({ key: 'Acme/CI uploads' })).toMatchObject({ roles: ['APP_MANAGER', 'DEVELOPER'], default: false });
  });

  test('R-33 a removed key mints nothing and can be brought back, the last one first', async () => {
    const { keyrack, pass } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    for (const key of ['AAAAAAAAA1', 'BBBBBBBBB2']) {
      await keyrack.trashKey({ key });
      pass(1_000);
    }
    await expect(keyrack.mintToken({ key: 'AAAAAAAAA1', scope: null })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(keyrack.removeOrganization({ organization: 'Acme' })).rejects.toMatchObject({ code: 'E_ORG_NOT_EMPTY' });
    expect([(await keyrack.undoTrash()).keyId, (await keyrack.undoTrash()).keyId]).toEqual(['BBBBBBBBB2', 'AAAAAAAAA1']);
    await expect(keyrack.undoTrash()).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('nothing to change is a mistake in the request', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    await expect(keyrack.editKey({ key: 'AAAAAAAAA1' })).rejects.toMatchObject({ code: 'E_USAGE' });
    await expect(keyrack.editKey({ key: 'AAAAAAAAA1', roles: ['ADMIN; rm'] })).rejects.toMatchObject({ code: 'E_USAGE' });
  });

  test('a default key is what its organization’s name means', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    await expect(keyrack.whichKey({ key: 'acme' })).rejects.toMatchObject({ code: 'E_AMBIGUOUS' });
    await keyrack.editKey({ key: 'BBBBBBBBB2', default: true });
    expect(await keyrack.whichKey({ key: 'acme' })).toMatchObject({ keyId: 'BBBBBBBBB2', by: 'argument' });
  });
});

test('R-33 several keys are purged at once; what was noted of them goes too, and “no” changes nothing', async () => {
  const { keyrack, stateFile } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2', 'CCCCCCCCC3');
  for (const key of ['AAAAAAAAA1', 'CCCCCCCCC3']) await keyrack.mintToken({ key, scope: null });
  const keys = ['AAAAAAAAA1', 'BBBBBBBBB2'];
  const before = await keyrack.session.view();
  await expect(keyrack.purgeKeys({ keys, confirm: async () => false })).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect(await keyrack.session.view()).toEqual(before);
  const asked: string[] = [];
  const { keys: purged } = await keyrack.purgeKeys({
    keys,
    async confirm(all) {
      asked.push(...all.map(({ keyId }) => keyId));
      return true;
    },
  });
  expect(asked).toEqual(keys);
  expect((await keyrack.session.view()).keys.map(({ keyId }) => keyId)).toEqual(['CCCCCCCCC3']);
  const noted = (await stateFile()).keys;
  expect(purged.filter(({ id }) => id in noted)).toEqual([]);
  expect(Object.keys(noted)).toHaveLength(1);
});
