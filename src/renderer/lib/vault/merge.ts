import type { KeyData, VaultChange, VaultData } from '../../../shared/ipc/contract.js';
import { byName } from '../../../shared/order.js';

/**
 * The vault with what is new in it: organizations by name, keys by organization and then by name. What did not change
 * stays the same object, and sorting again what was sorted is one comparison a row.
 */
export function merge(before: VaultData | null, { step, gone, ...change }: VaultChange): VaultData {
  const base = step === 0 || before === null ? { organizations: [], keys: [] } : before;
  const isGone = new Set(gone);
  const organizations = replaced(base.organizations, change.organizations, isGone, (a, b) => a.name === b.name);
  const keys = replaced(base.keys, change.keys, isGone, (a, b) => a.name === b.name && a.organizationId === b.organizationId);
  const sorted = organizations.isMoved ? [...organizations.list].sort(byName) : organizations.list;
  if (!organizations.isMoved && !keys.isMoved) return { ...change, organizations: sorted, keys: keys.list };
  const places = new Map(sorted.map(({ id }, at) => [id, at]));
  const placeOf = ({ organizationId }: KeyData) => places.get(organizationId) ?? sorted.length;
  return { ...change, organizations: sorted, keys: [...keys.list].sort((a, b) => placeOf(a) - placeOf(b) || byName(a, b)) };
}

/** `isMoved`: its order may no longer hold. */
function replaced<T extends { readonly id: string }>(
  before: T[],
  news: readonly T[],
  gone: ReadonlySet<string>,
  isInPlace: (a: T, b: T) => boolean,
): { readonly list: T[]; readonly isMoved: boolean } {
  if (news.length === 0 && gone.size === 0) return { list: before, isMoved: false };
  const fresh = new Map(news.map((one) => [one.id, one]));
  let isMoved = false;
  const list = before.flatMap((old) => {
    const one = fresh.get(old.id);
    if (!one) return gone.has(old.id) ? [] : [old];
    fresh.delete(old.id);
    if (!isInPlace(old, one)) isMoved = true;
    return [one];
  });
  if (fresh.size > 0) isMoved = true;
  for (const one of fresh.values()) list.push(one);
  return { list, isMoved };
}
