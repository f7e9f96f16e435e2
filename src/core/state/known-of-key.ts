import type { LastTest } from '../../shared/model.js';
import type { State } from '../ports/index.js';

/** What is remembered of a stored key beside what the vault holds of it. */
export interface KnownOfKey {
  readonly lastUsedAt: string | null;
  readonly lastTest: LastTest | null;
  /** When the newest backup was made that is known to hold it; null: it is in none. */
  readonly backedUpAt: string | null;
}

/** By our id, which may be any text in a damaged file. */
export function knownOf({ keys }: Pick<State, 'keys'>, id: string): KnownOfKey {
  const { lastUsedAt = null, lastTest = null, backedUpAt = null } = (Object.hasOwn(keys, id) && keys[id]) || {};
  return { lastUsedAt, lastTest, backedUpAt };
}
