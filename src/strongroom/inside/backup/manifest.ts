import { KeyrackError } from '../../../shared/errors/index.js';
import { cleanName } from '../../../shared/text.js';
import type { StoredKey, StoredOrganization, VaultDocument } from '../document/document.js';
import { documentFieldNames, isKey, isOrganization } from '../document/shape.js';
import { readKey } from '../keys/p8/read-key.js';
import { type Contents, keyFileName } from './archive.js';

const VERSION = 1;

/** One key of a backup: good, read and self-tested, or the reason why not. */
export type BackupEntry = {
  readonly entry: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
  readonly trashed: boolean;
} & ({ readonly key: StoredKey; readonly error: null } | { readonly key: null; readonly error: KeyrackError });

type Rest = Readonly<Record<string, unknown>> & { readonly relayClients: readonly unknown[] };

export interface Backup {
  readonly vaultId: string;
  readonly createdAt: string;
  readonly organizations: readonly StoredOrganization[];
  /** What else the vault held: clients of the relay, and whatever its version knew that this one does not. */
  readonly rest: Rest;
  readonly entries: readonly BackupEntry[];
  readonly ignored: number;
}

/** Everything but the private keys, which lie beside it as files, and what is this one vault's alone: its recipients, what was purged. */
export function contentsOf(document: VaultDocument, keys: readonly StoredKey[], createdAt: string): Contents {
  const manifest = {
    format: 'keyrack-backup',
    version: VERSION,
    vaultId: document.vaultId,
    revision: document.revision,
    createdAt,
    organizations: document.organizations,
    keys: keys.map(({ privateKey: _beside, ...key }) => ({ ...key, trashed: key.trashedAt !== null, file: keyFileName(key) })),
    rest: restOf(document),
  };
  return {
    manifest: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    keys: new Map(keys.map((key) => [keyFileName(key), Buffer.from(key.privateKey)])),
  };
}

/** Judges each organization and key by itself: a bad one costs nothing but itself. `at` stands for a date that is none. */
export function backupFrom({ manifest, keys, ignored }: Contents & { readonly ignored: number }, at: string): Backup {
  const { vaultId, createdAt, ...lists } = parseManifest(manifest);
  const organizations = new Map<string, StoredOrganization>();
  for (const raw of lists.organizations) {
    const one = organizationFrom(raw, at);
    if (one && !organizations.has(one.id)) organizations.set(one.id, one);
  }
  const seen = new Set<string>();
  const entries = lists.keys.map((raw, n): BackupEntry => {
    const { id = '', keyId = '?', name = '?', organizationId = '', trashedAt = null } = textsIn(raw);
    const named = {
      entry: seen.has(id) || id === '' ? `row ${n + 1}` : id,
      keyId: cleanName(keyId),
      name: cleanName(name),
      organization: organizations.get(organizationId)?.name ?? '?',
      trashed: trashedAt !== null,
    };
    try {
      if (seen.has(id)) throw new KeyrackError('E_BACKUP_ENTRY', 'The backup names this key twice; the first one counts.');
      seen.add(id);
      return { ...named, key: keyFrom(raw, organizations, keys, at), error: null };
    } catch (error) {
      if (!(error instanceof KeyrackError)) throw error;
      return { ...named, key: null, error };
    }
  });
  return { vaultId, createdAt: dateOr(createdAt, at), organizations: [...organizations.values()], rest: lists.rest, entries, ignored };
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function textsIn(raw: unknown): Readonly<Record<string, string | undefined>> {
  return isRecord(raw) ? Object.fromEntries(Object.entries(raw).filter((one): one is [string, string] => typeof one[1] === 'string')) : {};
}

function parseManifest(bytes: Buffer): Lists {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's text would quote the manifest.
    throw unreadable();
  }
  const { format, version, vaultId, createdAt, organizations, keys, rest = {} } = isRecord(json) ? json : {};
  if (format !== 'keyrack-backup' || !Number.isSafeInteger(version) || Number(version) < 1) throw new KeyrackError('E_BACKUP_FOREIGN');
  if (Number(version) > VERSION) throw new KeyrackError('E_BACKUP_NEWER');
  const isWhole = typeof vaultId === 'string' && typeof createdAt === 'string' && Array.isArray(organizations) && Array.isArray(keys);
  if (!isWhole || !isRecord(rest)) throw unreadable();
  return { vaultId, createdAt, organizations, keys, rest: restOf(rest) };
}

interface Lists {
  readonly vaultId: string;
  readonly createdAt: string;
  readonly organizations: readonly unknown[];
  readonly keys: readonly unknown[];
  readonly rest: Rest;
}

const unreadable = () => new KeyrackError('E_BACKUP_DAMAGED', 'The backup’s manifest cannot be read.');

/** What a restore may bring back: never one of the fields that say what a vault is, and who opens it. */
function restOf({ relayClients, ...fields }: Fields): Rest {
  const unknown = Object.fromEntries(Object.entries(fields).filter(([name]) => !documentFieldNames.includes(name)));
  return { ...unknown, relayClients: Array.isArray(relayClients) ? relayClients : [] };
}

function organizationFrom(raw: unknown, at: string): StoredOrganization | null {
  const cleaned = withCleanName(raw);
  return isOrganization(cleaned) ? { ...cleaned, createdAt: dateOr(cleaned.createdAt, at) } : null;
}

function keyFrom(
  raw: unknown,
  organizations: ReadonlyMap<string, StoredOrganization>,
  files: ReadonlyMap<string, Buffer>,
  at: string,
): StoredKey {
  const cleaned = withCleanName(raw);
  if (!isKey(cleaned)) throw new KeyrackError('E_BACKUP_ENTRY', 'What the backup says of this key cannot be read.');
  const { trashed: _shown, file: _beside, ...key } = cleaned;
  if (!organizations.has(key.organizationId)) throw new KeyrackError('E_BACKUP_ENTRY', 'The backup does not hold this key’s organization.');
  const bytes = files.get(keyFileName(key));
  if (!bytes) throw new KeyrackError('E_BACKUP_ENTRY', 'The backup names this key but does not hold it.');
  const { privateKeyPem, fingerprint } = readKey(bytes);
  if (fingerprint !== key.fingerprint)
    throw new KeyrackError('E_BACKUP_ENTRY', 'The key in the backup is not the one its manifest names (another fingerprint).');
  return {
    ...key,
    privateKey: privateKeyPem,
    sourceName: cleanName(key.sourceName),
    addedAt: dateOr(key.addedAt, at),
    trashedAt: key.trashedAt === null ? null : dateOr(key.trashedAt, at),
  };
}

/** Names are shown and compared: what cannot be seen has no place in them (B-60). */
const withCleanName = (raw: unknown): unknown =>
  isRecord(raw) && typeof raw.name === 'string' ? { ...raw, name: cleanName(raw.name) } : raw;

/** J-14. */
function dateOr(text: string, otherwise: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) || text.length > 40 ? otherwise : new Date(time).toISOString();
}
