import { masked, maskSecrets } from '../secrets.js';
import { appleErrors } from './apple.js';
import { backupErrors } from './backup.js';
import type { Entry } from './entry.js';
import { fileErrors } from './file.js';
import { inputErrors } from './input.js';
import { p8Errors } from './p8.js';
import { vaultErrors } from './vault.js';
import { type WarningCode, warnings } from './warnings.js';

export { type Entry, type WarningCode, warnings };

/** Every error a user can meet, a family a file. */
export const catalogue = { ...p8Errors, ...fileErrors, ...inputErrors, ...vaultErrors, ...backupErrors, ...appleErrors } satisfies Record<
  string,
  Entry
>;
export type ErrorCode = keyof typeof catalogue;

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

/** Ours stays as it is; anything else becomes `E_INTERNAL`, with the original kept for the debugger alone. */
export const asKeyrackError = (error: unknown): KeyrackError =>
  error instanceof KeyrackError ? error : new KeyrackError('E_INTERNAL', undefined, { cause: error });

export const fromBody = ({ code, message, hint }: ErrorBody): KeyrackError => new KeyrackError(code, message, { next: hint });

export const warn = (code: WarningCode, message: string = warnings[code]): Warning => ({ code, message: maskSecrets(message) });
