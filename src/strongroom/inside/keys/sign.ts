import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { base64url, type JWTPayload, UnsecuredJWT } from 'jose';
import { appleHosts } from '../../../shared/apple/hosts.js';
import { maximumLifetimeSeconds, minimumLifetimeSeconds, parseScopeEntry, tokenTimes } from '../../../shared/apple/token.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Program } from '../../../shared/model.js';
import type { Signed, SignRequest } from '../../client/contract.js';
import type { StoredKey } from '../document/document.js';

/** What the token says about its key: Key ID, and the issuer or `sub:"user"` [A, "Generating Tokens for API Requests"]. */
export interface SigningKey {
  readonly key: StoredKey;
  readonly issuerId: string | null;
  readonly program: Program;
}

/**
 * Signs with ES256. Parsing a key costs more than signing with it, so parsed keys are kept until `forget`.
 * `nowMs` is Apple's time where it is known, else this machine's.
 */
export function createTokenSigner(): { sign(by: SigningKey, request: SignRequest, nowMs: number): Promise<Signed>; forget(): void } {
  const parsed = new Map<string, KeyObject>();
  const keyOf = ({ fingerprint, privateKey }: StoredKey): KeyObject => {
    const known = parsed.get(fingerprint) ?? createPrivateKey(privateKey);
    parsed.set(fingerprint, known);
    return known;
  };
  return {
    async sign({ key, issuerId, program }, { lifetimeSeconds, scope }, nowMs) {
      refuseLifetime(lifetimeSeconds, scope && Array.from(scope));
      const { iat, exp } = tokenTimes(nowMs / 1000, lifetimeSeconds, scope);
      const who = key.kind === 'individual' ? { sub: 'user' } : { iss: teamIssuer(issuerId) };
      const claims = { ...who, iat, exp, aud: appleHosts[program].audience, ...(scope && scope.length > 0 ? { scope: [...scope] } : {}) };
      const token = signedToken(claims, key.keyId, keyOf(key));
      return { token, iat, exp };
    },
    forget: () => parsed.clear(),
  };
}

/**
 * jose writes the claims; the signature is made by Node's own crypto, in the form that JWS wants. jose would sign through
 * WebCrypto, which alone takes more than three times as long. What this makes is verified by jose at every import.
 */
export function signedToken(claims: JWTPayload, keyId: string, key: KeyObject): string {
  const [, payload = ''] = new UnsecuredJWT(claims).encode().split('.');
  const signed = `${base64url.encode(JSON.stringify({ alg: 'ES256', kid: keyId, typ: 'JWT' }))}.${payload}`;
  return `${signed}.${base64url.encode(sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }))}`;
}

function teamIssuer(issuerId: string | null): string {
  if (issuerId === null) throw new KeyrackError('E_ISSUER_MISSING');
  return issuerId;
}

/** The wall holds by itself: core explains lifetimes better, but nothing longer than Apple takes is ever signed. */
function refuseLifetime(lifetimeSeconds: number, scope: readonly string[] | null): void {
  if (scope?.some((entry) => typeof entry !== 'string' || parseScopeEntry(entry) === null)) throw new KeyrackError('E_SCOPE');
  const fits =
    Number.isInteger(lifetimeSeconds) && lifetimeSeconds >= minimumLifetimeSeconds && lifetimeSeconds <= maximumLifetimeSeconds(scope);
  if (!fits) throw new KeyrackError('E_LIFETIME');
}
