import { KeyrackError } from '../../../shared/errors/index.js';
import type { KeyEdit } from '../../../strongroom/client/contract.js';
import { type ConfirmTokens, changingTokens } from '../../confirm-token-changes.js';
import type { Deps } from '../../deps.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { type ListedKey, listedKey, organizationOf } from '../../selectors/listed-key.js';
import { resolveOrganization, type Stored } from '../../selectors/selectors.js';
import { checkedName, checkedRoles } from '../../typed.js';

export interface EditKey {
  readonly key: string | undefined;
  readonly name?: string;
  readonly roles?: readonly string[];
  /** Where it moves to: whole name or id. */
  readonly organization?: string;
  readonly default?: true;
  readonly confirm?: ConfirmTokens | undefined;
}

/** E_USAGE when nothing is to be changed, E_NAME_TAKEN, E_NOT_FOUND; E_CANCELLED where `confirm` says no. */
export async function editKey(deps: Deps, request: EditKey): Promise<ListedKey> {
  const { view, key } = await chosenKey(deps, request.key);
  const set: KeyEdit = {
    ...(request.name === undefined ? {} : { name: checkedName(request.name) }),
    ...(request.roles === undefined ? {} : { roles: checkedRoles(request.roles, key.roles) }),
    ...(request.organization === undefined ? {} : { organizationId: resolveOrganization(view, request.organization).id }),
    ...(request.default ? { default: true } : {}),
  };
  if (Object.keys(set).length === 0) throw new KeyrackError('E_USAGE', 'Nothing to change was given: --name, --role, --org or --default.');
  const after = await changingTokens(deps, view, edited(view, key.id, set), request.confirm, () =>
    deps.session.change({ do: 'edit-key', id: key.id, set }),
  );
  deps.activity.note('edit', [key.id], 'ok');
  const now = after.keys.find(({ id }) => id === key.id);
  if (!now) throw new KeyrackError('E_NOT_FOUND', 'This key is no longer there.');
  return listedKey(now, organizationOf(after, now), await deps.state.read());
}

/** As the strongroom will have it: who moves is no longer the default of where they were. */
function edited(view: Stored, id: string, { organizationId, name, default: isDefault }: KeyEdit): Stored {
  const before = view.keys.find((key) => key.id === id);
  const home = organizationId ?? before?.organizationId;
  const defaultOf = (one: Stored['organizations'][number]): string | null => {
    if (one.id === home && isDefault) return id;
    return one.defaultKeyId === id && one.id !== home ? null : one.defaultKeyId;
  };
  return {
    organizations: view.organizations.map((one) => ({ ...one, defaultKeyId: defaultOf(one) })),
    keys: view.keys.map((key) => (key.id === id && home !== undefined ? { ...key, organizationId: home, name: name ?? key.name } : key)),
  };
}
