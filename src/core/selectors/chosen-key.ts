import type { VaultView } from '../../strongroom/client/contract.js';
import type { Deps } from '../deps.js';
import { type Choice, chooseKey } from './selectors.js';

/** The key a request means, by the order of cli.md; the window always names one by its id. */
export async function chosenKey(deps: Deps, selector: string | undefined): Promise<Choice & { readonly view: VaultView }> {
  const view = await deps.session.view();
  const choice = await chooseKey(view, {
    argument: selector,
    environment: deps.defaultSelector,
    file: () => deps.folders.nearestBinding(deps.cwd),
    folders: async () => (await deps.state.read()).folders,
    cwd: deps.cwd,
  });
  return { ...choice, view };
}
