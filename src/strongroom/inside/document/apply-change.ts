import { KeyrackError } from '../../../shared/errors/index.js';
import type { Organization } from '../../../shared/model.js';
import { checkedName } from '../../../shared/names.js';
import { sameName } from '../../../shared/same-name.js';
import type { Change, KeyEdit, OrganizationEdit } from '../../client/contract.js';
import { type StoredKey, type StoredOrganization, type VaultDocument, withoutDefault } from './document.js';
import { freeName } from './free-key-name.js';
import { checkedKey, checkedOrganization } from './shape.js';

/**
 * The document after one change, id-addressed so that it can be applied again to another revision.
 * E_NOT_FOUND, E_NAME_TAKEN, E_ORG_NOT_EMPTY, or E_USAGE for values outside the model. Answers the same object when nothing changes.
 */
export function apply(document: VaultDocument, change: Change): VaultDocument {
  switch (change.do) {
    case 'add-organization':
      return addOrganization(document, change.organization);
    case 'edit-organization':
      return editOrganization(document, change.id, change.set);
    case 'remove-organization':
      return removeOrganization(document, change.id);
    case 'edit-key':
      return editKey(document, change.id, change.set);
    case 'trash-key': {
      const key = keyOf(document, change.id);
      // Its organization's default it stays: nothing in the Trash is ever chosen, and undo brings back all of what was.
      return key.trashedAt !== null ? document : withKey(document, { ...key, trashedAt: change.at });
    }
    case 'restore-key': {
      const key = keyOf(document, change.id);
      if (key.trashedAt === null) return document;
      // Undo must not fail because the name was given away meanwhile.
      const taken = new Set(liveKeysIn(document, key.organizationId).map(({ name }) => sameName(name)));
      return withKey(document, { ...key, trashedAt: null, name: freeName(key.name, taken) });
    }
  }
}

function addOrganization(document: VaultDocument, added: Organization): VaultDocument {
  const organization = checkedOrganization({ ...added, name: checkedName(added.name), defaultKeyId: null });
  if (document.organizations.some(({ id }) => id === organization.id))
    throw new KeyrackError('E_USAGE', 'This organization is there already.');
  refuseTakenName(document.organizations, organization, 'An organization');
  return { ...document, organizations: [...document.organizations, organization] };
}

function editOrganization(document: VaultDocument, id: string, set: OrganizationEdit): VaultDocument {
  const organization = checkedOrganization({ ...organizationOf(document, id), ...withName(set) });
  // A clash that is there already stands in the way of no other change.
  if (set.name !== undefined) refuseTakenName(document.organizations, organization, 'An organization');
  if (set.issuerId === null && document.keys.some((key) => key.organizationId === id && key.kind === 'team'))
    throw new KeyrackError(
      'E_ISSUER_MISSING',
      `${organization.name} has team keys, trashed ones included: without its Issuer ID none of them works.`,
      {
        next: 'Give the right Issuer ID instead; or move or purge its team keys first.',
      },
    );
  // Only a default that is being set is looked at: an old one must not stand in the way of renaming.
  if (set.defaultKeyId) liveKeyIn(document, set.defaultKeyId, id);
  return withOrganization(document, organization);
}

function removeOrganization(document: VaultDocument, id: string): VaultDocument {
  organizationOf(document, id);
  if (document.keys.some((key) => key.organizationId === id)) throw new KeyrackError('E_ORG_NOT_EMPTY');
  return { ...document, organizations: document.organizations.filter((one) => one.id !== id) };
}

function editKey(document: VaultDocument, id: string, set: KeyEdit): VaultDocument {
  const before = keyOf(document, id);
  const { default: makeDefault, ...fields } = set;
  const key = checkedKey({ ...before, ...withName(fields) });
  organizationOf(document, key.organizationId);
  const moved = key.organizationId !== before.organizationId;
  if (key.trashedAt === null && (moved || set.name !== undefined))
    refuseTakenName(liveKeysIn(document, key.organizationId), key, 'A key of this organization');
  if (moved && key.kind === 'team' && organizationOf(document, key.organizationId).issuerId === null)
    throw new KeyrackError('E_ISSUER_MISSING', 'A team key needs its team’s Issuer ID, and the organization it would move to has none.', {
      next: 'Give it one first: keyrack org edit ORG --issuer UUID.',
    });
  const edited = withKey(moved ? withoutDefault(document, id) : document, key);
  if (makeDefault !== true) return edited;
  liveKeyIn(edited, id, key.organizationId);
  return withOrganization(edited, { ...organizationOf(edited, key.organizationId), defaultKeyId: id });
}

function organizationOf(document: VaultDocument, id: string): StoredOrganization {
  const organization = document.organizations.find((one) => one.id === id);
  if (!organization) throw new KeyrackError('E_NOT_FOUND', 'This organization is no longer there.');
  return organization;
}

function keyOf(document: VaultDocument, id: string): StoredKey {
  const key = document.keys.find((one) => one.id === id);
  if (!key) throw new KeyrackError('E_NOT_FOUND', 'This key is no longer there.');
  return key;
}

const liveKeysIn = (document: VaultDocument, organizationId: string): readonly StoredKey[] =>
  document.keys.filter((key) => key.organizationId === organizationId && key.trashedAt === null);

function liveKeyIn(document: VaultDocument, id: string, organizationId: string): void {
  if (!liveKeysIn(document, organizationId).some((key) => key.id === id))
    throw new KeyrackError('E_NOT_FOUND', 'The default must be a key of this organization that is not in the Trash.');
}

function refuseTakenName(among: readonly { id: string; name: string }[], one: { id: string; name: string }, what: string): void {
  const name = sameName(one.name);
  const other = among.find(({ id, name: its }) => id !== one.id && sameName(its) === name);
  if (other) throw new KeyrackError('E_NAME_TAKEN', `${what} is already named ${other.name}.`);
}

const withName = <T extends { readonly name?: string }>(set: T): T =>
  set.name === undefined ? set : { ...set, name: checkedName(set.name) };

const withKey = (document: VaultDocument, key: StoredKey): VaultDocument => ({
  ...document,
  keys: document.keys.map((one) => (one.id === key.id ? key : one)),
});

const withOrganization = (document: VaultDocument, organization: StoredOrganization): VaultDocument => ({
  ...document,
  organizations: document.organizations.map((one) => (one.id === organization.id ? organization : one)),
});
