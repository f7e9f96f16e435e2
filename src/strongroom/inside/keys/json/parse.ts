import { KeyrackError } from '../../../../shared/errors/index.js';

/** Objects have no prototype, so that `__proto__` and `constructor` are names like any other (J-03). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export const jsonLimits = { bytes: 5 * 1024 * 1024, items: 10_000, depth: 20 } as const;

/**
 * Strict JSON with a place for every fault (J-01…J-03). Our own, because the engines' messages quote the text (which may
 * hold a key), differ between versions, and come only after the whole has been built.
 */
export function parseJson(text: string): Json {
  if (text.length > jsonLimits.bytes) throw new KeyrackError('E_JSON_LIMIT');
  let at = 0;
  let items = 0;
  const fail = (what: string, where = at): never => {
    throw new KeyrackError('E_JSON_SYNTAX', `${placeOf(text, where)}: ${what}.`);
  };
  const skip = () => {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  };
  const count = () => {
    items += 1;
    if (items > jsonLimits.items) throw new KeyrackError('E_JSON_LIMIT', 'The JSON holds more than 10,000 items.');
  };

  function value(depth: number): Json {
    if (depth > jsonLimits.depth) throw new KeyrackError('E_JSON_LIMIT', 'The JSON is nested more than 20 levels deep.');
    skip();
    const first = text.charAt(at);
    if (first === '{') return object(depth);
    if (first === '[') return array(depth);
    if (first === '"') return string();
    const literal = literals.find(([word]) => text.startsWith(word, at));
    if (literal === undefined) return number();
    at += literal[0].length;
    return literal[1];
  }

  function object(depth: number): Json {
    const members: { [name: string]: Json } = Object.create(null);
    each('}', () => {
      if (text.charAt(at) !== '"') fail(oddStart(text, at, 'a name in double quotes is expected'));
      const where = at;
      const name = string();
      if (Object.hasOwn(members, name)) fail('this name stands twice in one object', where);
      skip();
      if (text.charAt(at) !== ':') fail('a colon is expected after the name');
      at += 1;
      members[name] = value(depth + 1);
    });
    return members;
  }

  function array(depth: number): Json {
    const list: Json[] = [];
    each(']', () => void list.push(value(depth + 1)));
    return list;
  }

  /** From the opening bracket to past the closing one. */
  function each(close: string, one: () => void): void {
    at += 1;
    skip();
    if (text.charAt(at) === close) {
      at += 1;
      return;
    }
    for (;;) {
      count();
      one();
      skip();
      const next = text.charAt(at);
      if (next !== ',' && next !== close) fail(oddStart(text, at, `a comma or “${close}” is expected`));
      const comma = at;
      at += 1;
      if (next === close) return;
      skip();
      if (text.charAt(at) === close) fail('a comma before the closing bracket', comma);
    }
  }

  function string(): string {
    const start = at;
    for (at += 1; text.charAt(at) !== '"'; at += 1) {
      if (at >= text.length) fail('the text that begins here does not end', start);
      if (text.charCodeAt(at) < 0x20) fail('a line break or control character inside a text; JSON writes it as \\n');
      if (text.charAt(at) !== '\\') continue;
      if (!/^\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) fail('this escape is not of JSON');
      at += 1;
    }
    at += 1;
    // Checked above: the engine's decoder has nothing left to complain about.
    const decoded = JSON.parse(text.slice(start, at)) as string;
    if (/\p{Surrogate}/u.test(decoded)) fail('half of a surrogate pair', start);
    return decoded;
  }

  function number(): number {
    const written = numberAt(text, at);
    if (written === undefined) return fail(oddStart(text, at, 'a value is expected'));
    if (!Number.isFinite(Number(written))) fail('this number is too large');
    at += written.length;
    return Number(written);
  }

  const json = value(0);
  skip();
  if (at < text.length) fail('more text after the end; one JSON document a file');
  return json;
}

const literals = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

/** As it is written there; undefined where none is. */
function numberAt(text: string, at: number): string | undefined {
  const digits = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  digits.lastIndex = at;
  return digits.exec(text)?.[0];
}

/** The usual ways of writing what is almost JSON, by name. */
function oddStart(text: string, at: number, otherwise: string): string {
  const rest = text.slice(at, at + 10);
  if (rest === '') return 'the text ends too early';
  if (/^(\/\/|\/\*|#)/.test(rest)) return 'a comment; JSON has none';
  if (/^['‘’“”]/.test(rest)) return 'a text in other quotes than "';
  if (/^-?(NaN|Infinity)/.test(rest)) return 'NaN and Infinity are not of JSON';
  return otherwise;
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return `Line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
