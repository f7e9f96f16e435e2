import type { Deps } from '../../deps.js';
import { resolveOrganization } from '../../selectors/selectors.js';
import { type ListedOrganization, listedOrganization } from './list-organizations.js';

export interface RemoveOrganization {
  /** Whole name or id. */
  readonly organization: string;
}

/** E_ORG_NOT_EMPTY while keys, trashed ones included, are in it. Answers what was removed. */
export async function removeOrganization({ session }: Deps, request: RemoveOrganization): Promise<ListedOrganization> {
  const view = await session.view();
  const organization = resolveOrganization(view, request.organization);
  await session.change({ do: 'remove-organization', id: organization.id });
  return listedOrganization(view, organization);
}
