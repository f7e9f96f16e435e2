import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { maximumLifetimeSeconds, parseScopeEntry } from '../../src/shared/apple/token.js';

export type Account =
  | {
      readonly kind: 'team';
      readonly keyId: string;
      readonly issuerId: string;
      readonly publicKey: KeyObject;
      readonly roles: readonly string[];
    }
  | { readonly kind: 'individual'; readonly keyId: string; readonly publicKey: KeyObject; readonly roles: readonly string[] };

/** The reason Apple never gives; null: the token is good. `nowSeconds` is Apple's clock. */
export function refusalOf(
  token: string,
  target: string,
  nowSeconds: number,
  accounts: ReadonlyMap<string, Account>,
  revoked: ReadonlySet<string>,
  audience: string,
): string | null {
  const [head = '', body = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || signature === '') return 'not three parts';
  let header: Record<string, unknown>;
  let claims: Record<string, unknown>;
  try {
    header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    return 'not JSON';
  }
  if (header.alg !== 'ES256') return 'alg';
  const account = accounts.get(String(header.kid));
  if (!account) return 'unknown kid';
  if (revoked.has(account.keyId)) return 'revoked';
  const key = createPublicKey({ key: account.publicKey.export({ type: 'spki', format: 'der' }), format: 'der', type: 'spki' });
  const good = verify('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!good) return 'signature';
  if (account.kind === 'team' && (claims.iss !== account.issuerId || 'sub' in claims)) return 'iss';
  if (account.kind === 'individual' && (claims.sub !== 'user' || 'iss' in claims)) return 'sub';
  if (claims.aud !== audience) return 'aud';
  return timesOf(claims, nowSeconds) ?? scopeOf(claims.scope, target);
}

function timesOf({ iat, exp, scope }: Record<string, unknown>, now: number): string | null {
  if (!Number.isInteger(iat) || !Number.isInteger(exp)) return 'times are not integers';
  const [from, to] = [Number(iat), Number(exp)];
  const longest = maximumLifetimeSeconds(Array.isArray(scope) ? scope.map(String) : null);
  if (from > now) return 'iat in the future';
  if (to <= now) return 'expired';
  if (to > now + longest || to - from > longest) return 'lifetime';
  return null;
}

// `limit`, `cursor` and `sort` are not compared [A].
const compared = (query: string): string =>
  [...new URLSearchParams(query)]
    .filter(([name]) => !['limit', 'cursor', 'sort'].includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

function scopeOf(scope: unknown, target: string): string | null {
  if (scope === undefined) return null;
  const [path = '', query = ''] = target.split('?');
  const entries = Array.isArray(scope) ? scope.map((entry) => parseScopeEntry(String(entry))) : [null];
  const matches = entries.some((entry) => entry && entry.path === path && compared(entry.query) === compared(query));
  return matches ? null : 'scope';
}
