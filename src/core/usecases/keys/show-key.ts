import type { Program } from '../../../shared/model.js';
import type { Deps } from '../../deps.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { type ListedKey, listedKey, organizationOf } from '../../selectors/listed-key.js';

/** As `keyrack show --json` prints it. */
export interface ShownKey extends ListedKey {
  readonly program: Program;
  /** Does the organization's name mean this key? */
  readonly default: boolean;
  /** The name of the file it was imported from. */
  readonly sourceName: string;
  readonly teamId: string | null;
  readonly vendorNumber: string | null;
}

export async function showKey(deps: Deps, { key: selector }: { readonly key: string | undefined }): Promise<ShownKey> {
  const { view, key } = await chosenKey(deps, selector);
  const organization = organizationOf(view, key);
  return {
    ...listedKey(key, organization, await deps.state.read()),
    program: organization.program,
    default: organization.defaultKeyId === key.id,
    sourceName: key.sourceName,
    teamId: organization.teamId,
    vendorNumber: organization.vendorNumber,
  };
}
