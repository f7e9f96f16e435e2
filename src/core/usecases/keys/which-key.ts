import type { Deps } from '../../deps.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { organizationOf } from '../../selectors/listed-key.js';
import type { ChosenBy } from '../../selectors/selectors.js';

/** As `keyrack which --json` prints it. */
export interface WhichKey {
  readonly id: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
  readonly by: ChosenBy;
  readonly selector: string | null;
  readonly path: string | null;
}

/** What would be used, and why. */
export async function whichKey(deps: Deps, { key: argument }: { readonly key: string | undefined }): Promise<WhichKey> {
  const { view, key, by, selector, path } = await chosenKey(deps, argument);
  return { id: key.id, keyId: key.keyId, organization: organizationOf(view, key).name, name: key.name, by, selector, path };
}
