import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { KeyrackError } from '../../shared/errors/index.js';

/** `AGE-SECRET-KEY-1…`, X25519, so that Debian's `age` opens our files. */
export const newIdentity = (): Promise<string> => generateX25519Identity();

/** The `age1…` of an identity. Rejects with E_IDENTITY_WRONG for what is no identity. */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch (cause) {
    throw new KeyrackError('E_IDENTITY_WRONG', 'This is not an age identity (AGE-SECRET-KEY-1…).', { cause });
  }
}

/** Seals to exactly these recipients. */
export async function seal(plaintext: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0) throw new KeyrackError('E_INTERNAL');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(plaintext);
}

const intro = new TextEncoder().encode('age-encryption.org/v1\n');

/**
 * Opens a sealed file. E_VAULT_DAMAGED when it is no age file, or one that this identity's stanza opens but whose rest
 * does not verify; E_IDENTITY_WRONG when no stanza is for this identity. A bit flipped *in* the stanza looks like the
 * latter too: whoever holds other generations of the file knows better (store.ts).
 */
export async function open(sealed: Uint8Array, identity: string): Promise<Uint8Array> {
  if (!intro.every((byte, n) => sealed[n] === byte)) throw new KeyrackError('E_VAULT_DAMAGED');
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
  } catch (cause) {
    throw new KeyrackError('E_IDENTITY_WRONG', undefined, { cause });
  }
  try {
    return await decrypter.decrypt(sealed);
  } catch (cause) {
    // The library throws bare Errors; this one sentence is all that tells the two apart.
    const notMine = cause instanceof Error && cause.message === "no identity matched any of the file's recipients";
    throw new KeyrackError(notMine ? 'E_IDENTITY_WRONG' : 'E_VAULT_DAMAGED', undefined, { cause });
  }
}

/** Under a passphrase (identity.age). `logN`: 18 in the product. */
export async function sealWithPassphrase(plaintext: Uint8Array, passphrase: string, logN: number): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(logN);
  return encrypter.encrypt(plaintext);
}

const highestLogN = 20;

/** E_PASSPHRASE_WRONG or E_VAULT_DAMAGED. A work factor over 20 is refused before any work: a hostile file could ask for hours. */
export async function openWithPassphrase(sealed: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const head = new TextDecoder('latin1').decode(sealed.subarray(0, 200));
  const stanza = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9]\d?)\n[A-Za-z0-9+/]{43}\n--- /.exec(head);
  if (!stanza || Number(stanza[1]) > highestLogN) throw new KeyrackError('E_VAULT_DAMAGED');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(sealed);
  } catch (cause) {
    const notMine = cause instanceof Error && cause.message === "no identity matched any of the file's recipients";
    throw new KeyrackError(notMine ? 'E_PASSPHRASE_WRONG' : 'E_VAULT_DAMAGED', undefined, { cause });
  }
}
