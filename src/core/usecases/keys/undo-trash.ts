import { KeyrackError } from '../../../shared/errors/index.js';
import { type TellTokens, tellTokens } from '../../confirm-token-changes.js';
import type { Deps } from '../../deps.js';
import { type ListedKey, listedKey, organizationOf } from '../../selectors/listed-key.js';

export interface UndoTrash {
  readonly id?: string;
  readonly tell?: TellTokens;
}

/** Restores the key that was trashed last, or the one with this id. E_NOT_FOUND when the Trash has none. */
export async function undoTrash(deps: Deps, { id, tell }: UndoTrash = {}): Promise<ListedKey> {
  const view = await deps.session.view();
  const trashed = view.keys.filter((key) => key.trashedAt !== null && (id === undefined || key.id === id));
  const [last] = trashed.sort((a, b) => (b.trashedAt ?? '').localeCompare(a.trashedAt ?? ''));
  if (!last)
    throw new KeyrackError('E_NOT_FOUND', 'Nothing is in the Trash that could be restored.', { next: 'There is nothing to undo.' });
  const after = await deps.session.change({ do: 'restore-key', id: last.id });
  deps.activity.note('restore', [last.id], 'ok');
  tellTokens(deps, view, after, tell);
  const restored = after.keys.find((key) => key.id === last.id) ?? last;
  return listedKey(restored, organizationOf(after, restored), await deps.state.read());
}
