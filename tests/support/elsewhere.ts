import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { signedToken } from '../../src/strongroom/inside/keys/sign.js';
import { der } from './keys.js';

/** The other half of a differential: openssl's and another JWT library's word on what we accept and what it signs. */

/** Throws unless openssl takes the private key for a good one; answers its public half, PEM. */
function opensslTakes(privateKeyPem: string): string {
  const said = execFileSync('openssl', ['pkey', '-check', '-pubout'], { input: privateKeyPem, encoding: 'utf8', stdio: 'pipe' });
  const [valid, publicPem] = said.split(/(?=-----BEGIN)/);
  if (valid?.trim() !== 'Key is valid' || publicPem === undefined) throw new Error(`openssl: ${valid}`);
  return publicPem;
}

/** Throws unless jsonwebtoken and `openssl dgst` both verify the token. */
export function othersVerify(token: string, publicPem: string): void {
  jwt.verify(token, publicPem, { algorithms: ['ES256'] });
  const [header = '', payload = '', signature = ''] = token.split('.');
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-dgst-'));
  try {
    const [key, signed] = [join(folder, 'public.pem'), join(folder, 'signature.der')];
    writeFileSync(key, publicPem);
    writeFileSync(signed, derSignature(Buffer.from(signature, 'base64url')));
    execFileSync('openssl', ['dgst', '-sha256', '-verify', key, '-signature', signed], { input: `${header}.${payload}`, stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Both of it, for a key that was read and lies in no vault. Two processes; answers the public half. */
export function othersAgree(privateKeyPem: string): string {
  const publicPem = opensslTakes(privateKeyPem);
  othersVerify(signedToken({ sub: 'user' }, '2X9R4HXF34', createPrivateKey(privateKeyPem)), publicPem);
  return publicPem;
}

/** openssl wants a sequence of r and s; JWS carries them side by side. */
function derSignature(raw: Buffer): Buffer {
  const integer = (bytes: Buffer) => {
    const trimmed = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
    return der(0x02, (trimmed[0] ?? 0) >= 0x80 ? [0] : [], trimmed);
  };
  return der(0x30, integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
}
