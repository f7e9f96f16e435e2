import { type KeyObject, sign } from 'node:crypto';

/** A token with exactly this header and these claims, right or wrong; signed with `key` as JWS wants it (r and s, 64 bytes). */
export function signedToken(header: object, claims: object, key: KeyObject, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding }).toString('base64url')}`;
}
