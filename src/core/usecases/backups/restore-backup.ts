import { asKeyrackError, fromBody, KeyrackError } from '../../../shared/errors/index.js';
import type { RestoredKey } from '../../../shared/restored-key.js';
import type { BackupPreview, OpenBackupRequest, PreviewedKey, RestoredEntry } from '../../../strongroom/client/contract.js';
import { type TellTokens, tellTokens } from '../../confirm-token-changes.js';
import type { Deps } from '../../deps.js';
import { inBackup } from '../../state/state.js';

export type OpenBackup = Omit<OpenBackupRequest, 'interactive'>;

/** Opens a backup and compares it with the vault; nothing is changed. `restoreBackup`, `restoreToNewVault` or `closeBackup` lets it go. */
export async function openBackup({ session, strongroom, interactive }: Deps, request: OpenBackup): Promise<BackupPreview> {
  if (request.into !== 'new') await session.view();
  return strongroom.openBackup({ ...request, interactive });
}

export const closeBackup = ({ strongroom }: Deps): Promise<void> => strongroom.closeBackup();

export interface RestoreBackup {
  readonly preview: BackupPreview;
  /** Entries with a conflict that are stored beside what they clash with. */
  readonly keepBoth: readonly string[];
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Looked at between saves; what is restored stays. */
  readonly signal?: AbortSignal | undefined;
  readonly tell?: TellTokens;
}
export interface Restored {
  readonly createdAt: string;
  /** A row a key of the backup, in its order. */
  readonly rows: readonly RestoredKey[];
  /** Why a batch could not be saved at all, or E_CANCELLED; its rows and those after it carry the same error. */
  readonly stoppedBy: KeyrackError | null;
}

/** one save a batch. What was restored before a failure stays, and the next run goes on from there. */
export async function restoreBackup(deps: Deps, { preview, keepBoth, onProgress, signal, tell }: RestoreBackup): Promise<Restored> {
  const beside = new Set(keepBoth);
  const wanted = preview.rows.filter(({ found, entry }) => found === 'new' || (found === 'conflict' && beside.has(entry)));
  const done = new Map<string, RestoredEntry>();
  let stoppedBy: KeyrackError | null = null;
  onProgress?.(0, wanted.length);
  try {
    // Organizations without keys come along, and may be all there is.
    if (wanted.length > 0 || preview.emptyOrganizations > 0) {
      const before = await deps.session.view();
      const reply = await store(deps, { preview, keepBoth, onProgress, signal }, wanted);
      for (const row of reply.rows) done.set(row.entry, row);
      stoppedBy = reply.stoppedBy && fromBody(reply.stoppedBy);
      tellTokens(deps, before, reply.view, tell);
    }
  } catch (error) {
    stoppedBy = asKeyrackError(error);
  }
  await deps.strongroom.closeBackup();
  const asked = new Set(wanted);
  const rows = preview.rows.map((row) => rowOf(row, done.get(row.entry), asked.has(row) ? stoppedBy : null));
  note(deps, preview, rows, stoppedBy?.code ?? 'ok');
  return { createdAt: preview.createdAt, rows, stoppedBy };
}

async function store(
  { strongroom, session, clock }: Deps,
  { preview, keepBoth, onProgress, signal }: RestoreBackup,
  wanted: readonly PreviewedKey[],
) {
  if (signal?.aborted) throw new KeyrackError('E_CANCELLED');
  const request = { ticket: preview.ticket, keys: wanted.map(({ entry }) => entry), keepBoth, at: new Date(clock.now()).toISOString() };
  const reply = await strongroom.restoreKeys(request, ({ done, total }) => onProgress?.(done, total), signal);
  session.took(reply.view);
  return reply;
}

export function rowOf({ stored, ...row }: PreviewedKey, done: RestoredEntry | undefined, stoppedBy: KeyrackError | null): RestoredKey {
  const { keyId, fingerprint, found } = row;
  if (done) {
    const { id, ok, restored, error } = done;
    return {
      id,
      keyId,
      organization: done.organization || row.organization,
      name: done.name || row.name,
      fingerprint,
      trashed: row.trashed,
      found,
      restored,
      ok,
      error,
    };
  }
  const here = found === 'identical' && stored ? stored : null;
  return {
    id: here?.id ?? null,
    keyId,
    organization: here?.organization ?? row.organization,
    name: here?.name ?? row.name,
    fingerprint,
    trashed: here?.trashed ?? row.trashed,
    found,
    restored: false,
    ok: here !== null,
    error: stoppedBy?.body ?? row.error,
  };
}

/** What lies in the vault and in this backup is in a backup, whoever made it. */
export function note({ state, activity }: Deps, { createdAt }: BackupPreview, rows: readonly RestoredKey[], outcome: string): void {
  const ids = (some: readonly RestoredKey[]) => some.flatMap(({ ok, id }) => (ok && id !== null ? [id] : []));
  state.update((before) => inBackup(before, ids(rows), createdAt));
  const restored = ids(rows.filter((row) => row.restored));
  activity.note('restore-backup', restored.length > 0 ? restored : [null], outcome);
}
