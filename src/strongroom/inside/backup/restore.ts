import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { KeyrackError, warn } from '../../../shared/errors/index.js';
import type { BackupPreview, OpenBackupRequest, PreviewedKey, RestoredEntry, RestoreRequest } from '../../client/contract.js';
import type { VaultDocument } from '../document/document.js';
import type { Watcher } from '../keys/import-keys.js';
import { type Batches, batched, inBatches, sizeOf } from '../keys/in-batches.js';
import type { Ports } from '../ports.js';
import { givenIn, wrongAsGiven } from '../ways-in/new-passphrase.js';
import { askPassphrase } from '../ways-in/way-in.js';
import { readArchive } from './archive.js';
import { type Backup, backupFrom } from './manifest.js';
import { compareBackup, conflict, isGood, missingEmptyOrganizations, type Placed, placeBackup } from './restore-decision.js';
import { refused, rowsOf } from './restored-rows.js';
import { openSealed } from './sealed-file.js';

export { restoreToNewVault } from './new-vault.js';

/** A backup that was opened: its keys are held as the vault's are, and what is restored is what was shown. */
export interface OpenedBackup {
  readonly ticket: string;
  readonly backup: Backup;
}

export async function openBackup(ports: Ports, request: OpenBackupRequest): Promise<OpenedBackup> {
  const sealed = await openSealed(ports, resolve(request.path), async (open) => {
    const given = givenIn(request.passphrase, 'KEYRACK_BACKUP_PASSPHRASE', ports.secrets.backupPassphrase());
    if (given)
      return open(given.text).catch((error: unknown) => {
        throw wrongAsGiven(error, given);
      });
    if (!request.interactive) throw new KeyrackError('E_BACKUP_PASSPHRASE_MISSING');
    return askPassphrase(ports.secrets, open, 'Passphrase of the backup: ');
  });
  const contents = await readArchive(sealed);
  return { ticket: randomUUID(), backup: backupFrom(contents, new Date(ports.clock.now()).toISOString()) };
}

/** what restoring would do, without doing any of it. */
export function previewOf(document: VaultDocument, { ticket, backup }: OpenedBackup): BackupPreview {
  const verdicts = compareBackup(document, backup);
  const nameOf = (id: string) => document.organizations.find((one) => one.id === id)?.name ?? '?';
  const rows = backup.entries.map((entry, n): PreviewedKey => {
    const { found = 'invalid', stored = null } = verdicts[n] ?? {};
    const clash = found === 'conflict' && isGood(entry) ? conflict(document, entry.key, stored) : null;
    return {
      entry: entry.entry,
      keyId: entry.keyId,
      organization: entry.organization,
      name: entry.name,
      fingerprint: entry.key?.fingerprint ?? null,
      trashed: entry.trashed,
      found,
      stored: stored && {
        id: stored.id,
        keyId: stored.keyId,
        organization: nameOf(stored.organizationId),
        name: stored.name,
        trashed: stored.trashedAt !== null,
      },
      error: (entry.error ?? clash)?.body ?? null,
    };
  });
  return {
    ticket,
    createdAt: backup.createdAt,
    sameVault: backup.vaultId === document.vaultId,
    rows,
    emptyOrganizations: missingEmptyOrganizations(document, backup).length,
    warnings: backup.ignored > 0 ? [warn('W_BACKUP_EXTRA')] : [],
  };
}

type GoodEntry = Parameters<typeof placeBackup>[2][number];

/** As an import does: saved, read back from disk, signed with, and only then "ok". */
export async function restoreInto(
  ports: Ports,
  backup: Backup,
  request: RestoreRequest,
  save: (change: (document: VaultDocument) => VaultDocument) => Promise<{ document: VaultDocument; copied: boolean }>,
  { stop, onProgress }: Watcher = {},
): Promise<Batches<RestoredEntry>> {
  const known = new Map(backup.entries.filter(isGood).map((entry) => [entry.entry, entry]));
  const entries = [...new Set(request.keys)].flatMap((entry) => known.get(entry) ?? []);
  const keepBoth = new Set(request.keepBoth);
  let proven = 0;
  const store = async (batch: readonly GoodEntry[]): Promise<readonly RestoredEntry[]> => {
    if (stop?.aborted) throw new KeyrackError('E_CANCELLED');
    let placed: readonly Placed[] = [];
    const { document, copied } = await save((before) => {
      const done = placeBackup(before, backup, batch, keepBoth);
      placed = done.placed;
      return done.document;
    });
    await ports.step('restore:saved');
    const onDone = (done: number) => onProgress?.({ done: proven + done, total: entries.length, waitingFor: null });
    const rows = await rowsOf(document, batch, placed, copied, onDone);
    proven += rows.length;
    await ports.step('restore:verified');
    return rows;
  };
  const done = await inBatches(batchesOf(entries), store, ({ entry, name }, error) => refused(entry, name, error));
  const rows = new Map(done.rows.map((row) => [row.entry, row]));
  const noGoodKey = new KeyrackError('E_BACKUP_ENTRY', 'The backup holds no good key here.');
  return { ...done, rows: request.keys.map((entry) => rows.get(entry) ?? refused(entry, '', noGoodKey)) };
}

/** One at least: organizations without keys come with any, and may be all there is. */
async function* batchesOf(entries: readonly GoodEntry[]): AsyncGenerator<readonly GoodEntry[]> {
  if (entries.length === 0) yield [];
  yield* batched(entries, ({ key }) => sizeOf(key));
}
