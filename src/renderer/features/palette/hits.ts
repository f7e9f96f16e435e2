import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { fold, type Searchable, score, searchable, wordsOf } from '../../lib/vault/fuzzy.js';
import { shelfOf } from '../../lib/vault/key-index.js';

export interface KeyHit {
  readonly kind: 'key';
  readonly key: KeyData;
  readonly organization: Organization;
}
export interface OrganizationHit {
  readonly kind: 'organization';
  readonly organization: Organization;
}
export interface Found {
  readonly keys: readonly KeyHit[];
  readonly organizations: readonly OrganizationHit[];
  /** Keys that match and are not shown. */
  readonly more: number;
}

/** What is drawn at most; whoever has more types another letter. */
const shownKeys = 20;
const shownOrganizations = 10;
const shownRecent = 6;

/** The best keys and organizations for a query; for none, what was used last. */
export function find(data: VaultData, query: string): Found {
  const words = wordsOf(query);
  const shelf = shelfOf(data);
  if (words.length === 0) {
    const used = shelf.live.filter(({ lastUsedAt }) => lastUsedAt !== null).sort(byUse);
    return { keys: used.slice(0, shownRecent).flatMap((key) => hitOf(key, shelf.organizations)), organizations: [], more: 0 };
  }
  const found: Scored[] = [];
  for (const key of shelf.live) {
    const organization = shelf.organizations.get(key.organizationId);
    if (!organization) continue;
    const entry = entryOf(key, organization);
    const sum = total(words, (word) => Math.max(score(word, entry.label), beside(word, entry)));
    if (sum > 0) found.push({ sum, key, organization });
  }
  // The order of the list decides last: sorting keeps what is equal as it was.
  found.sort((a, b) => b.sum - a.sum || byUse(a.key, b.key) || Number(isDefault(b)) - Number(isDefault(a)));
  const organizations = data.organizations
    .map((organization) => ({ organization, sum: total(words, (word) => score(word, nameOf(organization))) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum);
  return {
    keys: found.slice(0, shownKeys).map(({ key, organization }) => ({ kind: 'key', key, organization })),
    organizations: organizations.slice(0, shownOrganizations).map(({ organization }) => ({ kind: 'organization', organization })),
    more: Math.max(0, found.length - shownKeys),
  };
}

interface Scored {
  readonly sum: number;
  readonly key: KeyData;
  readonly organization: Organization;
}

const isDefault = ({ key, organization }: Scored): boolean => organization.defaultKeyId === key.id;
const byUse = (a: KeyData, b: KeyData): number =>
  a.lastUsedAt === b.lastUsedAt ? 0 : (a.lastUsedAt ?? '') > (b.lastUsedAt ?? '') ? -1 : 1;

function hitOf(key: KeyData, organizations: ReadonlyMap<string, Organization>): KeyHit[] {
  const organization = organizations.get(key.organizationId);
  return organization ? [{ kind: 'key', key, organization }] : [];
}

/** The sum over all words; 0 as soon as one is not found. */
export function total(words: readonly string[], of: (word: string) => number): number {
  let sum = 0;
  for (const word of words) {
    const one = of(word);
    if (one === 0) return 0;
    sum += one;
  }
  return sum;
}

interface Entry {
  readonly organization: Organization;
  readonly label: Searchable;
  readonly keyId: string;
  readonly issuerId: string;
  readonly tags: readonly string[];
}

/** An id is found by its beginning, a tag by its own; neither is marked, and a name comes first. */
function beside(word: string, { keyId, issuerId, tags }: Entry): number {
  if (word.length > 2 && keyId.startsWith(word)) return 60;
  if (tags.some((tag) => tag.startsWith(word))) return 40;
  return word.length > 3 && (keyId.includes(word) || issuerId.includes(word)) ? 20 : 0;
}

// A key whose object is the same, in an organization whose object is the same, is searched as before.
const entries = new WeakMap<KeyData, Entry>();
function entryOf(key: KeyData, organization: Organization): Entry {
  const there = entries.get(key);
  if (there?.organization === organization) return there;
  const entry = {
    organization,
    label: searchable(`${organization.name} / ${key.name}`),
    keyId: fold(key.keyId),
    issuerId: fold(organization.issuerId ?? ''),
    tags: organization.tags.map(fold),
  };
  entries.set(key, entry);
  return entry;
}

const names = new WeakMap<Organization, Searchable>();
function nameOf(organization: Organization): Searchable {
  const there = names.get(organization) ?? searchable(organization.name);
  names.set(organization, there);
  return there;
}
