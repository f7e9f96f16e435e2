import { Decrypter, Encrypter, generateX25519Identity, type Identity, identityToRecipient } from 'age-encryption';
import { KeyrackError } from '../../../shared/errors/index.js';

/** `AGE-SECRET-KEY-1…`, made anew. */
export const newIdentity = (): Promise<string> => generateX25519Identity();

/** `age1…` of an `AGE-SECRET-KEY-1…`; E_IDENTITY_WRONG when this is none. */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(x25519Only(identity));
  } catch {
    // The library's text could quote the identity.
    throw new KeyrackError('E_IDENTITY_WRONG');
  }
}

// bech32 of 32 bytes. Post-quantum, tag and plugin recipients are refused: Debian's age must open what we wrote.
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const MAX_STANZAS = 64;

/** Binary age v1 for these X25519 recipients and no others. */
export async function seal(plaintext: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  const unique = [...new Set(recipients)];
  if (unique.length === 0 || !unique.every((one) => RECIPIENT.test(one)))
    throw new KeyrackError('E_VAULT_DAMAGED', 'The vault names a recipient that Keyrack cannot seal to.');
  for (const recipient of unique) encrypter.addRecipient(recipient);
  return collected(await encrypter.encrypt(streamOf(plaintext)));
}

/**
 * E_IDENTITY_WRONG: a well-formed age file of which this identity opens no stanza. E_VAULT_DAMAGED: anything else.
 * One flipped byte in the stanza looks like the former, so a caller with more copies asks those too before it believes it.
 */
export async function open(bytes: Uint8Array, identity: string): Promise<Uint8Array> {
  let unmatched = false;
  // The library tells the two cases apart by the text of its errors alone; identities are asked in order, so these two witnesses can tell too.
  const first: Identity = {
    unwrapFileKey(stanzas) {
      // Each stanza costs an X25519: a forged header must not keep us busy for minutes.
      if (stanzas.length > MAX_STANZAS) throw new Error('too many recipients');
      return null;
    },
  };
  const last: Identity = {
    unwrapFileKey() {
      unmatched = true;
      return null;
    },
  };
  const decrypter = new Decrypter();
  decrypter.addIdentity(first);
  try {
    decrypter.addIdentity(x25519Only(identity));
  } catch {
    throw new KeyrackError('E_IDENTITY_WRONG');
  }
  decrypter.addIdentity(last);
  try {
    return await collected(await decrypter.decrypt(streamOf(bytes)));
  } catch (error) {
    throw new KeyrackError(unmatched ? 'E_IDENTITY_WRONG' : 'E_VAULT_DAMAGED', undefined, { cause: error });
  }
}

// Asked for bytes, the library reads them through a `Response`, and Node then loads its whole HTTP client: 15 ms of every process.
export const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });

export async function collected(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function x25519Only(identity: string): string {
  if (!identity.startsWith('AGE-SECRET-KEY-1')) throw new KeyrackError('E_IDENTITY_WRONG');
  return identity;
}
