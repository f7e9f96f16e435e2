import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomFillSync } from 'node:crypto';
import { absent } from './absent.js';

export { scrypt } from './scrypt.js';

/**
 * In the command line's bundle these stand for the same primitives in JavaScript, which age imports under these names: Node's
 * own OpenSSL needs no warming up. Only what age asks of them; `native.test.ts` holds the two side by side.
 */
const tagBytes = 16;

export const chacha20poly1305 = (key: Uint8Array, nonce: Uint8Array) => ({
  encrypt(plaintext: Uint8Array): Uint8Array {
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes });
    const body = cipher.update(plaintext);
    cipher.final();
    return plain(Buffer.concat([body, cipher.getAuthTag()]));
  },
  /** Throws where the tag is not this text's. */
  decrypt(sealed: Uint8Array): Uint8Array {
    if (sealed.length < tagBytes) throw new Error('too short');
    const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const body = decipher.update(sealed.subarray(0, -tagBytes));
    decipher.final();
    return plain(body);
  },
});

/** Hash functions are handed on as values; SHA-256 is the only one. */
export const sha256 = (data: Uint8Array): Uint8Array => plain(createHash('sha256').update(data).digest());
type Sha256 = typeof sha256;

export const hmac = (_hash: Sha256, key: Uint8Array, data: Uint8Array): Uint8Array =>
  plain(createHmac('sha256', key).update(data).digest());

export const hkdf = (_hash: Sha256, secret: Uint8Array, salt: Uint8Array | undefined, info: Uint8Array, length: number): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt ?? new Uint8Array(32), info, length));

export const randomBytes = (length: number): Uint8Array => randomFillSync(new Uint8Array(length));

// For recipients that `seal.ts` refuses.
export const extract = absent;
export const expand = absent;

/** Not a Buffer: the library compares and copies plain arrays of its own. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
