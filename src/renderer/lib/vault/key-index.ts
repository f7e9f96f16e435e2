import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';

/** The vault, ready to be looked up in; made once for each thing main says of it. */
export interface Shelf {
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly keys: ReadonlyMap<string, KeyData>;
  /** Not in the Trash, in the order of `VaultData`. */
  readonly live: readonly KeyData[];
  readonly liveOf: ReadonlyMap<string, readonly KeyData[]>;
  readonly trashed: readonly KeyData[];
}

const made = new WeakMap<VaultData, Shelf>();

export function shelfOf(data: VaultData): Shelf {
  const there = made.get(data);
  if (there) return there;
  const live: KeyData[] = [];
  const trashed: KeyData[] = [];
  const liveOf = new Map<string, KeyData[]>();
  for (const key of data.keys) {
    if (key.trashedAt !== null) {
      trashed.push(key);
      continue;
    }
    live.push(key);
    const group = liveOf.get(key.organizationId);
    if (group) group.push(key);
    else liveOf.set(key.organizationId, [key]);
  }
  const shelf: Shelf = {
    organizations: new Map(data.organizations.map((one) => [one.id, one])),
    keys: new Map(data.keys.map((one) => [one.id, one])),
    live,
    liveOf,
    trashed,
  };
  made.set(data, shelf);
  return shelf;
}

export const keysOf = (data: VaultData, organizationId: string): readonly KeyData[] => shelfOf(data).liveOf.get(organizationId) ?? [];
