import { createHash } from 'node:crypto';
import { KeyrackError } from '../../../shared/errors/index.js';
import { isOrdinary } from './document-quick.js';
import type { VaultDocument } from './document-shape.js';

export type { StoredKey, StoredOrganization, VaultDocument } from './document-shape.js';

/** The format this Keyrack writes. */
export const VERSION = 1;
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
export async function decodeDocument(plaintext: Uint8Array): Promise<VaultDocument> {
  const json = parseJson(plaintext);
  return isOrdinary(json) ? json : (await import('./document-shape.js')).documentIn(json);
}

function parseJson(plaintext: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch {
    // The parser's text would quote the plaintext: it goes nowhere.
    throw new KeyrackError('E_VAULT_DAMAGED');
  }
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
