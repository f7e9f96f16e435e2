import type { Deps } from '../deps.js';
import { type ListedKey, listedKey, organizationOf } from '../listed-key.js';
import { resolveWholeKey } from '../selectors.js';
import { tokenChanges } from '../token-changes.js';

/** Moves a key to the Trash, where it stays until it is purged by hand. `key`: a whole name or an id. */
export async function trashKey(
  deps: Deps,
  { key: selector, tell }: { readonly key: string; readonly tell?: (said: readonly string[]) => void },
): Promise<ListedKey> {
  const view = await deps.session.view();
  const key = resolveWholeKey(view, selector);
  const at = new Date(deps.clock.now()).toISOString();
  await deps.session.change({ do: 'trash-key', id: key.id, at });
  deps.activity.note('trash', [key.id], 'ok');
  // The organization’s name may mean the one that is left: it comes back, so it is said, not asked.
  tell?.(tokenChanges(view, { ...view, keys: view.keys.map((one) => (one.id === key.id ? { ...one, trashedAt: at } : one)) }).said);
  return listedKey({ ...key, trashedAt: at }, organizationOf(view, key), await deps.state.read());
}
