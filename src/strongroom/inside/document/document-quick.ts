import type { StoredKey, StoredOrganization, VaultDocument } from './document-shape.js';

/**
 * The ordinary document, told without zod, whose modules are the dearest part of a short command's start. What this takes zod
 * takes too, and as it is; what it does not take is zod's to judge (`document-quick.test.ts` holds the two side by side).
 */
export function isOrdinary(json: unknown): json is VaultDocument {
  return (
    isRecord(json) &&
    json.format === 'keyrack-vault' &&
    json.version === 1 &&
    isId(json.vaultId) &&
    isCount(json.revision) &&
    isText(json.savedAt) &&
    isRecord(json.recipients) &&
    isListOf(json.recipients.devices, isText) &&
    isNullOr(json.recipients.recovery, isText) &&
    Array.isArray(json.relayClients) &&
    isListOf(json.organizations, isOrganization) &&
    isListOf(json.keys, isKey) &&
    (json.purged === undefined || isListOf(json.purged, isText))
  );
}

const isOrganization = (one: unknown): one is StoredOrganization =>
  isRecord(one) &&
  isId(one.id) &&
  isName(one.name) &&
  (one.program === 'app-store' || one.program === 'enterprise') &&
  isNullOr(one.issuerId, isIssuerId) &&
  isNullOr(one.teamId, isShort) &&
  isNullOr(one.vendorNumber, isShort) &&
  isText(one.notes) &&
  one.notes.length <= 10_000 &&
  isListOf(one.tags, isShort) &&
  one.tags.length <= 50 &&
  isNullOr(one.defaultKeyId, isId) &&
  isText(one.createdAt);

const isKey = (one: unknown): one is StoredKey =>
  isRecord(one) &&
  isId(one.id) &&
  isId(one.organizationId) &&
  (one.kind === 'team' || one.kind === 'individual') &&
  isText(one.keyId) &&
  /^[A-Z0-9]{10}$/.test(one.keyId) &&
  isName(one.name) &&
  isListOf(one.roles, isShort) &&
  one.roles.length <= 30 &&
  isText(one.fingerprint) &&
  isText(one.sourceName) &&
  isText(one.addedAt) &&
  isNullOr(one.trashedAt, isText) &&
  isText(one.privateKey);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isShort = (value: unknown): value is string => isText(value) && value.length <= 50;
const isName = (value: unknown): value is string => isText(value) && value.length > 0 && value.length <= 200 && !value.includes('/');
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
const isNullOr = <T>(value: unknown, is: (value: unknown) => value is T): value is T | null => value === null || is(value);
const isListOf = <T>(value: unknown, is: (value: unknown) => value is T): value is T[] => Array.isArray(value) && value.every(is);

// As randomUUID writes them.
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const isId = (value: unknown): value is string => isText(value) && uuid.test(value);
const isIssuerId = (value: unknown): value is string =>
  isText(value) && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
