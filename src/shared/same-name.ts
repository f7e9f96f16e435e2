import { isTooLong } from './text.js';

/** One visible word after another, each blank a single one: what nearly every name is. */
const ordinary = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
const unseen = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** Braille’s empty cell is drawn as a blank, and is none to Unicode. */
const blanks = /[\s\u2800]+/gu;

/**
 * Two names are one when they look alike but for case, width, accents' spelling, blanks and what cannot be seen: NFKC, case
 * folded, what Unicode lets a program ignore left out. For comparing, never for showing. A beginning of a name may be given too.
 */
export function sameName(text: string): string {
  if (ordinary.test(text) || isTooLong(text)) return text.toLowerCase();
  let [before, now] = ['', text];
  // What folding or decomposing leaves may be composed, or trimmed, again.
  for (let times = 0; now !== before && times < 5; times += 1) [before, now] = [now, step(now)];
  return now;
}

const step = (text: string): string =>
  [...text.normalize('NFKC').replace(blanks, ' ').replace(unseen, '').trim()].map(folded).join('').normalize('NFKC');

/** By character, so that a final sigma is a sigma; up and down again, so that ß is ss. */
const folded = (character: string): string => character.toLowerCase().toUpperCase().toLowerCase();

/** Those of a name: spelled exactly so, else those that are the same. */
export function namedAs<T extends { readonly name: string }>(all: readonly T[], name: string): readonly T[] {
  const exact = all.filter((one) => one.name === name);
  if (exact.length > 0) return exact;
  const wanted = sameName(name);
  return all.filter((one) => sameName(one.name) === wanted);
}

/** Does a name begin as was typed? A blank at the end of that counts. */
export const beginsAs = (name: string, typed: string): boolean => sameName(name).startsWith(sameName(`${typed}|`).slice(0, -1));
