import { holdsSecret, maskSecrets } from './secrets.js';

// Control characters, bidi controls and invisible joiners: what makes a name look like another (B-60).
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Of these some make an emoji what it is: dropped from names, and shown as they are. */
const ignored = /\p{Default_Ignorable_Code_Point}/gu;
/** What is drawn as a blank is one: a name with another kind of it would look like a second of the same name. */
const oddBlanks = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/gu;

/** Longer than any name in any spelling, and than what is typed to find one. */
const mostNormalised = 4_096;
/** NFC, or another form. What is longer than any name is left as it is: ordering a run of accents costs the square of its length (M-16). */
export const normalised = (text: string, form: 'NFC' | 'NFD' = 'NFC'): string => (isTooLong(text) ? text : text.normalize(form));
export const isTooLong = (text: string): boolean => text.length > mostNormalised;

/** Of a name, in characters as Unicode counts them: an emoji of two halves is one, here as in the vault's schema. */
export const longestName = 200;
export const firstCharacters = (text: string, most: number): string => [...text].slice(0, most).join('');

/**
 * A name fit to store: composed, nothing in it that cannot be seen, no odd blanks, none around, at most `longestName` characters. May
 * come out empty. What comes after thousands of characters is no part of it.
 */
export const cleanName = (text: string): string => {
  const seen = text.slice(0, mostNormalised).normalize('NFC').replace(oddBlanks, ' ').replace(unseen, '').replace(ignored, '').trim();
  return firstCharacters(seen, longestName).trim();
};

/** A key where a name belongs (S-06). Never stored or shown as a name; part of one neither. */
export const looksLikeKey = (text: string): boolean => /PRIVATE KEY|MIG[HT]AgEA|MHcCAQEE/.test(text) || holdsSecret(text);

/** Of what a program may ignore, all but what makes an emoji what it is. */
const hidden = /(?![\ufe00-\ufe0f\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;

/** Text of others, fit for a terminal or a label: what cannot be seen is written as its code point, and no secret is said again (M-2). */
export const showName = (text: string): string => maskSecrets(text).replace(unseen, asCodePoint).replace(hidden, asCodePoint);
const asCodePoint = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** A key as people are told of it: where it lies, its name, and its Key ID where that is not the name. A selector takes it back. */
export const keyCalled = (it: { readonly organization: string; readonly name: string; readonly keyId: string }): string =>
  `${it.organization} / ${it.name}${it.name === it.keyId ? '' : ` (${it.keyId})`}`;

/** Text from a server: control and bidi characters dropped, at most 500 characters (R-110). */
export const cleanForeign = (text: string): string => [...text.slice(0, 2_000).replace(unseen, ' ')].slice(0, 500).join('').trim();

/** "just now" → "Just now" */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** ISO 8601 → "2026-03-01 09:30 UTC", for people who compare it with a log. What is no time stays as it is. */
export const minuteOf = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? at : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** "a, b or c" */
export const eitherOf = (things: readonly string[]): string =>
  [things.slice(0, -1).join(', '), ...things.slice(-1)].filter((part) => part !== '').join(' or ');
