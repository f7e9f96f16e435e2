import { mostKeyBytes } from '../source/bounded.js';

/** What a file gives a name: `export NAME="…"`, a line of a `.env`, of YAML, of a batch file. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** The value is what stands in a file of this path (`$(cat FILE)`), not the text. */
  readonly isPath: boolean;
}

const start =
  /(?:-[ \t]{1,8})?(?:(?:export|declare -x|typeset -x|setx?|env|ENV)[ \t]{1,8}|(set -[gUx]{1,3}|setx)[ \t]{1,8})?(?:\$env:)?"?([A-Za-z_][A-Za-z0-9_.-]{0,100})"?(?:[ \t]{0,16}=[ \t]{0,16}|:(?:[ \t]{1,16}|(?=[\r\n]|$))|([ \t]{1,16}))/y;
/** Lines that a value in quotes may go on for, and one without: a key has six, with its frame. */
const mostLines = 200;
const mostBareLines = 40;

/** In one pass, line by line. What is no assignment is passed by, comments as well. A name that only points at an earlier one has its value. */
export function assignmentsIn(text: string): readonly Assignment[] {
  const lines = text.split(/\r\n|\r|\n/);
  const found: Assignment[] = [];
  const values = new Map<string, Assignment>();
  const unclosed = new Set<string>();
  for (let n = 0; n < lines.length; ) {
    const line = lines[n] ?? '';
    const from = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    let rest: string | null = line.slice(from);
    n += 1;
    while (rest !== null && !/^(?:#|\/\/|rem\b)/i.test(rest)) {
      start.lastIndex = 0;
      const [head, fish, name, blank] = start.exec(rest) ?? [];
      if (head === undefined || name === undefined || (blank !== undefined && fish === undefined && !/^ENV\s/.test(head))) break;
      const value = valueAt(rest.slice(head.length), lines, n, { indent: from, unclosed });
      const one = { name, ...pointed(value.text, value.isLiteral, values) };
      // One that is longer than any key costs nothing where others point at it.
      if (one.value.length <= mostKeyBytes) values.set(name, one);
      else values.delete(name);
      if (one.value !== '') found.push(one);
      n = value.next;
      rest = value.rest;
    }
  }
  return found;
}

interface Read {
  readonly text: string;
  /** Nothing in it is the shell's. */
  readonly isLiteral: boolean;
  /** The next line that is not read. */
  readonly next: number;
  /** What else stands in the line, where it may be another assignment. */
  readonly rest: string | null;
}
interface Where {
  readonly indent: number;
  /** Quotes that nothing closes any more: they are not looked for again (M-16). */
  readonly unclosed: Set<string>;
}

function valueAt(written: string, lines: readonly string[], next: number, where: Where): Read {
  const here = /<<-?[ \t]{0,8}\\?["']?(\w{1,40})["']?[ \t)]{0,8}$/.exec(written.slice(-80));
  if (here) return hereDocument(here[1] ?? '', lines, next);
  if (/^[|>][-+\d]{0,3}[ \t]*$/.test(written)) return block(lines, next, where.indent);
  const [, opening = '', quote = ''] = /^(\$?(["'`]))/.exec(written) ?? [];
  if (quote !== '' && !where.unclosed.has(quote)) {
    const quoted = upTo(quote, opening, written.slice(opening.length), lines, next);
    if (quoted !== null) return quoted;
    where.unclosed.add(quote);
  }
  // Looked for as far as a frame in one line can be, not through all that another assignment holds (M-16).
  if (/^-{3,16}\s{0,8}BEGIN /.test(written) && !written.slice(0, 4_096).includes('END ')) return bareFrame(written, lines, next);
  const another = /[ \t;&]{1,8}(?=(?:export[ \t]{1,8})?[A-Z_][A-Z0-9_]{1,100}=)/.exec(written);
  const value = another ? written.slice(0, another.index) : written;
  return {
    text: value
      .replace(/(?:^|[ \t])#[\s\S]*$/, '')
      .trim()
      .replace(/;$/, ''),
    isLiteral: false,
    next,
    rest: another ? written.slice(another.index + another[0].length) : null,
  };
}

/** To the closing quote, over as many lines as it takes; null where there is none. */
function upTo(quote: string, opening: string, first: string, lines: readonly string[], from: number): Read | null {
  const parts: string[] = [];
  for (let [line, next]: [string | undefined, number] = [first, from]; line !== undefined && next - from <= mostLines; next += 1) {
    const end = closing(line, quote, opening);
    parts.push(end < 0 ? line : line.slice(0, end));
    if (end >= 0) {
      const rest = /^[ \t;]{1,8}(?=\S)(?!#)/.exec(line.slice(end + 1, end + 20));
      const text = parts.join('\n');
      const isPlain = opening === "'" || opening === '`';
      return {
        text: isPlain ? text : unescaped(text),
        isLiteral: opening === "'",
        next,
        rest: rest ? line.slice(end + 1 + rest[0].length) : null,
      };
    }
    line = lines[next];
  }
  return null;
}

function closing(line: string, quote: string, opening: string): number {
  if (opening === "'" || opening === '`') return line.indexOf(quote);
  for (let at = 0; at < line.length; at += 1) {
    if (line.charAt(at) === '\\') at += 1;
    else if (line.charAt(at) === quote) return at;
  }
  return -1;
}

const unescaped = (text: string): string =>
  text.replace(/\\(\r?\n|[\s\S])/g, (whole, sign: string) =>
    sign === 'n' ? '\n' : sign === 'r' ? '' : sign === 't' ? '\t' : /["'\\$`]/.test(sign) ? sign : /\n/.test(sign) ? '' : whole,
  );

function hereDocument(tag: string, lines: readonly string[], from: number): Read {
  const within = lines.slice(from, from + mostBareLines);
  const length = within.findIndex((line) => line.trim().replace(/[)"]{1,4}$/, '') === tag);
  if (length < 0) return { text: '', isLiteral: true, next: from, rest: null };
  return { text: within.slice(0, length).join('\n'), isLiteral: true, next: from + length + 1, rest: null };
}

/** YAML's: what is further in than the name. */
function block(lines: readonly string[], from: number, indent: number): Read {
  let next = from;
  while (next < lines.length && next - from < mostBareLines && isDeeper(lines[next] ?? '', indent)) next += 1;
  const text = lines.slice(from, next).map((line) => line.trim());
  return { text: text.join('\n').trim(), isLiteral: true, next, rest: null };
}
const isDeeper = (line: string, indent: number): boolean => line.trim() === '' || (/^[ \t]*/.exec(line)?.[0].length ?? 0) > indent;

/** A PEM without quotes, as some CIs write their files. */
function bareFrame(first: string, lines: readonly string[], from: number): Read {
  const parts = [first];
  for (let next = from; next < lines.length && next - from < mostBareLines; next += 1) {
    const line = lines[next] ?? '';
    parts.push(line);
    if (/-{3}\s{0,8}END /.test(line)) return { text: parts.join('\n'), isLiteral: true, next: next + 1, rest: null };
  }
  return { text: first, isLiteral: true, next: from, rest: null };
}

/** A name of this file in its place, and what a command would read. */
function pointed(text: string, isLiteral: boolean, values: ReadonlyMap<string, Assignment>): Pick<Assignment, 'value' | 'isPath'> {
  if (isLiteral || text.length > 4_096 || !text.startsWith('$')) return { value: text, isPath: false };
  const [, braced, bare] = /^\$(?:\{([A-Za-z_]\w{0,100})\}|([A-Za-z_]\w{0,100}))$/.exec(text) ?? [];
  const named = values.get(braced ?? bare ?? '');
  if (named) return { value: named.value, isPath: named.isPath };
  const [, file] =
    /^\$\([ \t]{0,8}(?:cat[ \t]{1,8}|<[ \t]{0,8}|base64(?:[ \t]{1,8}-{1,2}\w{1,20}(?:[= ]\d{1,6})?){0,4}[ \t]{1,8})["']?(?![ \t])([^"'$()|<>;&]{1,1000})["']?[ \t]{0,8}\)$/.exec(
      text,
    ) ?? [];
  if (file !== undefined) return { value: file.trim(), isPath: true };
  const [, encoded] =
    /^\$\([ \t]{0,8}(?:echo|printf)(?:[ \t]{1,8}-n|[ \t]{1,8}["']?%s["']?)?[ \t]{1,8}["']?([A-Za-z0-9+/=]{16,4000})["']?[ \t]{0,8}\|[ \t]{0,8}base64\b[^)]{0,40}\)$/.exec(
      text,
    ) ?? [];
  return { value: encoded ?? text, isPath: false };
}
