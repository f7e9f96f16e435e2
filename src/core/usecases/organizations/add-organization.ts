import type { Program } from '../../../shared/model.js';
import type { Deps } from '../../deps.js';
import { checkedIssuerId, checkedName, checkedTeamId, checkedVendorNumber } from '../../typed.js';
import { type ListedOrganization, listedOrganization } from './list-organizations.js';

export interface AddOrganization {
  readonly name: string;
  readonly program: Program;
  /** As typed; null: not known yet. */
  readonly issuerId: string | null;
  readonly teamId?: string;
  readonly vendorNumber?: string;
}

/** E_NAME_TAKEN, E_ISSUER_FORMAT, E_TEAM_FORMAT, E_VENDOR_FORMAT, E_USAGE for a name that cannot be one. */
export async function addOrganization({ session, clock }: Deps, request: AddOrganization): Promise<ListedOrganization> {
  const organization = {
    id: (await import('node:crypto')).randomUUID(),
    name: checkedName(request.name),
    program: request.program,
    issuerId: request.issuerId === null ? null : checkedIssuerId(request.issuerId),
    teamId: checkedTeamId(request.teamId ?? null),
    vendorNumber: checkedVendorNumber(request.vendorNumber ?? null),
    notes: '',
    tags: [],
    defaultKeyId: null,
    createdAt: new Date(clock.now()).toISOString(),
  };
  const view = await session.change({ do: 'add-organization', organization });
  return listedOrganization(view, organization);
}
