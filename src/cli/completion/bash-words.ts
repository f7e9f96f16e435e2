import { beginsAs } from '../../shared/same-name.js';

/** A command line of bash up to the cursor, as bash would split it: programmable completion hands over words with their quotes. */
export interface BashWords {
  /** Unquoted, `keyrack` itself and assignments before it left out. */
  readonly words: readonly string[];
  readonly current: string;
  /** The current word as typed, and the quote that is still open in it. */
  readonly raw: string;
  readonly quote: '' | '"' | "'";
  /** What stands in the current word before that quote, unquoted. */
  readonly before: string;
}

export function bashWords(line: string): BashWords {
  const found: string[] = [];
  let [word, raw, quote, before]: [string, string, BashWords['quote'], string] = ['', '', '', ''];
  for (let at = 0; at < line.length; at += 1) {
    const [one = '', next = ''] = [line[at], line[at + 1]];
    if (quote === '' && /\s/.test(one)) {
      if (raw !== '') found.push(word);
      [word, raw] = ['', ''];
      continue;
    }
    raw += one;
    const escapes = one === '\\' && next !== '' && (quote === '' || (quote === '"' && /["$`\\]/.test(next)));
    if (escapes) {
      word += next;
      raw += next;
      at += 1;
    } else if (quote === '' && (one === '"' || one === "'")) [quote, before] = [one, word];
    else if (one === quote) quote = '';
    else word += one;
  }
  const first = found.findIndex((text) => !/^\w+=/.test(text));
  return { words: found.slice(first + 1), current: word, raw, quote, before };
}

const special = /[^\w./+%,~^-]/u;
const escaped = (text: string): string =>
  [...text].map((one) => (special.test(one) && one.charCodeAt(0) < 128 ? `\\${one}` : one)).join('');
/** Between double quotes an “!” is history to bash, and a backslash before it would stay: it stands between single ones. */
const inner = {
  '"': (text: string) => text.replace(/["$`\\]/g, '\\$&').replaceAll('!', `"'!'"`),
  "'": (text: string) => text.replaceAll("'", "'\\''"),
};

/**
 * What readline is to put in place of `replaced`, the part of the word that it will replace: from the last `:`, `=` or `@` on,
 * or all of it. Inside an open quote it keeps the quote itself. Null: what was typed cannot be gone on with.
 */
export function bashInsertion(value: string, { current, raw, quote, before }: BashWords, replaced: string): string | null {
  if (!beginsAs(value, current)) return null;
  if (quote !== '') {
    if (!value.startsWith(before)) return null;
    const made = inner[quote](value.slice(before.length));
    // Readline puts it in place of what stands after the quote, and in place of the quote too where it begins with one; and it closes
    // the quote, but where it ends with one.
    return `${made.startsWith(quote) ? quote : ''}${made}${made.endsWith(quote) ? quote : ''}`;
  }
  const kept = raw.endsWith(replaced) ? bashWords(`keyrack ${raw.slice(0, raw.length - replaced.length)}`).current : '';
  if (!value.startsWith(kept)) return null;
  return escaped(value.slice(kept.length)).replace(/^~/, kept === '' ? '\\~' : '~');
}
