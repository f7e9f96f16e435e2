import { sameName } from '../../../shared/same-name.js';
import type { StoredKey } from './document.js';

/**
 * A document's keys while others are put in, found by what they share: thousands are compared with thousands, and looking through
 * all of them for each would cost the square (M-20).
 */
export interface Shelf {
  /** In their order; another list only where something was put in or replaced. */
  readonly keys: readonly StoredKey[];
  byFingerprint(fingerprint: string): readonly StoredKey[];
  byKeyId(keyId: string): readonly StoredKey[];
  hasId(id: string): boolean;
  /** Names of an organization's live keys, as `sameName` has them. */
  taken(organizationId: string): ReadonlySet<string>;
  add(key: StoredKey): void;
  /** In the place of the one with its id. */
  replace(key: StoredKey): void;
}

export function shelve(stored: readonly StoredKey[]): Shelf {
  let keys: StoredKey[] | null = null;
  const places = new Map<string, number>();
  const fingerprints = new Map<string, StoredKey[]>();
  const keyIds = new Map<string, StoredKey[]>();
  const organizations = new Map<string, StoredKey[]>();
  const names = new Map<string, Set<string>>();
  const index = (key: StoredKey, place: number) => {
    if (!places.has(key.id)) places.set(key.id, place);
    push(fingerprints, key.fingerprint, key);
    push(keyIds, key.keyId, key);
    push(organizations, key.organizationId, key);
  };
  for (const [place, key] of stored.entries()) index(key, place);
  const own = (): StoredKey[] => {
    keys ??= [...stored];
    return keys;
  };
  const take = ({ organizationId, trashedAt, name }: StoredKey) => {
    if (trashedAt === null) names.get(organizationId)?.add(sameName(name));
  };
  return {
    get keys() {
      return keys ?? stored;
    },
    byFingerprint: (fingerprint) => fingerprints.get(fingerprint) ?? [],
    byKeyId: (keyId) => keyIds.get(keyId) ?? [],
    hasId: (id) => places.has(id),
    taken(organizationId) {
      const live = () => (organizations.get(organizationId) ?? []).filter(({ trashedAt }) => trashedAt === null);
      const known = names.get(organizationId) ?? new Set(live().map(({ name }) => sameName(name)));
      names.set(organizationId, known);
      return known;
    },
    add(key) {
      index(key, own().push(key) - 1);
      take(key);
    },
    replace(key) {
      const place = places.get(key.id);
      const before = place === undefined ? undefined : own()[place];
      if (place === undefined || before === undefined) return;
      own()[place] = key;
      for (const list of [fingerprints.get(key.fingerprint), keyIds.get(key.keyId), organizations.get(key.organizationId)])
        list?.splice(list.indexOf(before), 1, key);
      take(key);
    },
  };
}

function push(map: Map<string, StoredKey[]>, name: string, key: StoredKey): void {
  const list = map.get(name);
  if (list) list.push(key);
  else map.set(name, [key]);
}
