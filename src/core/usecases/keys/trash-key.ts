import { type TellTokens, tellTokens } from '../../confirm-token-changes.js';
import type { Deps } from '../../deps.js';
import { type ListedKey, listedKey, organizationOf } from '../../selectors/listed-key.js';
import { resolveWholeKey } from '../../selectors/selectors.js';

/** Moves a key to the Trash, where it stays until it is purged by hand. `key`: a whole name or an id. */
export async function trashKey(
  deps: Deps,
  { key: selector, tell }: { readonly key: string; readonly tell?: TellTokens },
): Promise<ListedKey> {
  const view = await deps.session.view();
  const key = resolveWholeKey(view, selector);
  const at = new Date(deps.clock.now()).toISOString();
  const after = await deps.session.change({ do: 'trash-key', id: key.id, at });
  deps.activity.note('trash', [key.id], 'ok');
  // It comes back, so it is said, not asked.
  tellTokens(deps, view, after, tell);
  return listedKey({ ...key, trashedAt: at }, organizationOf(view, key), await deps.state.read());
}
