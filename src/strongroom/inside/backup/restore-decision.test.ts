import { describe, expect, test } from 'vitest';
import { organizationNamed, storedKey } from '../../../../tests/support/vault.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { emptyDocument, purgeMark, type StoredKey, type StoredOrganization, type VaultDocument } from '../document/document.js';
import type { Backup, BackupEntry } from './manifest.js';
import { compareBackup, isGood, missingEmptyOrganizations, placeBackup } from './restore-decision.js';

const another = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';
const at = '2026-03-01T12:00:00.000Z';
const acme = organizationNamed('Acme');
const ci = storedKey(acme.id, 'CI');
const vault = (organizations: readonly StoredOrganization[], keys: readonly StoredKey[], set: object = {}): VaultDocument => ({
  ...emptyDocument({ vaultId: 'v', devices: [], recovery: null, savedAt: at }),
  organizations: [...organizations],
  keys: [...keys],
  ...set,
});
const entryOf = (key: StoredKey): BackupEntry => ({
  entry: key.id,
  keyId: key.keyId,
  organization: '?',
  name: key.name,
  trashed: key.trashedAt !== null,
  key,
  error: null,
});
const backupOf = (organizations: readonly StoredOrganization[], keys: readonly StoredKey[], rest: object = {}): Backup => ({
  vaultId: 'v',
  createdAt: at,
  organizations,
  rest: { relayClients: [], ...rest },
  entries: keys.map(entryOf),
  ignored: 0,
});
const found = (document: VaultDocument, backup: Backup) =>
  compareBackup(document, backup).map((one) => [one.found, one.stored?.name ?? null]);
const place = (document: VaultDocument, backup: Backup, keepBoth: readonly string[] = []) =>
  placeBackup(document, backup, backup.entries.filter(isGood), new Set(keepBoth));
const empty = vault([], []);

describe('R-82 a key of a backup', () => {
  test('is the stored one by its uuid, or by what it is, whatever its uuid (J-11); one that cannot be read is none', () => {
    const renamed = { ...ci, name: 'Renamed' };
    const elsewhere = { ...ci, id: 'another' };
    expect(found(vault([acme], [renamed]), backupOf([acme], [ci]))).toEqual([['identical', 'Renamed']]);
    expect(found(vault([acme], [elsewhere]), backupOf([acme], [ci]))).toEqual([['identical', 'CI']]);
    expect(found(empty, backupOf([acme], [ci]))).toEqual([['new', null]]);
    const unread = { ...entryOf(ci), key: null, error: new KeyrackError('E_BACKUP_ENTRY') } as BackupEntry;
    expect(found(empty, { ...backupOf([acme], []), entries: [unread] })).toEqual([['invalid', null]]);
  });

  test('is the same for the same team alone; where one of both says none, or a key is an individual’s, it is', () => {
    const stored = { ...ci, id: 'stored' };
    const ofTeam = (issuerId: string | null, kind: StoredKey['kind'] = 'team') =>
      found(vault([{ ...acme, issuerId }], [{ ...stored, kind }]), backupOf([acme], [ci]))[0]?.[0];
    expect([ofTeam(acme.issuerId), ofTeam(null), ofTeam(another), ofTeam(another, 'individual')]).toEqual([
      'identical',
      'identical',
      'conflict',
      'identical',
    ]);
  });

  test('of several that it may be is the one with its uuid, then one that is not in the Trash', () => {
    const trashed = { ...ci, id: 'trashed', name: 'Trashed', trashedAt: at };
    const live = { ...ci, id: 'live', name: 'Live' };
    expect(found(vault([acme], [trashed, live]), backupOf([acme], [ci]))).toEqual([['identical', 'Live']]);
    expect(found(vault([acme], [live, { ...ci, name: 'Own', trashedAt: at }]), backupOf([acme], [ci]))).toEqual([['identical', 'Own']]);
    expect(found(vault([acme], [trashed]), backupOf([acme], [ci]))).toEqual([['identical', 'Trashed']]);
  });

  test('clashes with a live key of its Key ID, or of its bytes under another; not with one in the Trash, nor in it', () => {
    const sameId = storedKey(acme.id, 'Same id', { keyId: ci.keyId });
    const sameBytes = { ...ci, id: 'bytes', keyId: 'BBBBBBBBB2', name: 'Same bytes' };
    for (const clash of [sameId, sameBytes]) {
      expect(found(vault([acme], [clash]), backupOf([acme], [ci]))).toEqual([['conflict', clash.name]]);
      expect(found(vault([acme], [{ ...clash, trashedAt: at }]), backupOf([acme], [ci]))).toEqual([['new', null]]);
      expect(found(vault([acme], [clash]), backupOf([acme], [{ ...ci, trashedAt: at }]))).toEqual([['new', null]]);
      expect(found(vault([acme], [clash]), backupOf([acme], [ci, clash])), 'side by side in the backup too').toEqual([
        ['new', null],
        ['identical', clash.name],
      ]);
    }
  });

  test('that clashes is refused with what it clashes with, or stored beside it where that was said', () => {
    const sameId = storedKey(acme.id, 'Nightly', { keyId: ci.keyId });
    const refusedBy = (stored: StoredKey, home = acme) => {
      const [placed] = place(vault([home], [stored]), backupOf([acme], [ci])).placed;
      return placed?.is === 'refused' ? [placed.error.code, placed.error.message] : placed?.is;
    };
    expect(refusedBy(sameId)).toEqual(['E_BACKUP_CONFLICT', `Acme / Nightly has this Key ID, ${ci.keyId}, with another private key.`]);
    expect(refusedBy({ ...ci, id: 'x', keyId: 'BBBBBBBBB2' })).toEqual([
      'E_BACKUP_CONFLICT',
      `Acme / CI holds this private key under the Key ID BBBBBBBBB2, not ${ci.keyId}.`,
    ]);
    expect(refusedBy({ ...ci, id: 'x' }, { ...acme, issuerId: another })).toEqual([
      'E_BACKUP_CONFLICT',
      'Acme / CI holds this private key for another Issuer ID.',
    ]);
    const beside = place(vault([acme], [sameId]), backupOf([acme], [ci]), [ci.id]);
    expect([beside.placed, beside.document.keys.map(({ id }) => id)]).toEqual([[{ is: 'restored', id: ci.id }], [sameId.id, ci.id]]);
  });
});

describe('R-82 what a restore makes of the vault', () => {
  test('nothing new is the very document, and every key is answered for', () => {
    const document = vault([acme], [ci]);
    const done = place(document, backupOf([acme], [ci]));
    expect(done.document).toBe(document);
    expect(done.placed).toEqual([{ is: 'identical', id: ci.id }]);
  });

  test('keys and their organizations come back as they were, the default too; an organization that holds none comes along', () => {
    const holding = { ...acme, defaultKeyId: ci.id };
    const cedar = organizationNamed('Cedar');
    const uploads = storedKey(acme.id, 'Uploads', { trashedAt: at });
    const { document } = place(empty, backupOf([holding, cedar], [ci, uploads]));
    expect([...document.organizations].sort((a, b) => a.name.localeCompare(b.name))).toEqual([holding, cedar]);
    expect(document.keys).toEqual([ci, uploads]);
  });

  test('two records of one private key stay two, also when a restore that was cut short goes on', () => {
    const twice = { ...ci, id: 'second' };
    const backup = backupOf([acme], [ci, twice]);
    expect(place(empty, backup).placed).toEqual([ci, twice].map(({ id }) => ({ is: 'restored', id })));
    expect(place(vault([acme], [ci]), backup).placed).toEqual([
      { is: 'identical', id: ci.id },
      { is: 'restored', id: 'second' },
    ]);
  });

  test('an organization is the one with its uuid, else the only one of its name, else the one that its keys lie in', () => {
    const homeOf = (organizations: readonly StoredOrganization[], keys: readonly StoredKey[] = [], more: readonly StoredKey[] = []) => {
      const { document } = place(vault(organizations, keys), backupOf([acme], [ci, ...more]));
      const home = document.keys.find(({ keyId }) => keyId === ci.keyId)?.organizationId;
      return [document.organizations.length, document.organizations.find(({ id }) => id === home)?.name];
    };
    const like = (name: string, set: Partial<StoredOrganization> = {}) => organizationNamed(name, set);
    expect(homeOf([like('acme'), { ...acme, name: 'Renamed' }])).toEqual([2, 'Renamed']);
    expect(homeOf([like('acme'), like('Cedar')])).toEqual([2, 'acme']);
    expect(homeOf([like('Acme'), like('Acme')])[0], 'none of two').toBe(3);
    expect(homeOf([like('Acme', { issuerId: another })])[0], 'another team').toBe(2);
    expect(homeOf([like('Acme', { program: 'enterprise' })])[0], 'another program').toBe(2);
    const uploads = storedKey(acme.id, 'Uploads');
    const cedar = like('Cedar');
    expect(homeOf([cedar], [{ ...uploads, organizationId: cedar.id }], [uploads])).toEqual([1, 'Cedar']);
  });

  test('an organization that is made anew has a name and a uuid that are free', () => {
    const taken = { ...acme, issuerId: another };
    const { document, placed } = place(vault([taken], []), backupOf([acme], [ci]));
    const [, made] = document.organizations;
    expect([made?.name === 'Acme', made?.id === acme.id, made?.issuerId, made?.defaultKeyId]).toEqual([false, false, acme.issuerId, null]);
    expect([document.keys[0]?.organizationId, placed[0]?.is]).toEqual([made?.id, 'restored']);
  });

  test('an Issuer ID is filled in where there was none, in that organization alone; what is there stays', () => {
    const bare = { ...acme, issuerId: null };
    const other = organizationNamed('Borealis', { issuerId: null });
    expect(place(vault([bare, other], []), backupOf([acme], [ci])).document.organizations).toEqual([acme, other]);
    const document = vault([acme, other], []);
    expect(place(document, backupOf([bare], [ci])).document.organizations).toEqual([acme, other]);
  });

  test('a default is set only where it came from this backup and none is set', () => {
    const holding = { ...acme, defaultKeyId: ci.id };
    const defaultOf = (stored: StoredOrganization, from = holding) =>
      place(vault([stored], []), backupOf([from], [ci])).document.organizations[0]?.defaultKeyId;
    expect(defaultOf(acme)).toBe(ci.id);
    expect(defaultOf({ ...acme, defaultKeyId: 'mine' })).toBe('mine');
    expect(defaultOf(organizationNamed('Acme'))).toBeNull();
    expect(defaultOf(acme, { ...acme, defaultKeyId: 'another' })).toBeNull();
  });

  test('a name or a uuid that is taken is not taken again, and a purged uuid is not used again', () => {
    const uploads = storedKey(acme.id, 'ci');
    const named = place(vault([acme], [uploads]), backupOf([acme], [ci])).document.keys[1];
    expect([named?.id, named?.name.startsWith('CI'), named?.name === 'CI']).toEqual([ci.id, true, false]);
    const inTrash = place(vault([acme], [uploads]), backupOf([acme], [{ ...ci, trashedAt: at }])).document.keys[1];
    expect(inTrash?.name, 'in the Trash any name is free').toBe('CI');
    const sameUuid = { ...storedKey(acme.id, 'Other'), id: ci.id };
    const fresh = place(vault([acme], [sameUuid]), backupOf([acme], [ci])).document.keys.map(({ id }) => id);
    expect([fresh.length, new Set(fresh).size]).toEqual([2, 2]);
    const purged = place(vault([acme], [], { purged: [purgeMark(ci.id)] }), backupOf([acme], [ci])).document.keys[0];
    expect([purged?.keyId, purged?.id === ci.id]).toEqual([ci.keyId, false]);
  });

  test('a key whose organization the backup does not name is refused', () => {
    expect(place(empty, backupOf([], [ci])).placed).toMatchObject([{ is: 'refused', error: { code: 'E_BACKUP_ENTRY' } }]);
  });

  test('organizations without a key are missing only where the vault has none of them', () => {
    const cedar = organizationNamed('Cedar');
    expect(missingEmptyOrganizations(empty, backupOf([acme, cedar], [ci]))).toEqual([cedar]);
    expect(missingEmptyOrganizations(vault([organizationNamed('cedar')], []), backupOf([acme, cedar], [ci]))).toEqual([]);
  });

  test('what else the old vault held comes back into a vault that holds nothing, and into no other', () => {
    const rest = { relayClients: [{ id: 'client' }], later: 'kept' };
    expect(place(empty, backupOf([acme], [ci], rest)).document).toMatchObject({
      relayClients: [{ id: 'client' }],
      later: 'kept',
      vaultId: 'v',
    });
    expect(place(empty, backupOf([acme], [ci], { later: 'kept' })).document).toMatchObject({ later: 'kept' });
    for (const holding of [vault([acme], []), vault([], [], { relayClients: [{ id: 'mine' }] })]) {
      const { document } = place(holding, backupOf([acme], [ci], rest));
      expect([document.relayClients, 'later' in document]).toEqual([holding.relayClients, false]);
    }
  });
});
