import type { VaultData } from '../../../shared/ipc/contract.js';
import { shelfOf } from '../../lib/vault/key-index.js';

/** How many keys no backup is known to hold; the Trash is not counted. */
export const inNoBackup = (data: VaultData): number => shelfOf(data).live.filter(({ backedUpAt }) => backedUpAt === null).length;
