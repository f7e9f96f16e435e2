import type { UnlockWay } from '../../../shared/model.js';
import type { BackupPreview, HomeVerdict } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import type { State } from '../../ports/index.js';
import { note, type Restored, rowOf } from './restore-backup.js';

/** What lies in the home, by opening it with all that can be had: for the question that comes before `restoreToNewVault`. */
export const assessHome = ({ strongroom, interactive }: Deps): Promise<HomeVerdict> => strongroom.assessHome({ interactive });

export interface RestoreToNewVault {
  /** Of `openBackup` with `into: 'new'`. */
  readonly preview: BackupPreview;
  /** What opens the new vault; null: the keychain where there is one. */
  readonly unlock: UnlockWay | null;
  readonly recovery: boolean;
  /** The window's field. */
  readonly passphrase?: string;
  /** From the command line: a new passphrase may be weak. */
  readonly allowWeak?: boolean;
  /** The user was told that another way may still open what is set aside. */
  readonly evenSealed: boolean;
  /** Of the verdict that the user was asked about. */
  readonly mark: string;
}
export interface RestoredToNewVault extends Omit<Restored, 'stoppedBy'> {
  readonly vaultId: string;
  readonly unlock: UnlockWay;
  readonly recoveryKey: string | null;
  /** The folder in Keyrack's that holds what was there; null: there was nothing. */
  readonly setAside: string | null;
}

/**
 * R-31, where no copy opens: everything of the vault is set aside, and a new one holds the backup. It is locked, and its recovery
 * key is in the answer once and nowhere else. E_VAULT_OPENS, E_VAULT_SEALED: nothing was moved.
 */
export async function restoreToNewVault(deps: Deps, { preview, ...request }: RestoreToNewVault): Promise<RestoredToNewVault> {
  const { strongroom, session, state, interactive } = deps;
  const before = await state.read();
  const made = await strongroom.restoreToNewVault({ ...request, ticket: preview.ticket, interactive });
  await session.lock();
  const { vaultId, unlock, recoveryKey, setAside } = made;
  state.update((now) => stateOfNew(now, before, vaultId, preview));
  const done = new Map(made.rows.map((row) => [row.entry, row]));
  const rows = preview.rows.map((row) => rowOf(row, done.get(row.entry), null));
  note(deps, preview, rows, 'ok');
  return { createdAt: preview.createdAt, rows, vaultId, unlock, recoveryKey, setAside };
}

/** state.json was set aside too: what it knew of this machine and of these keys still holds, what it knew of that vault does not. */
function stateOfNew(now: State, before: State, vaultId: string, { rows, createdAt }: BackupPreview): State {
  const entries = rows.flatMap(({ entry }) => (Object.hasOwn(before.keys, entry) ? [[entry, before.keys[entry] ?? {}] as const] : []));
  const { recoveryPending: _, ...settings } = before.settings;
  return {
    ...now,
    ...(before.clock === undefined ? {} : { clock: before.clock }),
    settings,
    folders: before.folders,
    keys: Object.fromEntries(entries),
    vaultId,
    revision: 1,
    lastBackupAt: createdAt,
  };
}
