import { KeyrackError } from '../../../shared/errors/index.js';
import type { Key, Organization } from '../../../shared/model.js';

// Loose everywhere: what another version wrote beside our fields survives a load and a save.
type Loose<T> = T & { [field: string]: unknown };
export type StoredOrganization = Loose<Organization>;
/** `privateKey`: PKCS#8 PEM. */
export type StoredKey = Loose<Key & { privateKey: string }>;

/** What the document is read by, whatever else is in it. */
export interface Envelope {
  format: 'keyrack-vault';
  version: number;
  vaultId: string;
  revision: number;
  savedAt: string;
  /** Age recipients (`age1…`). */
  recipients: Loose<{ devices: string[]; recovery: string | null }>;
  /** Keys that were purged (`purgeMark` of their ids): a copy that still holds one is not kept for its sake. */
  purged?: string[] | undefined;
}
export type VaultDocument = Loose<Envelope & { organizations: StoredOrganization[]; keys: StoredKey[]; relayClients: unknown[] }>;

type Is<T> = (value: unknown) => value is T;
/** A check a field: a field of the type that has none does not compile. */
type Fields<T> = { readonly [F in keyof T]-?: Is<T[F]> };

const isText = (value: unknown): value is string => typeof value === 'string';
/** Counted in code points, as the model counts: a letter beyond U+FFFF is one. */
const textUpTo =
  (longest: number): Is<string> =>
  (value): value is string =>
    isText(value) && (value.length <= longest || (value.length <= 2 * longest && [...value].length <= longest));
const isShort = textUpTo(50);
const isUpTo200 = textUpTo(200);
const isName = (value: unknown): value is string => isUpTo200(value) && value.length > 0 && !value.includes('/');
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const matching =
  (pattern: RegExp): Is<string> =>
  (value): value is string =>
    isText(value) && pattern.test(value);
const isId = matching(
  /^(?:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|0{8}-0{4}-0{4}-0{4}-0{12}|f{8}-f{4}-f{4}-f{4}-f{12})$/,
);
const isIssuerId = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const isKeyId = matching(/^[A-Z0-9]{10}$/);
const oneOf =
  <T extends string>(...all: readonly T[]): Is<T> =>
  (value): value is T =>
    all.some((one) => one === value);
const orNull =
  <T>(is: Is<T>): Is<T | null> =>
  (value): value is T | null =>
    value === null || is(value);
const optional =
  <T>(is: Is<T>): Is<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || is(value);
const listOf =
  <T>(is: Is<T>, longest = Number.POSITIVE_INFINITY): Is<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.length <= longest && value.every(is);
function recordOf<T>(fields: Fields<T>): Is<Loose<T>> {
  const names = Object.keys(fields);
  const checks = Object.values<Is<unknown>>(fields);
  // Ten thousand keys of a dozen fields are looked at before anything is shown: a plain loop.
  return (value): value is Loose<T> => {
    if (!isRecord(value)) return false;
    for (let n = 0; n < names.length; n += 1) if (!checks[n]?.(value[names[n] ?? ''])) return false;
    return true;
  };
}

const organizationFields: Fields<Organization> = {
  id: isId,
  name: isName,
  program: oneOf('app-store', 'enterprise'),
  issuerId: orNull(isIssuerId),
  teamId: orNull(isShort),
  vendorNumber: orNull(isShort),
  notes: textUpTo(10_000),
  tags: listOf(isShort, 50),
  defaultKeyId: orNull(isId),
  createdAt: isText,
};

const keyFields: Fields<Key> = {
  id: isId,
  organizationId: isId,
  kind: oneOf('team', 'individual'),
  keyId: isKeyId,
  name: isName,
  roles: listOf(isShort, 30),
  fingerprint: isText,
  sourceName: isText,
  addedAt: isText,
  trashedAt: orNull(isText),
};
const storedKeyFields: Fields<Key & { privateKey: string }> = { ...keyFields, privateKey: isText };

const envelopeFields: Fields<Envelope> = {
  format: oneOf('keyrack-vault'),
  version: isCount,
  vaultId: isId,
  revision: isCount,
  savedAt: isText,
  recipients: recordOf({ devices: listOf(isText), recovery: orNull(isText) }),
  purged: optional(listOf(isText)),
};

export const isOrganization: Is<Loose<Organization>> = recordOf(organizationFields);
export const isKey: Is<Loose<Key>> = recordOf(keyFields);
export const isStoredKey: Is<StoredKey> = recordOf(storedKeyFields);
export const isEnvelope: Is<Loose<Envelope>> = recordOf(envelopeFields);
const isAnything = (_value: unknown): _value is unknown => true;
export const isDocument: Is<VaultDocument> = recordOf({
  ...envelopeFields,
  organizations: listOf(isOrganization),
  keys: listOf(isStoredKey),
  relayClients: listOf(isAnything),
});

/** Every field by name, a missing one too: one that the type has and this leaves out does not compile. */
type Whole<T> = { readonly [F in keyof Required<T>]: T[F] };

/** As everyone else may see them: an unknown field, or a private key, never slips out. */
export function shownOrganization(one: StoredOrganization): Organization {
  const { id, name, program, issuerId, teamId, vendorNumber, notes, tags, defaultKeyId, createdAt } = one;
  return { id, name, program, issuerId, teamId, vendorNumber, notes, tags, defaultKeyId, createdAt } satisfies Whole<Organization>;
}
export function shownKey(one: StoredKey): Key {
  const { id, organizationId, kind, keyId, name, roles, fingerprint, sourceName, addedAt, trashedAt } = one;
  return { id, organizationId, kind, keyId, name, roles, fingerprint, sourceName, addedAt, trashedAt } satisfies Whole<Key>;
}

/** The fields of the document that a Keyrack of this version knows. */
export const documentFieldNames: readonly string[] = [...Object.keys(envelopeFields), 'organizations', 'keys', 'relayClients'];

/** E_USAGE for a value outside the model. */
export const checkedOrganization = (value: Values): StoredOrganization => checked(organizationFields, value);
export const checkedKey = (value: Values): StoredKey => checked(storedKeyFields, value);

type Values = Readonly<Record<string, unknown>>;

function checked<T>(fields: Fields<T>, value: Values): Loose<T> {
  const wrong = Object.entries<Is<unknown>>(fields).find(([name, is]) => !is(value[name]));
  if (wrong) throw new KeyrackError('E_USAGE', `This value of “${wrong[0]}” cannot be stored.`);
  return value as Loose<T>;
}
