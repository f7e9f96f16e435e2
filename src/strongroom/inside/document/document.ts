import { createHash } from 'node:crypto';
import { KeyrackError } from '../../../shared/errors/index.js';
import { VERSION } from './migrations.js';
import { isDocument, type VaultDocument } from './shape.js';

export type { StoredKey, StoredOrganization, VaultDocument } from './shape.js';

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

/**
 * E_VAULT_VERIFY for what could not be read again: it is never sealed. JSON gives every value back that the checks let pass, so whoever
 * reads these very bytes back has read a document.
 */
export function encodeDocument(document: VaultDocument): Uint8Array {
  if (!isDocument(document)) throw new KeyrackError('E_VAULT_VERIFY');
  return new TextEncoder().encode(JSON.stringify(document));
}

/** Without these keys, and without a default that was one of them. That they were purged is remembered. */
export const withoutKeys = (document: VaultDocument, ids: readonly string[]): VaultDocument => ({
  ...ids.reduce(withoutDefault, document),
  keys: document.keys.filter(({ id }) => !ids.includes(id)),
  purged: [...new Set([...(document.purged ?? []), ...ids.map(purgeMark)])],
});

/** Tells a purged key from any other, and is nothing of it. */
export const purgeMark = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32);

export const wasPurged = ({ purged = [] }: VaultDocument, id: string): boolean => purged.length > 0 && purged.includes(purgeMark(id));

export const withoutDefault = (document: VaultDocument, keyId: string): VaultDocument => ({
  ...document,
  organizations: document.organizations.map((one) => (one.defaultKeyId === keyId ? { ...one, defaultKeyId: null } : one)),
});
