/** A passphrase as text: what may seal, and what a file may have been sealed with. Pure, so that window and strongroom say the same. */

/** What age, or anybody's keyboard, can give again: composed, as keyboards make it. */
export const sealedForm = (typed: string): string => typed.normalize('NFC');

/** In turn, each once: as given, then composed, then decomposed. Text without accents is one form, and costs one scrypt. */
export const formsOf = (typed: string): readonly string[] => [...new Set([typed, typed.normalize('NFC'), typed.normalize('NFD')])];

/** Why nobody could type this again: U+FFFD stands for bytes that were no UTF-8; what cannot be seen came with a copied text. */
export type Untypable = 'line end' | 'not UTF-8' | 'control character';

export function untypable(text: string): Untypable | null {
  if (/[\n\r\u0085\u2028\u2029]/.test(text)) return 'line end';
  if (/[\uFFFD\p{Cs}]/u.test(text)) return 'not UTF-8';
  return /[\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u.test(text) ? 'control character' : null;
}

/** What is asked of a new passphrase, in the words of every place that asks it. */
export const passphraseRule = 'At least 12 characters, or four words, not all alike.';

const shortest = 12;
const fewestWords = 4;

/**
 * A rough estimate: length times variety, with repetitions and runs ("aaaa", "1234", "abcd") counted once. It knows no
 * dictionary, so it promises nothing about guessing times; it keeps people from the shortest and the most monotonous.
 */
export function weigh(passphrase: string): { readonly enough: boolean; readonly bits: number } {
  const codes = [...sealedForm(passphrase)].map((one) => one.codePointAt(0) ?? 0);
  const news = codes.filter((code, n) => n === 0 || Math.abs(code - (codes[n - 1] ?? 0)) > 1).length;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(passphrase)).length;
  const words = new Set(passphrase.match(/[\p{L}\p{M}]{2,}/gu) ?? []).size;
  return { enough: (codes.length >= shortest || words >= fewestWords) && news >= 6, bits: news * (2.2 + kinds * 0.6) };
}
