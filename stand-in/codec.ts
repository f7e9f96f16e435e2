/** What structuredClone carries, as JSON: the pipe to the page takes text alone. Runs in Node and in the page. */
type Json = null | boolean | number | string | Json[] | { readonly $: string; readonly v: Json };

const tag = ($: string, v: Json): Json => ({ $, v });

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In pieces: fromCharCode takes no more arguments than the stack holds.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

function encode(value: unknown): Json {
  if (value === undefined) return tag('undefined', null);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return tag('number', '-0');
    return Number.isFinite(value) ? value : tag('number', String(value));
  }
  if (typeof value === 'bigint') return tag('bigint', String(value));
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Date) return tag('date', value.getTime());
  if (value instanceof RegExp) return tag('regexp', [value.source, value.flags]);
  if (value instanceof Map)
    return tag(
      'map',
      [...value].map(([key, item]) => [encode(key), encode(item)]),
    );
  if (value instanceof Set) return tag('set', [...value].map(encode));
  if (value instanceof Error) return tag('error', [value.name, value.message, value.stack ?? '']);
  if (value instanceof ArrayBuffer) return tag('buffer', toBase64(new Uint8Array(value)));
  if (ArrayBuffer.isView(value)) return tag('bytes', toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
  return tag(
    'object',
    Object.entries(value as object).map(([key, item]) => [key, encode(item)]),
  );
}

const errors: Readonly<Record<string, new (message: string) => Error>> = { TypeError, RangeError, SyntaxError };

function decode(json: Json): unknown {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(decode);
  const pairs = () => (json.v as Json[][]).map(([key = null, item = null]) => [decode(key), decode(item)] as const);
  const texts = () => (json.v as string[]).map(String);
  switch (json.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(json.v);
    case 'bigint':
      return BigInt(String(json.v));
    case 'date':
      return new Date(Number(json.v));
    case 'regexp':
      return new RegExp(...(texts() as [string, string]));
    case 'map':
      return new Map(pairs());
    case 'set':
      return new Set((json.v as Json[]).map(decode));
    case 'error': {
      const [name = '', message = '', stack = ''] = texts();
      return Object.assign(new (errors[name] ?? Error)(message), { stack });
    }
    case 'buffer':
      return fromBase64(String(json.v)).buffer;
    case 'bytes':
      return fromBase64(String(json.v));
    default:
      return Object.fromEntries(pairs());
  }
}

/** Throws what Electron throws when a value cannot be cloned (a function, a symbol, a promise). Views arrive as Uint8Array. */
export function pack(value: unknown): string {
  let copy: unknown;
  try {
    copy = structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
  return JSON.stringify(encode(copy));
}

export const unpack = (text: string): unknown => decode(JSON.parse(text) as Json);
