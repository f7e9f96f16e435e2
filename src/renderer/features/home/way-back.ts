import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import { cleanName } from '../../../shared/text.js';

interface WayBack {
  readonly organizationId: string;
  readonly name?: string;
  readonly default?: true;
}

/**
 * What takes back the move of a key that was as given in `before`, and went under `movedAs`, as it was typed. Only what the move did:
 * a name that was given since, and a default that was chosen since, stay.
 */
export function wayBack(before: VaultData, { id, name, organizationId }: KeyData, movedAs: string, now: VaultData): WayBack {
  const defaultIn = ({ organizations }: VaultData) => organizations.find((one) => one.id === organizationId)?.defaultKeyId ?? null;
  const given = cleanName(movedAs);
  const isNamedByMove = given !== name && now.keys.find((one) => one.id === id)?.name === given;
  const lostDefault = defaultIn(before) === id && defaultIn(now) === null;
  return { organizationId, ...(isNamedByMove ? { name } : {}), ...(lostDefault ? { default: true } : {}) };
}
