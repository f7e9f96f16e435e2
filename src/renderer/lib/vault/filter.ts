import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { fold, wordsOf } from './fuzzy.js';
import { shelfOf } from './key-index.js';

/** Organizations that a query leaves, and which of their keys match. */
export interface Filtered {
  readonly organizations: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
}

let last: { readonly data: VaultData; readonly query: string; readonly found: Filtered | null } | null = null;

/** Over organization, tag, key name, Key ID and Issuer ID; every word must be found. Null: nothing was typed. Both panes ask, one of them searches. */
export function filterVault(data: VaultData, query: string): Filtered | null {
  if (last?.data !== data || last.query !== query) last = { data, query, found: search(data, query) };
  return last.found;
}

function search(data: VaultData, query: string): Filtered | null {
  const words = wordsOf(query);
  if (words.length === 0) return null;
  const shelf = shelfOf(data);
  const keys = shelf.live.filter((key) => {
    const organization = shelf.organizations.get(key.organizationId);
    return organization !== undefined && has(words, `${textOf(organization)}\n${textOfKey(key)}`, organization);
  });
  const named = data.organizations.filter((one) => has(words, textOf(one), one));
  return {
    organizations: new Set([...keys.map(({ organizationId }) => organizationId), ...named.map(({ id }) => id)]),
    keys: new Set(keys.map(({ id }) => id)),
  };
}

// Two digits are in nearly every Issuer ID: they are meant for a name.
const has = (words: readonly string[], text: string, { issuerId }: Organization): boolean =>
  words.every((word) => text.includes(word) || (word.length >= 4 && issuerId?.includes(word) === true));

// Folded once for each object: what did not change is searched as before.
const texts = new WeakMap<Organization, string>();
function textOf(organization: Organization): string {
  const text = texts.get(organization) ?? fold([organization.name, ...organization.tags].join('\n'));
  texts.set(organization, text);
  return text;
}
const keyTexts = new WeakMap<KeyData, string>();
function textOfKey(key: KeyData): string {
  const text = keyTexts.get(key) ?? fold(`${key.name}\n${key.keyId}`);
  keyTexts.set(key, text);
  return text;
}
