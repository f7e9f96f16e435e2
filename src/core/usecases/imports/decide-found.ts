import { sameName } from '../../../shared/same-name.js';
import type { Decision } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { findOrganization } from '../../selectors/selectors.js';
import { itemOf, type SaidOfFound } from './found-items.js';
import { isId } from './import-keys.js';

/** What would become of each row as things are said now; nothing is read and nothing is stored. In the order of the rows. */
export async function decideFound(deps: Deps, request: SaidOfFound): Promise<readonly Decision[]> {
  const view = await deps.session.view();
  const targetOf = (name: string) => {
    const found = findOrganization(view, name);
    if (found) return { id: found.id };
    return sameName(name) === '' || isId(name) ? null : { name, program: request.program };
  };
  const targets = new Map<string, ReturnType<typeof targetOf>>();
  const items = request.rows.map((row) => {
    const name = request.organization ?? row.organization ?? '';
    if (!targets.has(name)) targets.set(name, targetOf(name));
    return { organization: targets.get(name) ?? null, item: itemOf(row, request) };
  });
  return deps.strongroom.decide({ items });
}
