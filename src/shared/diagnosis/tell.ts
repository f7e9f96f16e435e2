import { catalogue } from '../errors/index.js';
import * as words from '../words/causes.js';
import { type Cause, isFound } from './cause.js';

/** A diagnosis in three lines, as the card, the panel and the command line all say it. */
export interface Told {
  /** Null: nothing is likelier than the rest. */
  readonly headline: string | null;
  /** For a card, after “Apple refused: ”. */
  readonly short: string | null;
  /** What was found. */
  readonly showed: string;
  readonly next: string;
}

/** Why Apple refused a key, in short. `causes`: ranked. */
export function tellRefusal(causes: readonly Cause[]): Told {
  const { cause, next } = catalogue.E_APPLE_UNAUTHORIZED;
  const found = causes.find(isFound);
  if (found) {
    const { code, showed, fix = next } = found;
    return { headline: words.headlineOf(found), short: words.shortOf(code, found.confidence === 'certain'), showed, next: fix };
  }
  const clock = causes.find(({ code }) => code === 'clock')?.confidence;
  const open = causes.filter(({ confidence, isUnlikely }) => confidence === 'possible' && !isUnlikely);
  const clauses = open.flatMap(({ code }) => words.rowOf(code).clause ?? []);
  const showed = [
    ...(clock === 'ruled-out' ? [words.clockIsNotWhy] : []),
    clauses.length > 0 ? words.mostLikely(clauses) : cause,
    ...(clock === 'possible' ? [words.clockMayBeWhyToo] : []),
  ].join(' ');
  return { headline: null, short: null, showed, next };
}

/** The same as one sentence beside the catalogue's title. */
export function refusalInWords(causes: readonly Cause[]): { readonly cause: string; readonly next: string } {
  const { headline, showed, next } = tellRefusal(causes);
  return { cause: headline === null ? showed : `${headline}. ${showed}`, next };
}
