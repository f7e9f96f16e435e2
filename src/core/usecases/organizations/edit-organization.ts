import { KeyrackError } from '../../../shared/errors/index.js';
import type { OrganizationEdit } from '../../../strongroom/client/contract.js';
import { type ConfirmTokens, changingTokens } from '../../confirm-token-changes.js';
import type { Deps } from '../../deps.js';
import { resolveOrganization } from '../../selectors/selectors.js';
import { checkedIssuerId, checkedName, checkedTeamId, checkedVendorNumber } from '../../typed.js';
import { type ListedOrganization, listedOrganization } from './list-organizations.js';

export interface EditOrganization {
  /** Whole name or id. */
  readonly organization: string;
  /** Texts as typed. */
  readonly set: OrganizationEdit;
  readonly confirm?: ConfirmTokens | undefined;
}

/** E_NOT_FOUND, E_NAME_TAKEN, E_ISSUER_FORMAT, E_TEAM_FORMAT, E_VENDOR_FORMAT; E_CANCELLED where `confirm` says no. */
export async function editOrganization(deps: Deps, request: EditOrganization): Promise<ListedOrganization> {
  const { session } = deps;
  const before = await session.view();
  const { id } = resolveOrganization(before, request.organization);
  const { name, issuerId, teamId, vendorNumber } = request.set;
  const set = {
    ...request.set,
    ...(name === undefined ? {} : { name: checkedName(name) }),
    ...(issuerId === undefined || issuerId === null ? {} : { issuerId: checkedIssuerId(issuerId) }),
    ...(teamId === undefined ? {} : { teamId: checkedTeamId(teamId) }),
    ...(vendorNumber === undefined ? {} : { vendorNumber: checkedVendorNumber(vendorNumber) }),
  };
  const after = { ...before, organizations: before.organizations.map((one) => (one.id === id ? { ...one, ...set } : one)) };
  // What is refused needs no question: a team without an Issuer ID.
  const isAsked = set.issuerId !== null;
  const view = await changingTokens(deps, before, after, isAsked ? request.confirm : undefined, () =>
    session.change({ do: 'edit-organization', id, set }),
  );
  const edited = view.organizations.find((one) => one.id === id);
  if (!edited) throw new KeyrackError('E_NOT_FOUND', 'This organization is no longer there.');
  return listedOrganization(view, edited);
}
