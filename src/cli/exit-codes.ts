import type { ErrorCode } from '../shared/errors/index.js';

/** safety.md section 3. */
const exit = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  notFound: 3,
  locked: 4,
  network: 5,
  appleRefused: 6,
  busy: 7,
  inputRefused: 8,
  storage: 9,
} as const;

export { exit };

/** The only place that knows numbers. A code that is new in the catalogue does not compile until it has one here. */
const codes: Readonly<Record<ErrorCode, number>> = {
  E_INTERNAL: exit.unexpected,
  E_CANCELLED: exit.unexpected,
  E_CLIPBOARD: exit.unexpected,

  E_USAGE: exit.usage,
  E_AMBIGUOUS: exit.usage,
  E_NAME_TAKEN: exit.usage,
  E_ORG_NOT_EMPTY: exit.usage,
  E_LIFETIME: exit.usage,
  E_SCOPE: exit.usage,
  E_RATE: exit.usage,
  E_VAULT_EXISTS: exit.usage,
  E_VAULT_OPENS: exit.usage,
  E_BACKUP_EXISTS: exit.usage,

  E_NOT_FOUND: exit.notFound,
  E_VAULT_MISSING: exit.notFound,

  E_LOCKED: exit.locked,
  E_VAULT_SEALED: exit.locked,
  E_PASSPHRASE_WRONG: exit.locked,
  E_PASSPHRASE_MISSING: exit.locked,
  E_IDENTITY_WRONG: exit.locked,
  E_KEYCHAIN_UNAVAILABLE: exit.locked,
  E_KEYCHAIN_LOCKED: exit.locked,
  E_KEYCHAIN_DENIED: exit.locked,
  E_KEYCHAIN_TIMEOUT: exit.locked,
  E_BACKUP_PASSPHRASE_MISSING: exit.locked,
  E_BACKUP_PASSPHRASE_WRONG: exit.locked,

  E_NET_OFFLINE: exit.network,
  E_NET_REFUSED: exit.network,
  E_NET_TIMEOUT: exit.network,
  E_NET_PROXY: exit.network,
  E_TLS: exit.network,
  E_REDIRECT: exit.network,
  E_UNEXPECTED_RESPONSE: exit.network,
  E_CLOCK: exit.network,
  E_APPLE_DOWN: exit.network,

  E_APPLE_UNAUTHORIZED: exit.appleRefused,
  E_APPLE_ROLE: exit.appleRefused,
  E_APPLE_AGREEMENT: exit.appleRefused,
  E_APPLE_RATE: exit.appleRefused,
  E_APPLE_NOT_FOUND: exit.appleRefused,
  E_APPLE_REQUEST: exit.appleRefused,

  E_BUSY: exit.busy,

  E_P8_BASE64: exit.inputRefused,
  E_P8_MULTIPLE: exit.inputRefused,
  E_P8_INCOMPLETE: exit.inputRefused,
  E_P8_TRUNCATED: exit.inputRefused,
  E_P8_DAMAGED: exit.inputRefused,
  E_P8_TRAILING: exit.inputRefused,
  E_P8_DER: exit.inputRefused,
  E_P8_ENCRYPTED: exit.inputRefused,
  E_P8_PUBLIC: exit.inputRefused,
  E_P8_CERT: exit.inputRefused,
  E_P8_OPENSSH: exit.inputRefused,
  E_P8_RSA: exit.inputRefused,
  E_P8_CURVE: exit.inputRefused,
  E_P8_INCONSISTENT: exit.inputRefused,
  E_P8_SCALAR: exit.inputRefused,
  E_FILE_EMPTY: exit.inputRefused,
  E_FILE_HTML: exit.inputRefused,
  E_FILE_JSON: exit.inputRefused,
  E_FILE_TOO_BIG: exit.inputRefused,
  E_FILE_KIND: exit.inputRefused,
  E_FILE_LINK: exit.inputRefused,
  E_FILE_MISSING: exit.inputRefused,
  E_FILE_PERMISSION: exit.inputRefused,
  E_FILE_READ: exit.inputRefused,
  E_FILE_CHANGED: exit.inputRefused,
  E_FILE_NOT_LOCAL: exit.inputRefused,
  E_FILE_ZIP: exit.inputRefused,
  E_FILE_CSV: exit.inputRefused,
  E_FILE_ELSEWHERE: exit.inputRefused,
  E_CLIPBOARD_EMPTY: exit.inputRefused,
  E_CLIPBOARD_TEXT: exit.inputRefused,
  E_FILE_BACKUP: exit.inputRefused,
  E_KID_FORMAT: exit.inputRefused,
  E_KID_MISSING: exit.inputRefused,
  E_ISSUER_FORMAT: exit.inputRefused,
  E_TEAM_FORMAT: exit.inputRefused,
  E_VENDOR_FORMAT: exit.inputRefused,
  E_ISSUER_MISSING: exit.inputRefused,
  E_ISSUER_MISMATCH: exit.inputRefused,
  E_KEY_CONFLICT: exit.inputRefused,
  E_JSON_SYNTAX: exit.inputRefused,
  E_JSON_FORMAT: exit.inputRefused,
  E_JSON_LIMIT: exit.inputRefused,
  E_BACKUP_TRUNCATED: exit.inputRefused,
  E_BACKUP_DAMAGED: exit.inputRefused,
  E_BACKUP_COST: exit.inputRefused,
  E_BACKUP_NOT_AGE: exit.inputRefused,
  E_BACKUP_ARMORED: exit.inputRefused,
  E_BACKUP_FOREIGN: exit.inputRefused,
  E_BACKUP_KEY_FILE: exit.inputRefused,
  E_BACKUP_NEWER: exit.inputRefused,
  E_BACKUP_LIMIT: exit.inputRefused,
  E_BACKUP_ENTRY: exit.inputRefused,
  E_BACKUP_CONFLICT: exit.inputRefused,

  E_BACKUP_PLACE: exit.storage,
  E_BACKUP_UNREADABLE: exit.storage,
  E_BACKUP_VERIFY: exit.storage,
  E_VAULT_DAMAGED: exit.storage,
  E_VAULT_OLD: exit.storage,
  E_VAULT_NEWER: exit.storage,
  E_VAULT_READ: exit.storage,
  E_VAULT_VERIFY: exit.storage,
  E_DISK: exit.storage,
  E_DISK_FULL: exit.storage,
};

export const exitCodeOf = (code: ErrorCode): number => codes[code];

/** Where several things fail at once: what endangers keys first, then what keeps them from being used. */
const gravest: readonly number[] = [exit.storage, exit.locked, exit.busy, exit.network, exit.notFound];
export function gravestOf(failing: readonly ErrorCode[]): number {
  const found = failing.map(exitCodeOf);
  return gravest.find((code) => found.includes(code)) ?? found[0] ?? exit.ok;
}
