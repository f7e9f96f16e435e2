import { masked, maskSecrets } from '../secrets.js';
import { appleErrors } from './apple.js';
import { backupErrors } from './backup.js';
import { diskErrors } from './disk.js';
import type { Entry, ErrorKind } from './entry.js';
import { fileErrors } from './file.js';
import { inputErrors } from './input.js';
import { p8Errors } from './p8.js';
import { unlockingErrors } from './unlocking.js';
import { vaultErrors } from './vault.js';
import { type WarningCode, warnings } from './warnings.js';

export { type Entry, type ErrorKind, type WarningCode, warnings };

/** Every error a user can meet, a family a file. */
const families = {
  p8: p8Errors,
  file: fileErrors,
  input: inputErrors,
  vault: vaultErrors,
  unlocking: unlockingErrors,
  disk: diskErrors,
  backup: backupErrors,
  apple: appleErrors,
};
export type ErrorFamily = keyof typeof families;

export const catalogue = {
  ...p8Errors,
  ...fileErrors,
  ...inputErrors,
  ...vaultErrors,
  ...unlockingErrors,
  ...diskErrors,
  ...backupErrors,
  ...appleErrors,
} satisfies Record<string, Entry>;
export type ErrorCode = keyof typeof catalogue;

const entryOf = (code: ErrorCode): Entry => catalogue[code];
export const kindOf = (code: ErrorCode): ErrorKind => entryOf(code).kind;
export const isMistyped = (error: unknown): error is KeyrackError => error instanceof KeyrackError && entryOf(error.code).mistyped === true;
export const familyOf = (code: ErrorCode): ErrorFamily =>
  (Object.keys(families) as ErrorFamily[]).find((family) => Object.hasOwn(families[family], code)) ?? 'input';

/** What crosses a boundary (IPC, the worker's port, `--json`): words and a code, nothing else. */
export interface ErrorBody {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

export interface KeyrackErrorOptions extends ErrorOptions {
  /** What to do next in this very case, where the catalogue's answer would lead astray. */
  readonly next?: string;
}

export class KeyrackError extends Error {
  override readonly name = 'KeyrackError';
  readonly code: ErrorCode;
  readonly hint: string;
  /** `detail` says what this case knows (a curve's name, a pid) in a whole sentence; never a secret, a full path or a library's text. */
  constructor(code: ErrorCode, detail?: string, { next, ...options }: KeyrackErrorOptions = {}) {
    super(withoutSecrets(detail ?? catalogue[code].cause), options);
    this.code = code;
    this.hint = maskSecrets(next ?? catalogue[code].next);
  }
  get body(): ErrorBody {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

const misplaced = 'A secret was given where a name belongs.';
/** M-2: every text of an error passes here, whoever quoted what the user gave. */
function withoutSecrets(text: string): string {
  const said = maskSecrets(text);
  return said.includes(masked) && !said.includes(misplaced) ? `${said} ${misplaced}` : said;
}

export const tooManyFiles = 'Too many files are open: close some programs, or raise the limit (“ulimit -n”), then try again.';

/**
 * Ours stays as it is; anything else becomes `E_INTERNAL`, with the original kept for the debugger alone. But where the system gives
 * no more files, anything may fail with that, the loading of our own code and the start of a thread as well: it is no mistake of ours.
 */
export function asKeyrackError(error: unknown): KeyrackError {
  if (error instanceof KeyrackError) return error;
  const code = noMoreFiles(error);
  return code === null
    ? new KeyrackError('E_INTERNAL', undefined, { cause: error })
    : new KeyrackError('E_DISK', `The system gives Keyrack no more files (${code}).`, { cause: error, next: tooManyFiles });
}

/** Of a thread that could not start, Node says it at the end of its sentence alone. */
function noMoreFiles(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const why = error.code === 'ERR_WORKER_INIT_FAILED' ? error.message : String(error.code);
  return /(?:^| )(EMFILE|ENFILE)$/.exec(why)?.[1] ?? null;
}

export const fromBody = ({ code, message, hint }: ErrorBody): KeyrackError => new KeyrackError(code, message, { next: hint });

export const warn = (code: WarningCode, message: string = warnings[code]): Warning => ({ code, message: maskSecrets(message) });
