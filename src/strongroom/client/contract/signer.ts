import type { KeyKind, Program } from '../../../shared/model.js';

/** What may be given to whoever uses keys on a user's behalf: it changes nothing, and no answer of it holds a secret but a token. */
export interface Signer {
  /** ES256. Times by R-90. E_NOT_FOUND for a key that is not there, or in the Trash. */
  sign(request: SignRequest): Promise<Signed>;
  /** Of every key that signs. */
  names(): Promise<readonly NamedKey[]>;
}

/** A key as it is named to the user. */
export interface NamedKey {
  readonly id: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
}

export interface SignRequest {
  readonly id: string;
  /** Milliseconds since 1970 on Apple's clock where it is known in this run, else null: the strongroom's own clock. */
  readonly nowMs: number | null;
  /** Seconds, 30 … 1200, or up to 180 days for a scope of `longLived` resources (`shared/apple/token.ts`). */
  readonly lifetimeSeconds: number;
  readonly scope: readonly string[] | null;
  /** What the token says of its key instead of what is stored, to find out which of it is wrong: for two minutes at most. */
  readonly as?: SignAs;
}
export interface SignAs {
  readonly keyId: string;
  readonly issuerId: string | null;
  readonly kind: KeyKind;
  readonly program: Program;
}
export interface Signed {
  readonly token: string;
  /** Seconds since 1970, as in the claims. */
  readonly iat: number;
  readonly exp: number;
}
