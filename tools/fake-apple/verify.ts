import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { appleHosts } from '../../src/shared/apple/hosts.js';
import { maximumLifetimeSeconds, parseScopeEntry } from '../../src/shared/apple/token.js';
import type { Program } from '../../src/shared/model.js';

interface Registered {
  readonly keyId: string;
  readonly publicKey: KeyObject;
  readonly roles: readonly string[];
}
export type Account =
  /** `program`: app-store when left out. */
  | (Registered & { readonly kind: 'team'; readonly issuerId: string; readonly program?: Program })
  | (Registered & { readonly kind: 'individual' });

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Apple's clock. */
  readonly nowSeconds: number;
}
export type Verdict =
  | { readonly refusal: null; readonly account: Account }
  /** The reason Apple never gives. */
  | { readonly refusal: string };

/** Whether Apple takes this token for this request (developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests). */
export function verdictOn(token: string, asked: Asked, accounts: ReadonlyMap<string, Account>, revoked: ReadonlySet<string>): Verdict {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) return { refusal: 'not three parts of base64url' };
  const [head = '', body = '', signature = ''] = parts;
  const [header, claims] = [objectOf(head), objectOf(body)];
  if (!header || !claims) return { refusal: 'not JSON' };
  if (header.alg !== 'ES256') return { refusal: 'alg' };
  const account = typeof header.kid === 'string' ? accounts.get(header.kid) : undefined;
  if (!account) return { refusal: 'unknown kid' };
  if (revoked.has(account.keyId)) return { refusal: 'revoked' };
  if (!signed(account, `${head}.${body}`, signature)) return { refusal: 'signature' };
  const refusal = claimsOf(claims, account) ?? timesOf(claims, asked.nowSeconds) ?? scopeOf(claims.scope, asked);
  return refusal === null ? { refusal, account } : { refusal };
}

function objectOf(part: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function signed({ publicKey }: Account, text: string, signature: string): boolean {
  const key = createPublicKey({ key: publicKey.export({ type: 'spki', format: 'der' }), format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}

function claimsOf(claims: Record<string, unknown>, account: Account): string | null {
  if (account.kind === 'team' && (claims.iss !== account.issuerId || 'sub' in claims)) return 'iss';
  if (account.kind === 'individual' && (claims.sub !== 'user' || 'iss' in claims)) return 'sub';
  const program = (account.kind === 'team' && account.program) || 'app-store';
  return claims.aud === appleHosts[program].audience ? null : 'aud';
}

function timesOf({ iat, exp, scope }: Record<string, unknown>, now: number): string | null {
  if (!Number.isInteger(iat) || !Number.isInteger(exp)) return 'times are not integers';
  const [from, to] = [Number(iat), Number(exp)];
  const longest = maximumLifetimeSeconds(Array.isArray(scope) ? scope.map(String) : null);
  if (from > now) return 'iat in the future';
  if (to <= now) return 'expired';
  if (to - from > longest) return 'lifetime';
  return null;
}

// `limit`, `cursor` and `sort` are not compared (Apple’s “Generating Tokens for API Requests”).
const compared = (query: string): string =>
  [...new URLSearchParams(query)]
    .filter(([name]) => !['limit', 'cursor', 'sort'].includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');

function scopeOf(scope: unknown, { method, target }: Asked): string | null {
  if (scope === undefined) return null;
  // Only GET is documented: a scoped token is read-only.
  if (method !== 'GET') return 'scope';
  const [path = '', query = ''] = target.split('?');
  const entries = Array.isArray(scope) ? scope.map((entry) => parseScopeEntry(String(entry))) : [null];
  const matches = entries.some((entry) => entry && entry.path === path && compared(entry.query) === compared(query));
  return matches ? null : 'scope';
}
