import { Decrypter, Encrypter } from 'age-encryption';
import { KeyrackError } from '../../../shared/errors/index.js';
import { formsOf } from '../../../shared/passphrase.js';
import { collected, streamOf } from '../vault/seal.js';
import type { SealingPassphrase } from './new-passphrase.js';

/** Under a passphrase (identity.age). `logN`: 18 in the product. */
export async function sealWithPassphrase(plaintext: Uint8Array, passphrase: SealingPassphrase, logN: number): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(logN);
  return collected(await encrypter.encrypt(streamOf(plaintext)));
}

/** A work factor above it is refused before any work. */
export const highestLogN = 20;

/** An age file under a passphrase, as far as can be told without it. */
export function looksSealed(sealed: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(sealed.subarray(0, 200));
  const stanza = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9]\d?)\n[A-Za-z0-9+/]{43}\n--- /.exec(head);
  return stanza !== null && Number(stanza[1]) <= highestLogN;
}

/** E_PASSPHRASE_WRONG or E_VAULT_DAMAGED. A work factor over 20 is refused before any work: a hostile file could ask for hours. */
export async function openWithPassphrase(sealed: Uint8Array, passphrase: string): Promise<Uint8Array> {
  if (!looksSealed(sealed)) throw new KeyrackError('E_VAULT_DAMAGED');
  const decrypter = new Decrypter();
  // Each is tried only where the one before did not fit.
  for (const form of formsOf(passphrase)) decrypter.addPassphrase(form);
  // Identities are asked in order: who gets as far as this witness was not let in by the passphrase.
  let notMine = false;
  decrypter.addIdentity({
    unwrapFileKey() {
      notMine = true;
      return null;
    },
  });
  try {
    return await collected(await decrypter.decrypt(streamOf(sealed)));
  } catch (cause) {
    throw new KeyrackError(notMine ? 'E_PASSPHRASE_WRONG' : 'E_VAULT_DAMAGED', undefined, { cause });
  }
}
