import { fromBody, KeyrackError } from '../../../shared/errors/index.js';
import type { OtherCopy } from '../../../strongroom/client/contract.js';
import { type TellTokens, tellTokens } from '../../confirm-token-changes.js';
import type { Deps } from '../../deps.js';
import { type ListedKey, listedKey, organizationOf } from '../../selectors/listed-key.js';
import { resolveAnyKey } from '../../selectors/selectors.js';
import { setAsideIn } from '../../set-aside.js';

export interface PurgeKeys {
  /** Whole names or ids, in the Trash or not. */
  readonly keys: readonly string[];
  /** Shown what would go, files that open to nothing included; false leaves everything as it is (E_CANCELLED). */
  readonly confirm: (keys: readonly ListedKey[], unopened: readonly string[]) => Promise<boolean>;
  readonly tell?: TellTokens;
}

export interface Purged {
  readonly keys: readonly ListedKey[];
  /** Files of the home that went with them: they open to nothing, or the vault holds all that is in them. */
  readonly deleted: readonly string[];
  /** Files of another history that were set aside before: they may still hold the keys. */
  readonly setAside: readonly string[];
  /** Copies that other programs made, and that hold the keys or may. */
  readonly found: readonly OtherCopy[];
}

/** no copy of this vault holds these keys any more once this resolves. There is no way back but the `.p8` itself or a backup. */
export async function purgeKeys(deps: Deps, { keys: selectors, confirm, tell }: PurgeKeys): Promise<Purged> {
  const view = await deps.session.view();
  const { readOnly } = deps.session.health;
  if (readOnly) throw fromBody(readOnly.error);
  const meant = [...new Set(selectors.map((selector) => resolveAnyKey(view, selector)))];
  const state = await deps.state.read();
  const listed = meant.map((key) => listedKey(key, organizationOf(view, key), state));
  const { unopened } = await deps.strongroom.leftovers();
  if (!(await confirm(listed, unopened))) throw new KeyrackError('E_CANCELLED', 'Nothing was purged.');
  const ids = meant.map(({ id }) => id);
  const { view: after, deleted, found } = await deps.strongroom.purge({ ids, mayDelete: unopened });
  deps.session.tookAnew(after);
  deps.state.update((before) => ({
    ...before,
    keys: Object.fromEntries(Object.entries(before.keys).filter(([id]) => !ids.includes(id))),
  }));
  deps.activity.note('purge', ids, 'ok');
  tellTokens(deps, view, after, tell);
  return { keys: listed, deleted, found, setAside: await setAsideIn(deps.strongroom) };
}
