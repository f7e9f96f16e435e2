import { randomUUID } from 'node:crypto';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { RestoredEntry, RestoreToNewVaultReply, RestoreToNewVaultRequest } from '../../client/contract.js';
import { orDiskError } from '../disk/files.js';
import type { VaultDocument } from '../document/document.js';
import { assessHome } from '../home/home-verdict.js';
import { makeVault } from '../home/init.js';
import { setAside } from '../home/set-aside.js';
import type { Ports } from '../ports.js';
import type { Store } from '../vault/store.js';
import { accountOf, type WayIn } from '../ways-in/way-in.js';
import type { Backup } from './manifest.js';
import { isGood, type Placed, placeBackup } from './restore-decision.js';
import { refused, rowsOf } from './restored-rows.js';

/**
 * R-31, where no copy opens: judged under the lock, every file of the vault set aside, and a new vault made that holds the backup
 * from its first revision on. Killed anywhere, either it is all as it was, or the same call goes on: what it set aside stays
 * where it is, and a new vault that nobody was told of is set aside too, and made once more.
 */
export async function restoreToNewVault(
  ports: Ports,
  store: Store,
  it: { readonly backup: Backup; readonly way: WayIn; readonly identities: readonly string[]; readonly request: RestoreToNewVaultRequest },
): Promise<RestoreToNewVaultReply> {
  const { backup, way, identities, request } = it;
  return store.withLock(async (lock) => {
    const { is, mark } = await assessHome(ports, store, identities);
    if (is === 'opens') throw new KeyrackError('E_VAULT_OPENS');
    // M-12: the answer was given about the files that were shown.
    if (request.mark !== undefined && request.mark !== mark) throw changedMeanwhile();
    if (is === 'sealed' && !request.evenSealed) throw new KeyrackError('E_VAULT_SEALED');
    const vaultId = randomUUID();
    // A keychain that is not there says so before anything is moved.
    if (way.unlock === 'keychain') await ports.keychain.get(accountOf(vaultId));
    const folder = await setAside(ports, lock);
    store.forget();
    const entries = backup.entries.filter(isGood);
    let placed: readonly Placed[] = [];
    const fill = (empty: VaultDocument): VaultDocument => {
      const done = placeBackup(empty, backup, entries, new Set());
      placed = done.placed;
      return done.document;
    };
    let rows: readonly RestoredEntry[] = [];
    const prove = async (identity: string) => {
      const { document } = await store.load(identity, { fresh: true });
      const good = new Map((await rowsOf(document, entries, placed, true)).map((row) => [row.entry, row]));
      rows = backup.entries.map(
        ({ entry, name, error }) => good.get(entry) ?? refused(entry, name, error ?? new KeyrackError('E_BACKUP_ENTRY')),
      );
      await ports.step('restore:verified');
    };
    const made = makeVault(ports, store, { vaultId, way, recovery: request.recovery, fill, prove });
    const reply = await made.catch((error: unknown) => {
      throw folder === null ? error : asideAlready(error, folder);
    });
    return { ...reply, setAside: folder, rows };
  });
}

const changedMeanwhile = (): KeyrackError =>
  new KeyrackError('E_FILE_CHANGED', 'Other files of a vault lie here than when you were asked; nothing was moved.', {
    next: 'Start again, and look at what is here now.',
  });

/** The catalogue's “as they were” is not the whole truth here. */
function asideAlready(error: unknown, folder: string): unknown {
  const known = orDiskError(error);
  if (!(known instanceof KeyrackError)) return error;
  const detail = `The vault was set aside, into ${folder}, but the new one could not be made. ${known.message} The same again goes on from here.`;
  return new KeyrackError(known.code, detail, { cause: error, next: known.hint });
}
