import { sameName } from '../../../shared/same-name.js';
import { normalised } from '../../../shared/text.js';

/** Text made ready to be searched, once. */
export interface Searchable {
  readonly text: string;
  /** The first letter of each word: "jh" finds Juniper Health. */
  readonly initials: string;
}

/** Lower case, without accents: "zurich" finds Zürich. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return isAscii.test(lower) ? lower : normalised(sameName(lower), 'NFD').replace(/\p{M}+/gu, '');
}
const isAscii = /^[\u0000-\u007f]*$/;
const isLetter = /[\p{L}\p{N}]/u;

export const wordsOf = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean);

export function searchable(text: string): Searchable {
  const folded = fold(text);
  return { text: folded, initials: (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word][0]).join('') };
}

/** How well a text answers to a folded word, from 1 to 100; 0: not at all. A beginning is what people type, a scattering what they mistype. */
export function score(word: string, { text, initials }: Searchable): number {
  const at = text.indexOf(word);
  if (at === 0) return 100;
  if (word.length > 1 && initials.startsWith(word)) return 90;
  if (at > 0 && wordStart(word, text, at) >= 0) return 80;
  if (word.length > 1 && initials.includes(word)) return 70;
  if (at > 0) return 50;
  const found = scattered(word, text);
  const span = (found.at(-1) ?? 0) - (found[0] ?? 0) + 1;
  return found.length === 0 ? 0 : 10 + Math.round((20 * word.length) / span);
}

/** Stretches of a text: from, to (exclusive), in order and apart. */
export type Spans = readonly (readonly [number, number])[];

/** What to mark in `text` for the words of a query that is answered by `score`. */
export const marks = (query: readonly string[], text: string): Spans => spansOf(query, text, placesOf);

/** What to mark where every word stands as it was typed: each time it does. */
export const marksOfWords = (query: readonly string[], text: string): Spans => spansOf(query, text, everywhere);

function spansOf(query: readonly string[], text: string, places: (word: string, folded: string) => readonly number[]): Spans {
  const { folded, origin } = foldedWithOrigin(text);
  const marked = new Set(query.flatMap((word) => places(word, folded)).map((at) => origin[at] ?? 0));
  const spans: [number, number][] = [];
  for (const at of [...marked].sort((a, b) => a - b)) {
    const end = at + String.fromCodePoint(text.codePointAt(at) ?? 0).length;
    const last = spans.at(-1);
    if (last && last[1] === at) last[1] = end;
    else spans.push([at, end]);
  }
  return spans;
}

const runFrom = (from: number, word: string): readonly number[] => Array.from({ length: word.length }, (_, n) => from + n);

function everywhere(word: string, text: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push(...runFrom(at, word));
  return found;
}

/** The same order as `score`. */
function placesOf(word: string, text: string): readonly number[] {
  const run = (from: number) => runFrom(from, word);
  const at = text.indexOf(word);
  if (at === 0) return run(0);
  const starts = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
  const initials = starts.map((start) => String.fromCodePoint(text.codePointAt(start) ?? 0)).join('');
  const first = word.length > 1 ? initials.indexOf(word) : -1;
  if (first === 0) return starts.slice(0, word.length);
  const start = at > 0 ? wordStart(word, text, at) : -1;
  if (start >= 0) return run(start);
  if (first > 0) return starts.slice(first, first + word.length);
  return at > 0 ? run(at) : scattered(word, text);
}

/** Where `word` begins a word of `text`, looking from `at`; −1 when nowhere. */
function wordStart(word: string, text: string, at: number): number {
  for (let from = at; from >= 0; from = text.indexOf(word, from + 1)) if (from === 0 || !isLetter.test(text[from - 1] ?? '')) return from;
  return -1;
}

/** The letters in order, the first at the beginning of a word; none when one is missing. */
function scattered(word: string, text: string): readonly number[] {
  if (word.length < 2) return [];
  const first = wordStart(word[0] ?? '', text, text.indexOf(word[0] ?? ''));
  if (first < 0) return [];
  const places = [first];
  for (let n = 1; n < word.length; n += 1) {
    const next = text.indexOf(word[n] ?? '', (places[n - 1] ?? 0) + 1);
    if (next < 0) return [];
    places.push(next);
  }
  return places;
}

/** Folding may lengthen or shorten: where each folded character came from. */
function foldedWithOrigin(text: string): { readonly folded: string; readonly origin: readonly number[] } {
  let folded = '';
  const origin: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = fold(character);
    for (let n = 0; n < plain.length; n += 1) origin.push(at);
    folded += plain;
    at += character.length;
  }
  return { folded, origin };
}
