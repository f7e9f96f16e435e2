import '../bundle/no-jit.js';
import { z } from 'zod';
import { KeyrackError } from '../../../shared/errors/index.js';
import { Key, Organization } from '../../../shared/model.js';
import { cleanName } from '../../../shared/text.js';
import type { StoredKey, VaultDocument } from '../document/document.js';
import { readKey } from '../keys/p8/read-key.js';
import { type Contents, keyFileName } from './archive.js';

const VERSION = 1;
const head = { format: z.literal('keyrack-backup'), version: z.int().min(1) };
const Manifest = z.object({
  ...head,
  vaultId: z.string(),
  createdAt: z.string(),
  organizations: z.array(z.unknown()),
  keys: z.array(z.unknown()),
});

/** One key of a backup: good, read and self-tested, or the reason why not. */
export type BackupEntry = {
  readonly entry: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
  readonly trashed: boolean;
} & ({ readonly key: StoredKey; readonly error: null } | { readonly key: null; readonly error: KeyrackError });

export interface Backup {
  readonly vaultId: string;
  readonly createdAt: string;
  readonly organizations: readonly Organization[];
  readonly entries: readonly BackupEntry[];
  readonly ignored: number;
}

/** Everything but the private keys, which lie beside it as files. Only fields by name: what we do not know might be a secret. */
export function contentsOf(document: VaultDocument, keys: readonly StoredKey[], createdAt: string): Contents {
  const manifest = {
    format: 'keyrack-backup',
    version: VERSION,
    vaultId: document.vaultId,
    revision: document.revision,
    createdAt,
    organizations: document.organizations.map((one) => Organization.parse(one)),
    keys: keys.map((key) => ({ ...Key.parse(key), trashed: key.trashedAt !== null, file: keyFileName(key) })),
  };
  return {
    manifest: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    keys: new Map(keys.map((key) => [keyFileName(key), Buffer.from(key.privateKey)])),
  };
}

/** Judges each organization and key by itself: a bad one costs nothing but itself. `at` stands for a date that is none. */
export function backupFrom({ manifest, keys, ignored }: Contents & { readonly ignored: number }, at: string): Backup {
  const { vaultId, createdAt, ...lists } = parseManifest(manifest);
  const organizations = new Map<string, Organization>();
  for (const raw of lists.organizations) {
    const one = organizationFrom(raw, at);
    if (one && !organizations.has(one.id)) organizations.set(one.id, one);
  }
  const seen = new Set<string>();
  const entries = lists.keys.map((raw, n): BackupEntry => {
    const { id = '', keyId = '?', name = '?', organizationId = '', trashedAt = null } = Loose.safeParse(raw).data ?? {};
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
  return { vaultId, createdAt: dateOr(createdAt, at), organizations: [...organizations.values()], entries, ignored };
}

const Loose = z.object({
  id: z.string().optional().catch(undefined),
  keyId: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  organizationId: z.string().optional().catch(undefined),
  trashedAt: z.string().nullable().optional().catch(undefined),
});

function parseManifest(bytes: Buffer): z.infer<typeof Manifest> {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's text would quote the manifest.
    throw new KeyrackError('E_BACKUP_DAMAGED', 'The backup’s manifest cannot be read.');
  }
  const { data } = z.object(head).safeParse(json);
  if (!data) throw new KeyrackError('E_BACKUP_FOREIGN');
  if (data.version > VERSION) throw new KeyrackError('E_BACKUP_NEWER');
  const manifest = Manifest.safeParse(json);
  if (!manifest.success) throw new KeyrackError('E_BACKUP_DAMAGED', 'The backup’s manifest cannot be read.');
  return manifest.data;
}

function organizationFrom(raw: unknown, at: string): Organization | null {
  const { data } = Organization.safeParse(withCleanName(raw));
  return data ? { ...data, createdAt: dateOr(data.createdAt, at) } : null;
}

function keyFrom(
  raw: unknown,
  organizations: ReadonlyMap<string, Organization>,
  files: ReadonlyMap<string, Buffer>,
  at: string,
): StoredKey {
  const { data: key } = Key.safeParse(withCleanName(raw));
  if (!key) throw new KeyrackError('E_BACKUP_ENTRY', 'What the backup says of this key cannot be read.');
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
  typeof raw === 'object' && raw !== null && 'name' in raw && typeof raw.name === 'string' ? { ...raw, name: cleanName(raw.name) } : raw;

/** J-14. */
function dateOr(text: string, otherwise: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) || text.length > 40 ? otherwise : new Date(time).toISOString();
}
