import { isMistyped, KeyrackError } from '../../../shared/errors/index.js';
import { passphraseRule, sealedForm, type Untypable, untypable, weigh } from '../../../shared/passphrase.js';
import type { Secrets } from '../ports.js';

declare const checked: unique symbol;
/** A passphrase that something may be sealed under. Only this file makes one. */
export type SealingPassphrase = string & { readonly [checked]: true };

/** What stands for a passphrase in the environment. */
export type Variable = 'KEYRACK_PASSPHRASE' | 'KEYRACK_NEW_PASSPHRASE' | 'KEYRACK_BACKUP_PASSPHRASE';

export interface Given {
  readonly text: string;
  /** Null: typed, into a window's field or on a terminal. */
  readonly from: Variable | null;
}

/** The window's field, else what the environment holds. */
export function givenIn(field: string | undefined, from: Variable, value: string | null): Given | null {
  if (field) return { text: field, from: null };
  return value ? { text: value, from } : null;
}

const inWords: Readonly<Record<Untypable, { readonly says: string; readonly next: string }>> = {
  'line end': {
    says: 'holds the end of a line, which nobody can type',
    next: 'Leave it out: “$(cat FILE)” and “printf %s” give a text without one.',
  },
  'not UTF-8': {
    says: 'is not UTF-8, and what it says would be lost',
    next: 'Give it in UTF-8; on a terminal, check its character set (LANG).',
  },
  'control character': {
    says: 'holds a character that nobody can type',
    next: 'Type it anew, instead of pasting it.',
  },
};

/** A new one. E_PASSPHRASE_TEXT; E_PASSPHRASE_WEAK, the one rule for every place that seals (M-6). */
export function fitToSeal(given: Given, { allowWeak = false }: Rule): SealingPassphrase {
  const passphrase = typable(given);
  if (allowWeak || weigh(passphrase).enough) return passphrase;
  throw new KeyrackError('E_PASSPHRASE_WEAK', given.from === null ? undefined : `${given.from} is too weak. ${passphraseRule}`);
}

export interface Rule {
  /** Of the command line, for automation. The window cannot say it. */
  readonly allowWeak?: boolean | undefined;
}

/** M-5: as it is sealed with, so that whoever types it opens it, in any tool. */
function typable({ text, from }: Given): SealingPassphrase {
  const why = untypable(text);
  if (why === null) return sealedForm(text) as SealingPassphrase;
  throw new KeyrackError('E_PASSPHRASE_TEXT', `${from ?? 'The passphrase'} ${inWords[why].says}.`, { next: inWords[why].next });
}

/** One that opens the vault already, and is to go on doing so: however weak, it is not what is being chosen. */
export function fitToStay(given: Given): SealingPassphrase {
  try {
    return typable(given);
  } catch (cause) {
    if (!(cause instanceof KeyrackError)) throw cause;
    throw new KeyrackError(cause.code, cause.message, { cause, next: 'Change it first: keyrack unlock-method passphrase.' });
  }
}

/** A wrong one out of the environment that nobody could have typed: that is likely why, and worth saying. */
export function wrongAsGiven(error: unknown, { text, from }: Given): unknown {
  const why = untypable(text);
  if (!isMistyped(error) || why === null || from === null) return error;
  return new KeyrackError(error.code, `${error.message} ${from} ${inWords[why].says}.`, { cause: error, next: inWords[why].next });
}

const tries = 3;

export interface Asking extends Rule {
  /** What did not happen when the two differ. */
  readonly undone: string;
  readonly question?: string;
}

/** On the terminal, twice. What cannot seal is asked for again. */
export async function askNewPassphrase(
  secrets: Secrets,
  { undone, question = 'New passphrase: ', ...rule }: Asking,
): Promise<SealingPassphrase> {
  const passphrase = await askFit(secrets, question, rule);
  if (sealedForm(await secrets.ask('Once more: ')) !== passphrase)
    throw new KeyrackError('E_USAGE', `The two passphrases differ; ${undone}.`, { next: 'Start again, and type the same one twice.' });
  return passphrase;
}

async function askFit(secrets: Secrets, question: string, rule: Rule): Promise<SealingPassphrase> {
  let refusal = '';
  for (let tried = 1; ; tried += 1) {
    const text = await secrets.ask(`${refusal}${question}`);
    if (text === '') throw new KeyrackError('E_USAGE', 'An empty passphrase protects nothing.');
    try {
      return fitToSeal({ text, from: null }, rule);
    } catch (error) {
      if (!(error instanceof KeyrackError) || tried === tries) throw error;
      refusal = `${error.message} `;
    }
  }
}
