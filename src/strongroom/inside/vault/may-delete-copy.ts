import { isNewer, type StoredKey, type VaultDocument, wasPurged } from '../document/document.js';
import type { Generation } from './generations.js';

/** The keys of `other` that `vault` neither holds, by their private key, nor was told to purge. */
function lackedBy(vault: VaultDocument, other: VaultDocument): readonly StoredKey[] {
  const held = new Set(vault.keys.map(({ privateKey }) => privateKey));
  return other.keys.filter(({ id, privateKey }) => !held.has(privateKey) && !wasPurged(vault, id));
}

/**
 * May this copy go, once `vault` is written? Only one that was read, opened, is of this vault, and holds no key that would be gone
 * with it. What a newer Keyrack wrote may hold what this one does not see.
 */
export const mayGo = (vault: VaultDocument, copy: Generation): boolean =>
  copy.is === 'good' && copy.document.vaultId === vault.vaultId && !isNewer(copy.document) && lackedBy(vault, copy.document).length === 0;
