import { randomBytes } from 'node:crypto';
import { chacha20poly1305 as otherCipher } from '@noble/ciphers/chacha.js';
import { x25519 as otherCurve } from '@noble/curves/ed25519.js';
import { hkdf as otherHkdf } from '@noble/hashes/hkdf.js';
import { hmac as otherHmac } from '@noble/hashes/hmac.js';
import { scrypt as otherScrypt } from '@noble/hashes/scrypt.js';
import { sha256 as otherSha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { chacha20poly1305, hkdf, hmac, randomBytes as madeBytes, scrypt, sha256 } from './native.js';
import { scalarMult, scalarMultBase } from './x25519.js';

const bytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const lengths = [0, 1, 15, 16, 17, 63, 64, 65, 1000, 65_536];

describe('the primitives of the command line’s bundle answer as the library’s own', () => {
  test('ChaCha20-Poly1305, both ways', () => {
    const [key, nonce] = [bytes(32), bytes(12)];
    for (const length of lengths) {
      const text = bytes(length);
      const sealed = chacha20poly1305(key, nonce).encrypt(text);
      expect(sealed).toEqual(otherCipher(key, nonce).encrypt(text));
      expect(chacha20poly1305(key, nonce).decrypt(sealed)).toEqual(text);
    }
  });
  test('ChaCha20-Poly1305 refuses what was altered, cut or sealed with another key', () => {
    const [key, nonce] = [bytes(32), bytes(12)];
    const sealed = chacha20poly1305(key, nonce).encrypt(bytes(40));
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = sealed.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => chacha20poly1305(key, nonce).decrypt(altered)).toThrow();
      expect(() => chacha20poly1305(key, nonce).decrypt(sealed.subarray(0, at))).toThrow();
    }
    expect(() => chacha20poly1305(bytes(32), nonce).decrypt(sealed)).toThrow();
  });
  test('SHA-256, HMAC and HKDF', () => {
    for (const length of lengths) {
      const [data, key, salt] = [bytes(length), bytes(32), bytes(16)];
      expect(sha256(data)).toEqual(otherSha256(data));
      expect(hmac(sha256, key, data)).toEqual(otherHmac(otherSha256, key, data));
      const info = new TextEncoder().encode('payload');
      expect(hkdf(sha256, key, salt, info, 32)).toEqual(otherHkdf(otherSha256, key, salt, info, 32));
      expect(hkdf(sha256, key, undefined, info, 77)).toEqual(otherHkdf(otherSha256, key, undefined, info, 77));
    }
  });
  test('scrypt', () => {
    const salt = bytes(44);
    for (const passphrase of ['four words nobody guesses', 'Änderungsschlüssel 🗝', '']) {
      const cost = { N: 2 ** 10, r: 8, p: 1, dkLen: 32 };
      expect(scrypt(passphrase, salt, cost)).toEqual(otherScrypt(passphrase, salt, cost));
    }
  });
  test('X25519 and its base point', async () => {
    for (let n = 0; n < 20; n += 1) {
      const [scalar, other] = [bytes(32), otherCurve.getPublicKey(bytes(32))];
      expect(await scalarMult(scalar, other)).toEqual(otherCurve.scalarMult(scalar, other));
      expect(await scalarMultBase(scalar)).toEqual(otherCurve.scalarMultBase(scalar));
    }
  });
  test('X25519 refuses what has no secret to share, and what is not 32 bytes', async () => {
    // The point of order two, and the one whose order divides eight: any scalar takes them to zero.
    for (const low of [new Uint8Array(32), new Uint8Array(32).fill(1, 0, 1)]) {
      await expect(scalarMult(bytes(32), low)).rejects.toThrow();
      expect(() => otherCurve.scalarMult(bytes(32), low)).toThrow();
    }
    for (const length of [0, 31, 33]) {
      await expect(scalarMult(bytes(length), bytes(32))).rejects.toThrow();
      await expect(scalarMult(bytes(32), bytes(length))).rejects.toThrow();
      await expect(scalarMultBase(bytes(length))).rejects.toThrow();
    }
  });
  test('random bytes, as many as are wanted', () => {
    expect(madeBytes(32)).toHaveLength(32);
    expect(madeBytes(32)).not.toEqual(madeBytes(32));
  });
});
