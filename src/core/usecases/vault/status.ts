import { asKeyrackError, type Warning } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { VaultView } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';

/** As `keyrack status --json` prints it, `warnings` apart. */
export interface StatusReport {
  readonly home: string;
  /** Null: no vault here yet. */
  readonly vaultId: string | null;
  readonly unlock: UnlockWay | null;
  readonly locked: boolean;
  /** Counts; null where nothing in the environment opens the vault. */
  readonly organizations: number | null;
  readonly keys: number | null;
  readonly recovery: boolean;
  readonly lastBackupAt: string | null;
}

/** What lies in the home. Tries KEYRACK_IDENTITY and KEYRACK_PASSPHRASE, never the keychain and never a prompt. */
export async function status(deps: Deps): Promise<{ readonly report: StatusReport; readonly warnings: readonly Warning[] }> {
  const { home, vault, unlocked, warnings } = await deps.strongroom.status();
  const view = vault === null ? null : await openQuietly(deps, unlocked);
  const { lastBackupAt = null } = await deps.state.read();
  const report: StatusReport = {
    home,
    vaultId: vault?.vaultId ?? null,
    unlock: vault?.unlock ?? null,
    locked: view === null,
    organizations: view?.organizations.length ?? null,
    keys: view?.keys.filter(({ trashedAt }) => trashedAt === null).length ?? null,
    // Outside the sealed document this is a hint, trusted for nothing.
    recovery: view?.recovery ?? vault?.recovery ?? false,
    lastBackupAt,
  };
  return { report, warnings };
}

const staysLocked = new Set(['E_LOCKED', 'E_PASSPHRASE_WRONG', 'E_PASSPHRASE_MISSING', 'E_IDENTITY_WRONG']);

async function openQuietly({ session }: Deps, unlocked: boolean): Promise<VaultView | null> {
  try {
    return unlocked ? await session.view() : await session.unlock({ how: 'environment' });
  } catch (error) {
    if (staysLocked.has(asKeyrackError(error).code)) return null;
    throw error;
  }
}
