import { describe, expect, test } from 'vitest';
import { organizationNamed, storedKey } from '../../../../tests/support/vault.js';
import type { Change } from '../../client/contract.js';
import { apply } from './apply-change.js';
import { emptyDocument, type StoredKey, type StoredOrganization, type VaultDocument } from './document.js';

const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
const at = '2026-03-01T12:00:00.000Z';
const acme = organizationNamed('Acme');
const bare = organizationNamed('Borealis', { issuerId: null });
const [ci, uploads] = [storedKey(acme.id, 'CI'), storedKey(acme.id, 'Uploads')];
const old = storedKey(acme.id, 'Old', { trashedAt: at });
const document = {
  ...emptyDocument({ vaultId: 'v', savedAt: at, devices: [], recovery: null }),
  organizations: [acme, bare],
  keys: [ci, uploads, old],
} as VaultDocument;
const nowhere = '00000000-0000-4000-8000-000000000000';

const changedBy = (change: Change, from = document) => apply(from, change);
const key = (changed: VaultDocument, { id }: StoredKey) => changed.keys.find((one) => one.id === id);
const organization = (changed: VaultDocument, { id }: StoredOrganization) => changed.organizations.find((one) => one.id === id);
function refusal(change: Change, from = document) {
  try {
    apply(from, change);
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return [code, message];
  }
  return 'done';
}
const editKey = (id: string, set: object): Change => ({ do: 'edit-key', id, set });
const editOrganization = (id: string, set: object): Change => ({ do: 'edit-organization', id, set });

describe('an organization', () => {
  const added = organizationNamed('Cedar', { defaultKeyId: ci.id });
  test('is added at the end, with no default of another’s', () => {
    const { organizations, keys } = changedBy({ do: 'add-organization', organization: added });
    expect(organizations).toEqual([acme, bare, { ...added, defaultKeyId: null }]);
    expect(keys).toBe(document.keys);
  });
  test('that is there, or whose name is taken in any letters, is not added', () => {
    expect(refusal({ do: 'add-organization', organization: acme })).toEqual(['E_USAGE', 'This organization is there already.']);
    expect(refusal({ do: 'add-organization', organization: { ...added, name: 'ACME' } })).toEqual([
      'E_NAME_TAKEN',
      'An organization is already named Acme.',
    ]);
    expect(refusal({ do: 'add-organization', organization: { ...added, name: 'a/b' } })).toMatchObject(['E_USAGE', expect.any(String)]);
  });
  test('is renamed, its own name in other letters included, and to no other’s', () => {
    expect(organization(changedBy(editOrganization(acme.id, { name: 'ACME' })), acme)).toEqual({ ...acme, name: 'ACME' });
    expect(refusal(editOrganization(acme.id, { name: 'borealis' }))).toEqual([
      'E_NAME_TAKEN',
      'An organization is already named Borealis.',
    ]);
    expect(refusal(editOrganization(nowhere, { name: 'x' }))).toEqual(['E_NOT_FOUND', 'This organization is no longer there.']);
  });
  test('with a name twice in the vault can be changed in all else', () => {
    const twice = { ...document, organizations: [acme, { ...bare, name: 'Acme' }] };
    expect(organization(changedBy(editOrganization(acme.id, { notes: 'ours' }), twice), acme)?.notes).toBe('ours');
  });
  test('keeps its Issuer ID while it has team keys, trashed ones too', () => {
    const lost = editOrganization(acme.id, { issuerId: null });
    expect(refusal(lost)).toMatchObject(['E_ISSUER_MISSING', expect.stringContaining('Acme has team keys')]);
    expect(refusal(lost, { ...document, keys: [old] })).toMatchObject(['E_ISSUER_MISSING', expect.any(String)]);
    const individual = storedKey(acme.id, 'Ada', { kind: 'individual' });
    expect(organization(changedBy(lost, { ...document, keys: [individual] }), acme)?.issuerId).toBeNull();
    expect(organization(changedBy(editOrganization(bare.id, { issuerId: null })), bare)?.issuerId).toBeNull();
  });
  test('has a default that is its own and not in the Trash, or none', () => {
    expect(organization(changedBy(editOrganization(acme.id, { defaultKeyId: ci.id })), acme)?.defaultKeyId).toBe(ci.id);
    const why = ['E_NOT_FOUND', 'The default must be a key of this organization that is not in the Trash.'];
    expect(refusal(editOrganization(acme.id, { defaultKeyId: old.id }))).toEqual(why);
    expect(refusal(editOrganization(bare.id, { defaultKeyId: ci.id }))).toEqual(why);
    const stale = { ...document, organizations: [{ ...acme, defaultKeyId: old.id }, bare] };
    expect(organization(changedBy(editOrganization(acme.id, { name: 'New' }), stale), acme)?.name).toBe('New');
    expect(organization(changedBy(editOrganization(acme.id, { defaultKeyId: null }), stale), acme)?.defaultKeyId).toBeNull();
  });
  test('goes, and no other, once it holds no key', () => {
    expect(changedBy({ do: 'remove-organization', id: bare.id }).organizations).toEqual([acme]);
    expect(refusal({ do: 'remove-organization', id: acme.id })).toMatchObject(['E_ORG_NOT_EMPTY', expect.any(String)]);
    expect(refusal({ do: 'remove-organization', id: acme.id }, { ...document, keys: [old] })).toMatchObject([
      'E_ORG_NOT_EMPTY',
      expect.any(String),
    ]);
    expect(refusal({ do: 'remove-organization', id: nowhere })).toMatchObject(['E_NOT_FOUND', expect.any(String)]);
  });
});

describe('a key', () => {
  test('is renamed to what no live key of its organization is called', () => {
    const changed = changedBy(editKey(ci.id, { name: ' Nightly ' }));
    expect([key(changed, ci)?.name, key(changed, uploads)]).toEqual(['Nightly', uploads]);
    expect(refusal(editKey(ci.id, { name: 'UPLOADS' }))).toEqual(['E_NAME_TAKEN', 'A key of this organization is already named Uploads.']);
    expect(key(changedBy(editKey(ci.id, { name: 'old' })), ci)?.name, 'of one in the Trash').toBe('old');
    expect(key(changedBy(editKey(old.id, { name: 'ci' })), old)?.name, 'in the Trash').toBe('ci');
    expect(refusal(editKey(nowhere, { name: 'x' }))).toEqual(['E_NOT_FOUND', 'This key is no longer there.']);
    expect(refusal(editKey(ci.id, { name: 'a/b' }))).toMatchObject(['E_USAGE', expect.any(String)]);
  });
  test('whose name is another’s too can be changed in all else', () => {
    const twice = { ...document, keys: [ci, { ...uploads, name: 'CI' }] };
    expect(key(changedBy(editKey(ci.id, { notes: 'n', roles: ['ADMIN'] }), twice), ci)?.roles).toEqual(['ADMIN']);
  });
  test('moves where a team key can work and its name is free, and is the default of where it was no longer', () => {
    const cedar = organizationNamed('Cedar');
    const named = storedKey(cedar.id, 'ci');
    const from = { ...document, organizations: [{ ...acme, defaultKeyId: ci.id }, bare, cedar] };
    const moved = changedBy(editKey(ci.id, { organizationId: cedar.id }), from);
    expect([key(moved, ci)?.organizationId, organization(moved, acme)?.defaultKeyId]).toEqual([cedar.id, null]);
    expect(refusal(editKey(ci.id, { organizationId: cedar.id }), { ...from, keys: [...from.keys, named] })).toMatchObject([
      'E_NAME_TAKEN',
      expect.any(String),
    ]);
    expect(refusal(editKey(ci.id, { organizationId: bare.id }))).toMatchObject(['E_ISSUER_MISSING', expect.stringContaining('has none')]);
    const individual = { ...ci, kind: 'individual' as const };
    expect(key(changedBy(editKey(ci.id, { organizationId: bare.id }), { ...document, keys: [individual] }), ci)?.organizationId).toBe(
      bare.id,
    );
    expect(refusal(editKey(ci.id, { organizationId: nowhere }))).toEqual(['E_NOT_FOUND', 'This organization is no longer there.']);
  });
  test('becomes the default of its organization, moved there or not; one in the Trash does not', () => {
    expect(organization(changedBy(editKey(ci.id, { default: true })), acme)?.defaultKeyId).toBe(ci.id);
    expect(organization(changedBy(editKey(ci.id, { name: 'x' })), acme)?.defaultKeyId).toBeNull();
    expect(refusal(editKey(old.id, { default: true }))).toMatchObject(['E_NOT_FOUND', expect.stringContaining('Trash')]);
    const cedar = organizationNamed('Cedar');
    const moved = changedBy(editKey(ci.id, { organizationId: cedar.id, default: true }), { ...document, organizations: [acme, cedar] });
    expect([organization(moved, cedar)?.defaultKeyId, organization(moved, acme)?.defaultKeyId]).toEqual([ci.id, null]);
  });
  test('goes to the Trash once, at the time it was put there, and stays the default', () => {
    const from = { ...document, organizations: [{ ...acme, defaultKeyId: ci.id }, bare] };
    const trashed = changedBy({ do: 'trash-key', id: ci.id, at }, from);
    expect([key(trashed, ci), organization(trashed, acme)?.defaultKeyId]).toEqual([{ ...ci, trashedAt: at }, ci.id]);
    expect(changedBy({ do: 'trash-key', id: old.id, at: '2026-04-01T00:00:00.000Z' })).toBe(document);
    expect(refusal({ do: 'trash-key', id: nowhere, at })).toMatchObject(['E_NOT_FOUND', expect.any(String)]);
  });
  test('comes back under its name, or one like it where that was given away meanwhile', () => {
    expect(key(changedBy({ do: 'restore-key', id: old.id }), old)).toEqual({ ...old, trashedAt: null });
    const taken = { ...document, keys: [{ ...ci, name: 'OLD' }, uploads, old] };
    const back = key(changedBy({ do: 'restore-key', id: old.id }, taken), old);
    expect([back?.trashedAt, back?.name.startsWith('Old'), back?.name === 'Old']).toEqual([null, true, false]);
    const elsewhere = { ...document, keys: [{ ...ci, name: 'Old', organizationId: bare.id }, old] };
    expect(key(changedBy({ do: 'restore-key', id: old.id }, elsewhere), old)?.name).toBe('Old');
    expect(changedBy({ do: 'restore-key', id: ci.id })).toBe(document);
  });
});

test('the Issuer ID of an organization is looked at as every value is', () => {
  expect(organization(changedBy(editOrganization(bare.id, { issuerId })), bare)?.issuerId).toBe(issuerId);
  expect(refusal(editOrganization(bare.id, { issuerId: 7 }))).toMatchObject(['E_USAGE', expect.any(String)]);
});
