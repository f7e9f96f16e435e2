import type { Cause } from '../../../shared/diagnosis/cause.js';
import { diagnose } from '../../../shared/diagnosis/diagnose.js';
import { evidenceOf } from '../../../shared/diagnosis/gather.js';
import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import { keysOf, shelfOf } from '../../lib/vault/key-index.js';

/** What the window knows of a key that was refused, handed to the diagnosis. Ranked; empty while the vault is not there. */
export function causesOf(card: KeyData, result: KeyTest | undefined, data: VaultData | null): readonly Cause[] {
  const organization = data && shelfOf(data).organizations.get(card.organizationId);
  if (!data || !organization) return [];
  return diagnose(evidenceOf({ key: card, organization, siblings: keysOf(data, organization.id), stored: data }, result));
}
