import { sameName } from '../../../shared/same-name.js';
import type { Deps } from '../../deps.js';
import { type ListedKey, listedKey } from '../../selectors/listed-key.js';
import { resolveOrganization } from '../../selectors/selectors.js';

export interface ListKeys {
  /** Any part of a name, a Key ID, an Issuer ID or a tag; every word must be found. */
  readonly query: string | null;
  /** Whole name or id. */
  readonly organization: string | null;
  /** The trashed ones instead of the live ones. */
  readonly trash: boolean;
}

/** By organization, then by name. E_NOT_FOUND for an organization that is not there. */
export async function listKeys({ session, state }: Deps, { query, organization, trash }: ListKeys): Promise<readonly ListedKey[]> {
  const [view, known] = [await session.view(), await state.read()];
  const only = organization === null ? null : resolveOrganization(view, organization).id;
  const organizations = new Map(view.organizations.map((one) => [one.id, one]));
  const words = sameName(query ?? '')
    .split(' ')
    .filter(Boolean);
  const rows = view.keys.flatMap((key) => {
    const its = organizations.get(key.organizationId);
    if (!its || (key.trashedAt !== null) !== trash || (only !== null && its.id !== only)) return [];
    const text = [its.name, key.name, key.keyId, its.issuerId ?? '', ...its.tags].map(sameName).join('\n');
    return words.every((word) => text.includes(word)) ? [listedKey(key, its, known)] : [];
  });
  const order = new Intl.Collator('en', { numeric: true });
  return rows.sort((a, b) => order.compare(a.organization, b.organization) || order.compare(a.name, b.name));
}
