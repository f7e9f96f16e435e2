import type { Warning } from '../../../../shared/errors/index.js';
import { repaired } from './repair.js';
import { decodeText } from './text.js';

export interface Document {
  readonly kind: 'text' | 'rtf' | 'html';
  readonly text: string;
  /** What was taken off the text, by name. */
  readonly notes: readonly Warning[];
}

export const isRtf = (text: string): boolean => text.startsWith('{\\rtf');

/** The text somebody sees who opens it: out of RTF or HTML, from bytes of an old encoding too, without what cannot be seen. */
export function plainText(bytes: Buffer): Document {
  const { text: written, notes: encoding } = decoded(bytes);
  const { kind, text, notes } = unwrapped(written.trim());
  const seen = text
    .replace(/[\u2028\u2029\u0085]/g, '\n')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/g, ' ');
  const unseen = seen === text ? [] : [repaired('characters that cannot be seen, or blanks of another kind')];
  return { kind, text: seen.trim(), notes: [...encoding, ...notes, ...unseen] };
}

function decoded(bytes: Buffer): Pick<Document, 'text' | 'notes'> {
  try {
    const { text, warnings } = decodeText(bytes);
    return { text, notes: warnings };
  } catch {
    // One byte a character: whatever the letters around a key are, its own are ASCII.
    return { text: bytes.toString('latin1'), notes: [repaired('text that is not UTF-8 around the key')] };
  }
}

function unwrapped(text: string): Document {
  if (isRtf(text)) return { kind: 'rtf', text: outOfRtf(text), notes: [repaired('a text document (RTF) round the key')] };
  if (/<(?:br|p|div|pre|span|html|body|td|code)\b/i.test(text))
    return { kind: 'html', text: outOfHtml(text), notes: [repaired('a web page or a mail (HTML) round the key')] };
  return { kind: 'text', text, notes: [] };
}

/** Control words away, the characters they stand for in their place. Every part is bounded: no run is read twice (M-16). */
function outOfRtf(text: string): string {
  return text.replace(
    /\\'([0-9a-fA-F]{2})|\\u(-?\d{1,5})[ ?]?|\\([a-zA-Z]{1,32})-?\d{0,10} ?|\\([^a-zA-Z])|[{}\r\n]/g,
    (_all, hex?: string, code?: string, word?: string, sign?: string) => {
      if (hex !== undefined) return Buffer.from(hex, 'hex').toString('latin1');
      if (code !== undefined) return String.fromCharCode((Number(code) + 0x10000) % 0x10000);
      if (word !== undefined) return words.get(word) ?? '';
      return sign === undefined ? '' : (signs.get(sign) ?? sign);
    },
  );
}
const words: ReadonlyMap<string, string> = new Map(
  Object.entries({ par: '\n', line: '\n', cell: '\n', row: '\n', tab: '\t', emdash: '—', endash: '–' }),
);
const signs: ReadonlyMap<string, string> = new Map(Object.entries({ '~': ' ', _: '-', '-': '', '*': '', '\r': '\n' }));

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({
    nbsp: ' ',
    plus: '+',
    sol: '/',
    equals: '=',
    dash: '-',
    hyphen: '-',
    '#43': '+',
    '#47': '/',
    '#61': '=',
    '#45': '-',
    '#x2b': '+',
    '#x2f': '/',
    '#x3d': '=',
    '#x2d': '-',
    '#10': '\n',
    '#13': '\r',
  }),
);

function outOfHtml(text: string): string {
  return text
    .replace(/<[^<>]{0,400}>/g, '\n')
    .replace(/&(#?\w{1,8});/g, (whole, name: string) => entities.get(name.toLowerCase()) ?? whole);
}
