import { KeyrackError } from '../../shared/errors/index.js';
import type { KeyEdit } from '../../strongroom/client/contract.js';
import { chosenKey } from '../chosen-key.js';
import type { Deps } from '../deps.js';
import { type ListedKey, listedKey, organizationOf } from '../listed-key.js';
import { resolveOrganization } from '../selectors.js';
import { checkedName, checkedRoles } from '../typed.js';

export interface EditKey {
  readonly key: string | undefined;
  readonly name?: string;
  readonly roles?: readonly string[];
  /** Where it moves to: whole name or id. */
  readonly organization?: string;
  readonly default?: true;
}

/** E_USAGE when nothing is to be changed, E_NAME_TAKEN, E_NOT_FOUND. */
export async function editKey(deps: Deps, request: EditKey): Promise<ListedKey> {
  const { view, key } = await chosenKey(deps, request.key);
  const set: KeyEdit = {
    ...(request.name === undefined ? {} : { name: checkedName(request.name) }),
    ...(request.roles === undefined ? {} : { roles: checkedRoles(request.roles, key.roles) }),
    ...(request.organization === undefined ? {} : { organizationId: resolveOrganization(view, request.organization).id }),
    ...(request.default ? { default: true } : {}),
  };
  if (Object.keys(set).length === 0) throw new KeyrackError('E_USAGE', 'Nothing to change was given: --name, --role, --org or --default.');
  const after = await deps.session.change({ do: 'edit-key', id: key.id, set });
  deps.activity.note('edit', [key.id], 'ok');
  const edited = after.keys.find(({ id }) => id === key.id);
  if (!edited) throw new KeyrackError('E_NOT_FOUND', 'This key is no longer there.');
  return listedKey(edited, organizationOf(after, edited), await deps.state.read());
}
