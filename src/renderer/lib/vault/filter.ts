import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { fold, wordsOf } from './fuzzy.js';
import { keysOf } from './key-index.js';

/** Organizations that a query leaves, and which of their keys match. */
export interface Filtered {
  readonly organizations: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
  /** The same keys, the likeliest first. */
  readonly found: readonly KeyData[];
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
  const typed = fold(query).trim();
  const ranked: readonly KeyData[][] = [[], [], []];
  for (const organization of data.organizations)
    for (const key of defaultFirst(keysOf(data, organization.id), organization))
      if (has(words, `${textOf(organization)}\n${textOfKey(key)}`, organization)) ranked[rank(typed, key, organization)]?.push(key);
  const found = ranked.flat();
  const named = data.organizations.filter((one) => has(words, textOf(one), one));
  return {
    organizations: new Set([...found.map(({ organizationId }) => organizationId), ...named.map(({ id }) => id)]),
    keys: new Set(found.map(({ id }) => id)),
    found,
  };
}

/** A name is typed from its beginning: its organization's, then its own; then the order of the list. */
function rank(typed: string, key: KeyData, organization: Organization): 0 | 1 | 2 {
  if (textOf(organization).startsWith(typed)) return 0;
  return textOfKey(key)
    .split('\n')
    .some((text) => text.startsWith(typed))
    ? 1
    : 2;
}

function defaultFirst(keys: readonly KeyData[], { defaultKeyId }: Organization): readonly KeyData[] {
  const first = keys.find(({ id }) => id === defaultKeyId);
  return first ? [first, ...keys.filter((key) => key !== first)] : keys;
}

/** What a key was found by that its card does not show: its organization’s tags, or the Issuer ID. */
export function foundBeside(words: readonly string[], key: KeyData, organization: Organization): readonly string[] {
  const seen = `${fold(organization.name)}\n${textOfKey(key)}`;
  const unseen = words.filter((word) => !seen.includes(word));
  return [...organization.tags, organization.issuerId ?? ''].filter((text) => unseen.some((word) => fold(text).includes(word)));
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
