import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';

/**
 * In the command line's bundle this stands for age's own way to X25519, which leads through WebCrypto or the pure-JavaScript
 * curve; both cost every start some milliseconds. OpenSSL answers at once.
 */
const pkcs8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const spki = Buffer.from('302a300506032b656e032100', 'hex');

/** Rejects where the result would be zero, as the library's do. */
export async function scalarMult(scalar: Uint8Array, u: Uint8Array): Promise<Uint8Array> {
  return plain(diffieHellman({ privateKey: privateKey(scalar), publicKey: publicKey(u) }));
}

export async function scalarMultBase(scalar: Uint8Array): Promise<Uint8Array> {
  return plain(createPublicKey(privateKey(scalar)).export({ type: 'spki', format: 'der' }).subarray(spki.length));
}

function privateKey(scalar: Uint8Array): KeyObject {
  if (scalar.length !== 32) throw new Error('X25519 private key must be 32 bytes');
  return createPrivateKey({ key: Buffer.concat([pkcs8, scalar]), format: 'der', type: 'pkcs8' });
}

function publicKey(u: Uint8Array): KeyObject {
  if (u.length !== 32) throw new Error('X25519 public key must be 32 bytes');
  return createPublicKey({ key: Buffer.concat([spki, u]), format: 'der', type: 'spki' });
}

const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes);
