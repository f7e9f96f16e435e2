import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';

/**
 * In the command line's bundle this stands for age's own way to X25519, which leads through WebCrypto or the pure-JavaScript
 * curve; both cost every start some milliseconds. OpenSSL answers at once. Keys go in as JWK: for DER, OpenSSL 3
 * looks for a decoder first, a millisecond and more each time. Of a private key `d` alone is read.
 */

/** Rejects where the result would be zero, as the library's do. */
export async function scalarMult(scalar: Uint8Array, u: Uint8Array): Promise<Uint8Array> {
  return plain(diffieHellman({ privateKey: privateKey(scalar), publicKey: publicKey(u) }));
}

export async function scalarMultBase(scalar: Uint8Array): Promise<Uint8Array> {
  const { x = '' } = createPublicKey(privateKey(scalar)).export({ format: 'jwk' });
  return bytesOf(x);
}

function privateKey(scalar: Uint8Array): KeyObject {
  if (scalar.length !== 32) throw new Error('X25519 private key must be 32 bytes');
  return createPrivateKey({ key: { ...curve, d: textOf(scalar), x: '' }, format: 'jwk' });
}

function publicKey(u: Uint8Array): KeyObject {
  if (u.length !== 32) throw new Error('X25519 public key must be 32 bytes');
  return createPublicKey({ key: { ...curve, x: textOf(u) }, format: 'jwk' });
}

const curve = { kty: 'OKP', crv: 'X25519' };
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes);
