import { KeyrackError } from '../../../shared/errors/index.js';
import type { BackupReply, BackupRequest, NamedKey } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { inBackup } from '../../state/state.js';

export interface Backup {
  readonly path: string;
  /** The window's field. */
  readonly passphrase?: string;
  /** From the command line: a new passphrase may be weak. */
  readonly allowWeak?: boolean;
  /** These keys cannot be read: back up the others? */
  readonly confirmWithout: (unreadable: readonly NamedKey[]) => Promise<boolean>;
}
export type MadeBackup = Extract<BackupReply, { made: true }>;

/**
 * resolves only after the file was opened again and compared key by key.
 * E_BACKUP_UNREADABLE where the user does not want a backup without the keys that cannot be read.
 */
export async function backup(deps: Deps, { path, passphrase, allowWeak = false, confirmWithout }: Backup): Promise<MadeBackup> {
  const { session, strongroom, interactive } = deps;
  await session.view();
  const request: BackupRequest = { path, interactive, allowWeak, leaveOut: [], ...(passphrase === undefined ? {} : { passphrase }) };
  const first = await strongroom.backup(request);
  if (first.made) return noted(deps, first);
  if (!(await confirmWithout(first.unreadable))) throw unreadable(first.unreadable);
  const second = await strongroom.backup({ ...request, leaveOut: first.unreadable.map(({ id }) => id) });
  if (second.made) return noted(deps, second);
  throw unreadable(second.unreadable);
}

const named = 5;
function unreadable(keys: readonly NamedKey[]): KeyrackError {
  const names = keys.slice(0, named).map(({ organization, name }) => `${organization} / ${name}`);
  const more = keys.length > named ? ` and ${keys.length - named} more` : '';
  return new KeyrackError('E_BACKUP_UNREADABLE', `Cannot be read: ${names.join(', ')}${more}. No backup was made.`);
}

function noted({ state, activity }: Deps, made: MadeBackup): MadeBackup {
  state.update((before) => ({ ...inBackup(before, made.keys, made.createdAt), lastBackupAt: made.createdAt }));
  activity.note('backup', [null], 'ok');
  return made;
}
