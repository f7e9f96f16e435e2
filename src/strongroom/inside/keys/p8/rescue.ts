import { KeyrackError, type Warning, warn } from '../../../../shared/errors/index.js';
import { keyFromPkcs8, keyFromSec1, type ReadKey } from './key.js';
import { plainText } from './plain-text.js';
import { repaired, undoMangling } from './repair.js';

/**
 * What the strict reading could not take: a key whose frame is nearly right, is another's or is lost, with something before or after
 * its lines, in the other alphabet of base64, inside a text document. It is found by how a P-256 key begins, is as long as its DER says,
 * and counts only if it proves itself: its own public key is inside, and what it signs verifies. Null where nothing does.
 * E_P8_MULTIPLE where several keys do.
 */
export function rescueKey(bytes: Buffer): ReadKey | null {
  const document = plainText(bytes);
  const { text, notes } = undoMangling(document.text);
  const found: Found[] = [];
  for (const { index } of text.matchAll(beginning)) {
    const one = found.length < mostKeys ? keyAt(text, index) : null;
    // Of two keys of which one is broken nobody knows which is meant.
    if (one === null) return null;
    found.push(one);
  }
  const [first] = found;
  if (first === undefined) return null;
  const several = new Set(found.map(({ key }) => key.fingerprint)).size;
  if (several > 1) throw new KeyrackError('E_P8_MULTIPLE', `The file holds ${several} private keys; split it into one file a key.`);
  const around = aroundKey(text, first, document.kind !== 'text');
  const told = [...document.notes, ...notes, ...first.notes, ...around, ...first.key.warnings];
  return { ...first.key, warnings: told.length > 0 ? told : [warn('W_REPAIRED')] };
}

/** PKCS#8 of either shape, with attributes too; SEC1 as it names its curve. Neither alphabet of base64 has another spelling of it. */
const beginning = /MIG[A-Za-z0-9+/_-]AgE[AB]MBMGByqGSM49|MHcCAQEEI/g;
/** More of them in one text is no key that went astray. */
const mostKeys = 8;
/** A body of 200 characters, a line each four of them and something before every line: what lies further off is not looked at. */
const farthest = 4_096;

interface Found {
  readonly key: ReadKey;
  readonly notes: readonly Warning[];
  readonly from: number;
  readonly to: number;
  readonly decorated: boolean;
}

function keyAt(text: string, from: number): Found | null {
  const lineStart = Math.max(text.lastIndexOf('\n', from), text.lastIndexOf('\r', from)) + 1;
  const before = from - lineStart;
  if (/[A-Za-z0-9]$/.test(text.slice(Math.max(lineStart, from - 1), from)) && text[from - 1] !== 'n') return null;
  const window = text.slice(from, from + farthest);
  const digits = digitsOf(window);
  for (const way of ways) {
    const body = way.collect(window, digits, before);
    const key = body && proven(body.text);
    if (!body || !key) continue;
    const notes = [...(body.other ? [repairs.alphabet] : []), ...(body.decorated ? [repairs.decoration] : []), ...way.notes];
    return { key, notes, from, to: from + body.end, decorated: body.decorated };
  }
  return null;
}

/** How many characters of base64 the key has, without padding: its DER says its own length. */
function digitsOf(window: string): number {
  const [, first = 0, second = 0] = Buffer.from(window.slice(0, 4), 'base64');
  const length = first < 0x80 ? 2 + first : 3 + second;
  return Math.ceil((length * 8) / 6);
}

function proven(base64: string): ReadKey | null {
  const der = Buffer.from(base64, 'base64');
  try {
    const key = base64.startsWith('MH') ? keyFromSec1(der) : keyFromPkcs8(der);
    return key.warnings.some(({ code }) => code === 'W_P8_NO_PUBLIC') ? null : key;
  } catch (error) {
    if (error instanceof KeyrackError) return null;
    throw error;
  }
}

interface Body {
  readonly text: string;
  /** Behind its last character. */
  readonly end: number;
  readonly decorated: boolean;
  /** It was written with “-” and “_”. */
  readonly other: boolean;
}
interface Way {
  readonly notes: readonly Warning[];
  /** `before`: how many characters stand before the key in its line. */
  readonly collect: (window: string, digits: number, before: number) => Body | null;
}

const repairs = {
  alphabet: repaired('the other alphabet of base64 (“-” and “_”)'),
  decoration: repaired('characters before or after the lines'),
  letterN: repaired('line breaks of which only the letter n was left'),
  blanks: repaired('plus signs turned into blanks'),
};

/** As it is, but for what is known to stand around lines; else without as many characters of each line as stand before the key in its own; … */
const ways: readonly Way[] = [
  { notes: [], collect: (window, digits) => collect(window, digits, (text, at) => pastDecoration(text, at)) },
  {
    notes: [],
    collect: (window, digits, before) => (before === 0 ? null : collect(window, digits, (_text, at) => at + before)),
  },
  { notes: [repairs.letterN], collect: withoutLetterN },
  { notes: [repairs.blanks], collect: (window, digits) => collect(window, digits, (_text, at) => at, '+') },
];

const isDigit = (character: string): boolean => /^[A-Za-z0-9+/_-]$/.test(character);

/** Character by character, so that nothing in the midst of a line is passed by: it would make another key of a damaged one. */
function collect(window: string, digits: number, next: (text: string, at: number) => number, blank = ''): Body | null {
  let [text, at, decorated] = ['', 0, false];
  while (text.length < digits) {
    const character = window.charAt(at);
    if (isDigit(character) || (character === ' ' && blank !== '')) {
      text += character === ' ' ? blank : character;
      at += 1;
      continue;
    }
    const lineEnd = pastLineEnd(window, at);
    if (lineEnd !== null) {
      const start = next(window, lineEnd);
      decorated ||= /[^\s]/.test(window.slice(at, start));
      at = start;
    } else if (character === ' ' || character === '\t') {
      at += 1;
    } else return null;
  }
  // What goes on behind the key, on its own line, is no key as Apple makes them (B-22).
  const rest = /^=*/.exec(window.slice(at, at + 4))?.[0].length ?? 0;
  if (/^[A-Za-z0-9+/]/.test(window.slice(at + rest))) return null;
  return { text: text.replace(/-/g, '+').replace(/_/g, '/'), end: at + rest, decorated, other: /[-_]/.test(text) };
}

/** What stands between the end of a line's base64 and the next line; null in the midst of a line. */
function pastLineEnd(window: string, at: number): number | null {
  lineEnd.lastIndex = at;
  const [whole] = lineEnd.exec(window) ?? [];
  return whole === undefined ? null : at + whole.length;
}
const lineEnd = /[ \t\\|`'"“”‘’«»,;.:*<>)=%$│¶↵⏎+&]{0,64}(?:\r\n|[\r\n])/y;

/** Quotation, bullets, comments, numbers of lines, what a log writes before a line. */
function pastDecoration(window: string, at: number): number {
  decoration.lastIndex = at;
  return at + (decoration.exec(window)?.[0].length ?? 0);
}
const decoration =
  /(?:\s{1,64}|[>|│┃¦•·‣◦▪▸►●○–—#;:*`'"“”‘’«»(,.~!]|\d{4}-\d\d-\d\d[T ][\d:.,]{5,18}(?:Z|[+-]\d\d:?\d\d)?(?=\s)|\d{1,5}[.:)|]?(?=[ \t|])|[-+]{1,2}(?=[ \t])|\/{2,3}(?=[ \t])|(?:REM|rem)(?=[ \t])){0,32}/y;

/** `\n` whose backslash a shell has eaten: an “n” behind each 64 characters. */
function withoutLetterN(window: string, digits: number): Body | null {
  const lines = Math.ceil(digits / 64);
  const whole = window.slice(0, digits + lines - 1);
  const letters = [...whole].filter((_, at) => at % 65 === 64);
  if (letters.length !== lines - 1 || letters.some((letter) => letter !== 'n')) return null;
  const text = [...whole].filter((_, at) => at % 65 !== 64).join('');
  const rest = window.slice(whole.length);
  return /^[A-Za-z0-9+/_-]+$/.test(text) && !/^(?!n?-)[A-Za-z0-9+/]/.test(rest)
    ? { text: text.replace(/-/g, '+').replace(/_/g, '/'), end: whole.length, decorated: false, other: false }
    : null;
}

const frameLine =
  /[-‐-―−_=*~]{0,16}[ \t]{0,8}(?<![A-Za-z0-9])(BEGIN|END)[ \t]{0,4}([A-Za-z0-9 ]{0,40}?)[ \t]{0,4}(?:[-‐-―−_=*~]{1,16}|$)/gim;
/** Not every line that says “begin” is one. */
const framesIn = (text: string) =>
  [...text.matchAll(frameLine)].filter(([line, , label]) => /[-‐-―−_=*~]{2}/.test(line) || /KEY|CERT/i.test(label ?? ''));
const says = (which: 'BEGIN' | 'END') => (frame: RegExpExecArray) => frame[1]?.toUpperCase() === which;

/** What was wrong with the lines around it, and whether there is more text. */
function aroundKey(text: string, { from, to, decorated }: Found, isDocument: boolean): readonly Warning[] {
  const [before, after] = [text.slice(Math.max(0, from - near), from), text.slice(to, to + near)];
  const [framesBefore, framesAfter] = [framesIn(before), framesIn(after)];
  const begin = framesBefore.findLast(says('BEGIN'));
  const notes = frameNotes(begin, framesAfter.find(says('END')));
  // What stands in a decorated line belongs to the decoration.
  const [first, last] = [framesBefore.at(-1), framesAfter[0]];
  const lineStart = decorated ? before.lastIndexOf('\n', first?.index ?? before.length) + 1 : (first?.index ?? before.length);
  const lastEnd = last === undefined ? 0 : last.index + last[0].length;
  const nextLine = after.indexOf('\n', lastEnd);
  const rest = decorated ? (nextLine < 0 ? '' : after.slice(nextLine)) : after.slice(lastEnd);
  const others = [before.slice(0, lineStart), decorated || !last ? '' : after.slice(0, last.index), rest];
  const isExtra = !isDocument && (from > near || text.length > to + near || others.some((part) => /[\p{L}\p{N}]{2}/u.test(part)));
  return isExtra ? [...notes, warn('W_EXTRA_TEXT')] : notes;
}
/** How far from the key its frame is sought, in characters. */
const near = 400;

const right = ['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----'] as const;

function frameNotes(begin: RegExpExecArray | undefined, end: RegExpExecArray | undefined): readonly Warning[] {
  if (!begin && !end) return [repaired('the BEGIN and END lines were lost')];
  if (!begin) return [repaired('the BEGIN line was lost')];
  if (!end) return [repaired('the END line was lost')];
  const [line, , label = ''] = begin;
  if (/CERTIFICATE/i.test(label)) return [repaired('a certificate’s BEGIN and END lines round the key')];
  if (line === right[0] && end[0] === right[1]) return [];
  if (!/^(EC )?PRIVATE KEY$/i.test(label)) return [repaired('BEGIN and END lines of another kind of key')];
  return [repaired('BEGIN or END lines that were not quite right')];
}
