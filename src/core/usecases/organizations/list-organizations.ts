import type { Organization } from '../../../shared/model.js';
import type { VaultView } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';

/** As `keyrack org list --json` prints it. `keys` counts what is not in the Trash. */
export interface ListedOrganization {
  readonly id: string;
  readonly name: string;
  readonly issuerId: string | null;
  readonly keys: number;
  readonly tags: readonly string[];
  readonly program: Organization['program'];
  readonly teamId: string | null;
  readonly vendorNumber: string | null;
}

/** By name. */
export async function listOrganizations({ session }: Deps): Promise<readonly ListedOrganization[]> {
  const view = await session.view();
  return view.organizations.map((one) => listedOrganization(view, one)).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export const listedOrganization = (
  view: VaultView,
  { id, name, issuerId, tags, program, teamId, vendorNumber }: Organization,
): ListedOrganization => ({
  id,
  name,
  issuerId,
  keys: view.keys.filter((key) => key.organizationId === id && key.trashedAt === null).length,
  tags,
  program,
  teamId,
  vendorNumber,
});
