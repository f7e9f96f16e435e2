/** A passphrase as text: what may seal, and what a file may have been sealed with. Pure, so that window and strongroom say the same. */

/** What age, or anybody's keyboard, can give again: composed, as keyboards make it. */
export const sealedForm = (typed: string): string => typed.normalize('NFC');

/** In turn, each once: as given, then composed, then decomposed. Text without accents is one form, and costs one scrypt. */
export const formsOf = (typed: string): readonly string[] => [...new Set([typed, typed.normalize('NFC'), typed.normalize('NFD')])];

/** Why nobody could type this again: a line ends where a line end is; U+FFFD stands for bytes that were no UTF-8. */
export type Untypable = 'line end' | 'not UTF-8' | 'control character';

export function untypable(text: string): Untypable | null {
  if (/[\n\r\u0085\u2028\u2029]/.test(text)) return 'line end';
  if (/[\uFFFD\p{Cs}]/u.test(text)) return 'not UTF-8';
  return /[\p{Cc}\uFEFF]/u.test(text) ? 'control character' : null;
}
