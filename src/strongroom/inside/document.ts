import { z } from 'zod';
import { KeyrackError } from '../../shared/errors/index.js';
import { KeyKind, Program } from '../../shared/model.js';
import type { Change, KeyEdit, OrganizationEdit } from '../client/contract.js';

/**
 * The plaintext of vault.age (safety.md section 1). Loose objects throughout: fields that a newer Keyrack added
 * survive a load and a save by this one.
 */
const StoredOrganization = z.looseObject({
  id: z.string(),
  name: z.string(),
  program: Program,
  issuerId: z.string().nullable(),
  teamId: z.string().nullable(),
  vendorNumber: z.string().nullable(),
  notes: z.string(),
  tags: z.array(z.string()),
  defaultKeyId: z.string().nullable(),
  createdAt: z.string(),
});
const StoredKey = z.looseObject({
  id: z.string(),
  organizationId: z.string(),
  kind: KeyKind,
  keyId: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  privateKey: z.string(),
  fingerprint: z.string(),
  sourceName: z.string(),
  addedAt: z.string(),
  trashedAt: z.string().nullable(),
});
const VaultDocument = z.looseObject({
  format: z.literal('keyrack-vault'),
  version: z.int().min(1),
  vaultId: z.string(),
  revision: z.int().min(1),
  savedAt: z.string(),
  recipients: z.looseObject({ devices: z.array(z.string()).min(1), recovery: z.string().nullable() }),
  organizations: z.array(StoredOrganization),
  keys: z.array(StoredKey),
  relayClients: z.array(z.unknown()),
});
export type StoredOrganization = z.infer<typeof StoredOrganization>;
export type StoredKey = z.infer<typeof StoredKey>;
export type VaultDocument = z.infer<typeof VaultDocument>;

/** The version this Keyrack writes. */
export const documentVersion = 1;

export const emptyDocument = (vaultId: string, device: string, recovery: string | null, savedAt: string): VaultDocument => ({
  format: 'keyrack-vault',
  version: documentVersion,
  vaultId,
  revision: 1,
  savedAt,
  recipients: { devices: [device], recovery },
  organizations: [],
  keys: [],
  relayClients: [],
});

export const encode = (document: VaultDocument): Uint8Array => new TextEncoder().encode(JSON.stringify(document));

/** E_VAULT_DAMAGED for what is not a vault's plaintext. A newer version is read with what is known of it, and never written (S-08). */
export function decode(plaintext: Uint8Array): VaultDocument {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch (cause) {
    throw new KeyrackError('E_VAULT_DAMAGED', undefined, { cause });
  }
  const parsed = VaultDocument.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new KeyrackError(isNewer(json) ? 'E_VAULT_NEWER' : 'E_VAULT_DAMAGED');
}

const isNewer = (json: unknown): boolean =>
  z.looseObject({ format: z.literal('keyrack-vault'), version: z.int().min(documentVersion + 1) }).safeParse(json).success;

/** The document's own recipients, and no others (S-01). */
export const recipientsOf = ({ recipients }: VaultDocument): readonly string[] =>
  recipients.recovery === null ? recipients.devices : [...recipients.devices, recipients.recovery];

/** One change of the contract, applied. Pure, so that it can be applied again on a document another process saved. */
export function apply(document: VaultDocument, change: Change): VaultDocument {
  switch (change.do) {
    case 'add-organization': {
      refuseTaken(document.organizations, change.organization.name, null, 'an organization');
      const { tags, ...rest } = change.organization;
      return { ...document, organizations: [...document.organizations, { ...rest, tags: [...tags] }] };
    }
    case 'edit-organization':
      return editOrganization(document, change.id, change.set);
    case 'remove-organization':
      return removeOrganization(document, change.id);
    case 'edit-key':
      return editKey(document, change.id, change.set);
    case 'trash-key':
      return trashKey(document, change.id, change.at);
    case 'restore-key':
      return restoreKey(document, change.id);
  }
}

type Named = { readonly id: string; readonly name: string };
const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function refuseTaken(named: readonly Named[], name: string, except: string | null, what: string): void {
  if (named.some((one) => one.id !== except && sameName(one.name, name))) {
    throw new KeyrackError('E_NAME_TAKEN', `There is already ${what} named ${name}.`);
  }
}

function find<T extends Named>(among: readonly T[], id: string): T {
  const found = among.find((one) => one.id === id);
  if (!found) throw new KeyrackError('E_NOT_FOUND');
  return found;
}
const replace = <T extends Named>(among: readonly T[], changed: T): T[] => among.map((one) => (one.id === changed.id ? changed : one));
const liveIn = (document: VaultDocument, organizationId: string): StoredKey[] =>
  document.keys.filter((key) => key.organizationId === organizationId && key.trashedAt === null);

function editOrganization(document: VaultDocument, id: string, set: OrganizationEdit): VaultDocument {
  const before = find(document.organizations, id);
  if (set.name !== undefined) refuseTaken(document.organizations, set.name, id, 'an organization');
  if (set.defaultKeyId && !liveIn(document, id).some((key) => key.id === set.defaultKeyId)) throw new KeyrackError('E_NOT_FOUND');
  const { tags, ...rest } = set;
  const after: StoredOrganization = { ...before, ...rest, ...(tags ? { tags: [...tags] } : {}) };
  return { ...document, organizations: replace(document.organizations, after) };
}

function removeOrganization(document: VaultDocument, id: string): VaultDocument {
  find(document.organizations, id);
  // trashed keys count; a key whose organization is gone could not be restored.
  if (document.keys.some((key) => key.organizationId === id)) throw new KeyrackError('E_ORG_NOT_EMPTY');
  return { ...document, organizations: document.organizations.filter((one) => one.id !== id) };
}

function editKey(document: VaultDocument, id: string, set: KeyEdit): VaultDocument {
  const before = find(document.keys, id);
  const home = find(document.organizations, set.organizationId ?? before.organizationId);
  const name = set.name ?? before.name;
  if (before.trashedAt === null) refuseTaken(liveIn(document, home.id), name, id, `a key in ${home.name}`);
  const after: StoredKey = { ...before, name, organizationId: home.id, ...(set.roles ? { roles: [...set.roles] } : {}) };
  const moved = home.id !== before.organizationId;
  const organizations = document.organizations.map((one) => {
    if (one.id === home.id && set.default) return { ...one, defaultKeyId: id };
    return moved && one.defaultKeyId === id ? { ...one, defaultKeyId: null } : one;
  });
  return { ...document, organizations, keys: replace(document.keys, after) };
}

function trashKey(document: VaultDocument, id: string, at: string): VaultDocument {
  const before = find(document.keys, id);
  if (before.trashedAt !== null) throw new KeyrackError('E_NOT_FOUND', 'This key is in the Trash already.');
  return {
    ...document,
    organizations: document.organizations.map((one) => (one.defaultKeyId === id ? { ...one, defaultKeyId: null } : one)),
    keys: replace(document.keys, { ...before, trashedAt: at }),
  };
}

function restoreKey(document: VaultDocument, id: string): VaultDocument {
  const before = find(document.keys, id);
  if (before.trashedAt === null) throw new KeyrackError('E_NOT_FOUND', 'This key is not in the Trash.');
  // A name taken meanwhile must not keep the key in the Trash: it comes back under the next free one.
  const taken = liveIn(document, before.organizationId);
  let name = before.name;
  for (let n = 2; taken.some((key) => sameName(key.name, name)); n += 1) name = `${before.name} (${n})`;
  return { ...document, keys: replace(document.keys, { ...before, name, trashedAt: null }) };
}
