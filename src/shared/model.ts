import { z } from 'zod';

/**
 * The nouns both sides speak. Dates are ISO 8601 strings in UTC, durations name their unit.
 * No type here holds a private key: those live in strongroom/inside alone.
 */

export const Id = z.uuid();
/** Organization and key names: no `/`, because a selector reads `Organization/Key name`. Control and bidi characters are stripped before this. */
export const Name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/]*$/);
const KeyIdText = z.string().regex(/^[A-Z0-9]{10}$/);
/** 8-4-4-4-12 hex, not a version-4 UUID (facts: eas-cli #3176). */
const IssuerIdText = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const Program = z.enum(['app-store', 'enterprise']);
export type Program = z.infer<typeof Program>;
export const KeyKind = z.enum(['team', 'individual']);
export type KeyKind = z.infer<typeof KeyKind>;

export const Organization = z.object({
  id: Id,
  name: Name,
  program: Program,
  issuerId: IssuerIdText.nullable(),
  teamId: z.string().max(50).nullable(),
  vendorNumber: z.string().max(50).nullable(),
  notes: z.string().max(10_000),
  tags: z.array(z.string().max(50)).max(50),
  defaultKeyId: Id.nullable(),
  createdAt: z.string(),
});
export type Organization = z.infer<typeof Organization>;

/** A stored key as everyone but the strongroom sees it. `id` is ours, `keyId` is Apple's. */
export const Key = z.object({
  id: Id,
  organizationId: Id,
  kind: KeyKind,
  keyId: KeyIdText,
  name: Name,
  roles: z.array(z.string().max(50)).max(30),
  /** `SHA256:` and base64 of sha256(SPKI). */
  fingerprint: z.string(),
  sourceName: z.string(),
  addedAt: z.string(),
  trashedAt: z.string().nullable(),
});
export type Key = z.infer<typeof Key>;

export const UnlockWay = z.enum(['keychain', 'passphrase']);
export type UnlockWay = z.infer<typeof UnlockWay>;

/** Why a key cannot be used, in the words of the catalogue. */
export const Diagnosis = z.object({ code: z.string(), title: z.string(), cause: z.string(), next: z.string() });
export type Diagnosis = z.infer<typeof Diagnosis>;

/**
 * `ok` 2xx · `limited` the key is good, this call is not allowed or not now · `refused` 401 after the retry ·
 * `unreachable` DNS, TCP, TLS, time, 5xx · `unexpected` redirect, HTML, empty or broken JSON.
 */
export const TestOutcome = z.enum(['ok', 'limited', 'refused', 'unreachable', 'unexpected']);
export type TestOutcome = z.infer<typeof TestOutcome>;

/** What a test was made with, as its token said it. Whatever is left out is not known, and rules nothing out. */
export const TestedWith = z
  .object({
    /** `iss`; null: it had none. */
    issuerId: z.string().nullable(),
    keyId: z.string(),
    kind: KeyKind,
    program: Program,
    /** Who was asked in Apple's place (KEYRACK_API_URL); null: Apple. */
    host: z.string().nullable(),
    /** By Apple's clock, as an answer told it, this token was within its times; of several that were refused, one of them. */
    inTime: z.boolean(),
    /** How many of its tokens were refused. */
    refusals: z.int(),
  })
  .partial();
export type TestedWith = z.infer<typeof TestedWith>;

/** What `state.json` remembers of a key's last test. `latencyMs` in milliseconds. */
export const LastTest = z.object({
  at: z.string(),
  outcome: TestOutcome,
  code: z.string().nullable(),
  latencyMs: z.number().nullable(),
  /** When the key last answered, in this test or one before; absent where it never has. */
  answeredAt: z.string().optional(),
  testedWith: TestedWith.optional(),
  /** Of the answer at `answeredAt`. */
  answeredWith: TestedWith.optional(),
});
export type LastTest = z.infer<typeof LastTest>;

/** What one connection test showed. */
export const TestResult = z.object({
  outcome: TestOutcome,
  /** HTTP status; null when there was no answer. */
  status: z.number().nullable(),
  appleCode: z.string().nullable(),
  /** Of the same answer, in Apple's words. */
  appleTitle: z.string().nullable(),
  diagnosis: Diagnosis.nullable(),
  latencyMs: z.number().nullable(),
  /** Positive: our clock is fast. Null without a `Date` header. */
  clockSkewSeconds: z.number().nullable(),
  testedWith: TestedWith,
  /** Things said beside the result: the clock, a spurious 401. */
  notes: z.array(z.strictObject({ code: z.string(), message: z.string() })),
});

/** The same, as `keyrack test --json` prints it. */
export interface TestReport extends Readonly<z.infer<typeof TestResult>> {
  readonly id: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
  /** Who was asked in Apple's place (KEYRACK_API_URL); null: Apple. */
  readonly host: string | null;
  readonly rateLimit: { readonly limit: number; readonly remaining: number } | null;
}

/** One thing `keyrack doctor` looked at. `code`: the error of the catalogue that a failing one stands for. */
export const Finding = z.object({
  check: z.string(),
  /** What it is called where it is shown. */
  name: z.string(),
  status: z.enum(['ok', 'warn', 'fail']),
  title: z.string(),
  detail: z.string(),
  /** What to do; null where nothing is to be done. */
  fix: z.string().nullable(),
  code: z.string().nullable(),
});

/** A minted token, as `keyrack token --json` prints it. `expiresAt` is `exp`, `issuedAt` is `iat`: on Apple's
 * clock, where this machine's is off. */
export interface TokenReceipt {
  readonly token: string;
  readonly keyId: string;
  readonly issuerId: string | null;
  readonly organization: string;
  readonly name: string;
  readonly scope: readonly string[] | null;
  readonly issuedAt: string;
  readonly expiresAt: string;
}
