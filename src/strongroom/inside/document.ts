import { z } from 'zod';
import { KeyrackError } from '../../shared/errors/index.js';
import { Id, Key, Organization } from '../../shared/model.js';
import type { Change, KeyEdit, OrganizationEdit } from '../client/contract.js';

// Loose everywhere: what another version wrote beside our fields survives a load and save (safety.md section 1).
const StoredOrganization = z.looseObject(Organization.shape);
export type StoredOrganization = z.infer<typeof StoredOrganization>;
/** `privateKey`: PKCS#8 PEM. */
const StoredKey = z.looseObject({ ...Key.shape, privateKey: z.string() });
export type StoredKey = z.infer<typeof StoredKey>;
const Recipients = z.looseObject({ devices: z.array(z.string()), recovery: z.string().nullable() });
const documentFields = {
  format: z.literal('keyrack-vault'),
  version: z.int().min(1),
  vaultId: Id,
  revision: z.int().min(1),
  savedAt: z.string(),
  recipients: Recipients,
  relayClients: z.array(z.unknown()),
};
const VaultDocument = z.looseObject({ ...documentFields, organizations: z.array(StoredOrganization), keys: z.array(StoredKey) });
export type VaultDocument = z.infer<typeof VaultDocument>;
/** Of a newer version we take what we know: its organizations and keys are judged one by one. */
const NewerDocument = z.looseObject({
  ...documentFields,
  organizations: z.array(z.unknown()),
  keys: z.array(z.unknown()),
  relayClients: z.unknown(),
});

const VERSION = 1;
export const isNewer = (document: VaultDocument): boolean => document.version > VERSION;

/** A vault without keys at revision 1. `devices` and `recovery`: age recipients (`age1…`), the only ones it will ever be sealed to. */
export function emptyDocument(made: {
  readonly vaultId: string;
  readonly devices: readonly string[];
  readonly recovery: string | null;
  readonly savedAt: string;
}): VaultDocument {
  return {
    format: 'keyrack-vault',
    version: VERSION,
    vaultId: made.vaultId,
    revision: 1,
    savedAt: made.savedAt,
    recipients: { devices: [...made.devices], recovery: made.recovery },
    organizations: [],
    keys: [],
    relayClients: [],
  };
}

/** Everyone the document is sealed to. */
export const recipientsOf = ({ recipients }: VaultDocument): readonly string[] =>
  recipients.recovery === null ? recipients.devices : [...recipients.devices, recipients.recovery];

export const encodeDocument = (document: VaultDocument): Uint8Array => new TextEncoder().encode(JSON.stringify(document));

/** E_VAULT_DAMAGED when these bytes are no document of ours; E_VAULT_NEWER when a newer one cannot be read at all (S-08). */
export function decodeDocument(plaintext: Uint8Array): VaultDocument {
  const json = parseJson(plaintext);
  const ours = VaultDocument.safeParse(json);
  if (ours.success) return ours.data;
  const version = z.looseObject({ format: z.literal('keyrack-vault'), version: z.int() }).safeParse(json);
  if (!version.success || version.data.version <= VERSION) throw new KeyrackError('E_VAULT_DAMAGED');
  const newer = NewerDocument.safeParse(json);
  if (!newer.success) throw new KeyrackError('E_VAULT_NEWER');
  return {
    ...newer.data,
    organizations: newer.data.organizations.flatMap((one) => StoredOrganization.safeParse(one).data ?? []),
    keys: newer.data.keys.flatMap((one) => StoredKey.safeParse(one).data ?? []),
    relayClients: [],
  };
}

function parseJson(plaintext: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    // The parser's text would quote the plaintext: it goes nowhere.
    throw new KeyrackError('E_VAULT_DAMAGED');
  }
}

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
      return key.trashedAt === null ? document : withKey(document, { ...key, trashedAt: null, name: freeName(document, key) });
    }
  }
}

/** Without these keys, and without a default that was one of them. */
export const withoutKeys = (document: VaultDocument, ids: readonly string[]): VaultDocument => ({
  ...ids.reduce(withoutDefault, document),
  keys: document.keys.filter(({ id }) => !ids.includes(id)),
});

function addOrganization(document: VaultDocument, added: Organization): VaultDocument {
  const organization = checked(StoredOrganization, { ...added, defaultKeyId: null });
  if (document.organizations.some(({ id }) => id === organization.id))
    throw new KeyrackError('E_USAGE', 'This organization is there already.');
  refuseTakenName(document.organizations, organization, 'An organization');
  return { ...document, organizations: [...document.organizations, organization] };
}

function editOrganization(document: VaultDocument, id: string, set: OrganizationEdit): VaultDocument {
  const organization = checked(StoredOrganization, { ...organizationOf(document, id), ...set });
  refuseTakenName(document.organizations, organization, 'An organization');
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
  const key = checked(StoredKey, { ...before, ...fields });
  organizationOf(document, key.organizationId);
  if (key.trashedAt === null) refuseTakenName(liveKeysIn(document, key.organizationId), key, 'A key of this organization');
  const moved = key.organizationId !== before.organizationId;
  if (moved && key.kind === 'team' && organizationOf(document, key.organizationId).issuerId === null)
    throw new KeyrackError('E_ISSUER_MISSING', 'A team key needs its team’s Issuer ID, and the organization it would move to has none.', {
      next: 'Give it one first: keyrack org edit ORG --issuer UUID.',
    });
  const edited = withKey(moved ? withoutDefault(document, id) : document, key);
  if (makeDefault !== true) return edited;
  liveKeyIn(edited, id, key.organizationId);
  return withOrganization(edited, { ...organizationOf(edited, key.organizationId), defaultKeyId: id });
}

function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new KeyrackError('E_USAGE', `This value of “${parsed.error.issues[0]?.path.join('.') ?? '?'}” cannot be stored.`);
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
  const name = one.name.toLowerCase();
  if (among.some((other) => other.id !== one.id && other.name.toLowerCase() === name))
    throw new KeyrackError('E_NAME_TAKEN', `${what} is already named ${one.name}.`);
}

/** Undo must not fail because the name was given away meanwhile: the restored key takes the next free one. */
function freeName(document: VaultDocument, key: StoredKey): string {
  const taken = new Set(liveKeysIn(document, key.organizationId).map(({ name }) => name.toLowerCase()));
  let name = key.name;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) {
    const suffix = ` (${n})`;
    name = key.name.slice(0, 200 - suffix.length) + suffix;
  }
  return name;
}

const withKey = (document: VaultDocument, key: StoredKey): VaultDocument => ({
  ...document,
  keys: document.keys.map((one) => (one.id === key.id ? key : one)),
});

const withOrganization = (document: VaultDocument, organization: StoredOrganization): VaultDocument => ({
  ...document,
  organizations: document.organizations.map((one) => (one.id === organization.id ? organization : one)),
});

const withoutDefault = (document: VaultDocument, keyId: string): VaultDocument => ({
  ...document,
  organizations: document.organizations.map((one) => (one.defaultKeyId === keyId ? { ...one, defaultKeyId: null } : one)),
});
