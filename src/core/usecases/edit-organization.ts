import { KeyrackError } from '../../shared/errors/index.js';
import type { OrganizationEdit } from '../../strongroom/client/contract.js';
import type { Deps } from '../deps.js';
import { resolveOrganization } from '../selectors.js';
import { checkedIssuerId, checkedName, checkedTeamId, checkedVendorNumber } from '../typed.js';
import { type ListedOrganization, listedOrganization } from './list-organizations.js';

export interface EditOrganization {
  /** Whole name or id. */
  readonly organization: string;
  /** Texts as typed. */
  readonly set: OrganizationEdit;
}

/** E_NOT_FOUND, E_NAME_TAKEN, E_ISSUER_FORMAT, E_TEAM_FORMAT, E_VENDOR_FORMAT. */
export async function editOrganization({ session }: Deps, request: EditOrganization): Promise<ListedOrganization> {
  const { id } = resolveOrganization(await session.view(), request.organization);
  const { name, issuerId, teamId, vendorNumber } = request.set;
  const view = await session.change({
    do: 'edit-organization',
    id,
    set: {
      ...request.set,
      ...(name === undefined ? {} : { name: checkedName(name) }),
      ...(issuerId === undefined || issuerId === null ? {} : { issuerId: checkedIssuerId(issuerId) }),
      ...(teamId === undefined ? {} : { teamId: checkedTeamId(teamId) }),
      ...(vendorNumber === undefined ? {} : { vendorNumber: checkedVendorNumber(vendorNumber) }),
    },
  });
  const edited = view.organizations.find((one) => one.id === id);
  if (!edited) throw new KeyrackError('E_NOT_FOUND', 'This organization is no longer there.');
  return listedOrganization(view, edited);
}
