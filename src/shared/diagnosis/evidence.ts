import type { ErrorCode } from '../errors/index.js';
import type { Key, LastTest, Organization, Program, TestedWith } from '../model.js';

export type StoredKey = Readonly<
  Pick<Key, 'id' | 'organizationId' | 'kind' | 'keyId' | 'name' | 'sourceName' | 'addedAt' | 'trashedAt'> & { roles: readonly string[] }
>;
/** A stored key, and what is remembered of its last test. */
export interface KnownKey extends StoredKey {
  readonly lastTest: LastTest | null;
}
export type KnownOrganization = Pick<Organization, 'id' | 'name' | 'issuerId' | 'program'>;

/** What was asked, and what came of it. Whatever is left out is not known, and rules nothing out. */
export interface Asked {
  /** What the answer means by itself; null: it was a good one. */
  readonly code: ErrorCode | null;
  readonly with: TestedWith;
  /** Without its query. */
  readonly path?: string;
  /** A token that Keyrack did not make as it always does. */
  readonly lifetimeSeconds?: number;
  readonly scope?: readonly string[];
  /** A token in time was refused, and the next one was not. */
  readonly refusedByChance?: boolean;
  /** What was left of the hour's requests. */
  readonly remaining?: number;
}

/** Another token of the same or of a sibling key, asked to settle it. */
export interface Checked {
  readonly check: CheckId;
  /** Our id of the key that signed. */
  readonly key: string;
  readonly with: TestedWith;
  readonly came: 'answered' | 'refused';
}
export type CheckId = 'sibling' | 'issuer' | 'key-id' | 'kind' | 'program' | 'open-path';

/** All that is known of a key that Apple did not answer as wished. Plain data: nothing here asks anybody. */
export interface Evidence {
  readonly key: KnownKey;
  readonly organization: KnownOrganization;
  readonly asked: Asked;
  /** Seconds this clock is fast, by an answer's `Date`; null: not measured. */
  readonly skew: number | null;
  /** Keys of the same organization that are not in the Trash; may hold the key itself. */
  readonly siblings: readonly KnownKey[];
  /** Everything in the vault. */
  readonly stored: { readonly organizations: readonly KnownOrganization[]; readonly keys: readonly StoredKey[] };
  readonly checks: readonly Checked[];
}

/** A token that was answered: what it said was right, all of it. */
export interface Answer {
  readonly with: TestedWith;
  /** ISO 8601; null: a check, just now. */
  readonly at: string | null;
  readonly check: CheckId | null;
}

/** When a key last answered, and with what. Absent where no answer is on record, or nobody wrote down what it was given to. */
export function lastAnswerOf({ lastTest }: KnownKey): Answer | null {
  if (lastTest === null) return null;
  const { at, outcome, testedWith, answeredAt, answeredWith } = lastTest;
  if (answeredAt !== undefined) return { at: answeredAt, with: answeredWith ?? {}, check: null };
  return outcome === 'ok' || outcome === 'limited' ? { at, with: testedWith ?? {}, check: null } : null;
}

/** Of this key, by whoever was asked this time: a stand-in for Apple proves nothing of Apple. Newest last. */
export function answersOf(evidence: Evidence): readonly Answer[] {
  const past = lastAnswerOf(evidence.key);
  const checked = evidence.checks
    .filter(({ key, came }) => key === evidence.key.id && came === 'answered')
    .map(({ with: said, check }) => ({ with: said, at: null, check }));
  return [...(past === null ? [] : [past]), ...checked].filter((one) => isOfSameHost(evidence, one.with));
}

export const isOfSameHost = ({ asked }: Evidence, { host }: TestedWith): boolean =>
  asked.with.host !== undefined && host === asked.with.host;

/** What its tokens say of it. */
export interface Claims {
  readonly keyId: string;
  /** `iss`; null: an individual key. */
  readonly issuerId: string | null;
  readonly kind: Key['kind'];
  readonly program: Program;
}

export function claimsOf({ key, organization }: Pick<Evidence, 'key' | 'organization'>): Claims {
  const { keyId, kind } = key;
  return { keyId, kind, issuerId: kind === 'individual' ? null : organization.issuerId, program: organization.program };
}

/** How what is stored compares with what was answered: the answer that shows it right, else the one that shows it wrong. */
export function provedBy(
  evidence: Evidence,
  name: 'keyId' | 'kind' | 'issuerId' | 'program',
): { readonly right: Answer } | { readonly wrong: Answer } | null {
  const stored = claimsOf(evidence);
  const saying = answersOf(evidence).filter(({ with: said }) => {
    if (name !== 'issuerId') return said[name] !== undefined;
    // Without an issuer a token says nothing of whose it would be; and each program has its own.
    return said.issuerId != null && said.program !== undefined;
  });
  const isRight = ({ with: said }: Answer) => said[name] === stored[name] && (name !== 'issuerId' || said.program === stored.program);
  const right = saying.find(isRight);
  if (right) return { right };
  const wrong = saying.filter(({ with: said }) => said[name] !== stored[name]).at(-1);
  return wrong ? { wrong } : null;
}
