import type { ErrorCode } from '../shared/errors/index.js';

// 0 ok · 1 unexpected · 2 usage · 3 not found · 4 locked · 5 network · 6 Apple refused · 7 busy · 8 input refused · 9 storage
const special: Partial<Record<ErrorCode, number>> = {
  E_INTERNAL: 1,
  E_CANCELLED: 1,
  E_USAGE: 2,
  E_AMBIGUOUS: 2,
  E_VAULT_EXISTS: 2,
  E_NAME_TAKEN: 2,
  E_ORG_NOT_EMPTY: 2,
  E_LIFETIME: 2,
  E_SCOPE: 2,
  E_RATE: 2,
  E_NOT_FOUND: 3,
  E_VAULT_MISSING: 3,
  E_LOCKED: 4,
  E_PASSPHRASE_WRONG: 4,
  E_PASSPHRASE_MISSING: 4,
  E_IDENTITY_WRONG: 4,
  E_TLS: 5,
  E_REDIRECT: 5,
  E_UNEXPECTED_RESPONSE: 5,
  E_CLOCK: 5,
  E_BUSY: 7,
  E_DISK: 9,
  E_DISK_FULL: 9,
};
const families: readonly (readonly [string, number])[] = [
  ['E_KEYCHAIN_', 4],
  ['E_NET_', 5],
  ['E_APPLE_', 6],
  ['E_P8_', 8],
  ['E_FILE_', 8],
  ['E_KID_', 8],
  ['E_KEY_', 8],
  ['E_ISSUER_', 8],
  ['E_JSON_', 8],
  ['E_VAULT_', 9],
];

/** The only place that knows numbers (safety.md section 3). */
export const exitCodeOf = (code: ErrorCode): number => special[code] ?? families.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 1;
