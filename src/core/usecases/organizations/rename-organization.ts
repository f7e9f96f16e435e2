import type { Deps } from '../../deps.js';
import { editOrganization } from './edit-organization.js';
import type { ListedOrganization } from './list-organizations.js';

export interface RenameOrganization {
  /** Whole name or id. */
  readonly organization: string;
  readonly name: string;
}

/** E_NOT_FOUND, E_NAME_TAKEN. */
export const renameOrganization = (deps: Deps, { organization, name }: RenameOrganization): Promise<ListedOrganization> =>
  editOrganization(deps, { organization, set: { name } });
