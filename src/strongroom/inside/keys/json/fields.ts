import { KeyrackError } from '../../../../shared/errors/index.js';
import type { Json } from './parse.js';

export type JsonObject = { readonly [name: string]: Json };
export const isObject = (json: Json | undefined): json is JsonObject => typeof json === 'object' && json !== null && !Array.isArray(json);
export const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);

/** `key_id`, `keyID`, `keyId` and `KEY_ID` are one name: every tool writes it its own way. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** A name that was looked for is told as it is written; what stands around it in other letters may be anything (S-06). */
const tellableName = (written: string): string => (/^[\w -]{1,40}$/.test(written) ? written : plainName(written));

/** An object read by plain names; a value of the wrong kind is told by name (J-08). */
export function fieldsOf(object: JsonObject) {
  const byName = new Map<string, readonly [written: string, value: Json]>();
  for (const [written, value] of Object.entries(object))
    if (!byName.has(plainName(written))) byName.set(plainName(written), [written, value]);
  const first = (names: readonly string[]) => names.map((name) => byName.get(name)).find((found) => found !== undefined && found[1] !== '');
  return {
    /** Null where there is none, or it is empty. E_JSON_FORMAT for what is no text. */
    text(...names: readonly string[]): string | null {
      const [written, value] = first(names) ?? [];
      if (written === undefined || value === undefined) return null;
      if (value === null && !names.includes('key')) return null;
      if (typeof value !== 'string') throw new KeyrackError('E_JSON_FORMAT', `“${tellableName(written)}” is ${kindOf(value)}, not text.`);
      return value.trim() === '' ? null : value;
    },
    flag(...names: readonly string[]): boolean {
      const value = first(names)?.[1];
      return value === true || (typeof value === 'string' && /^(true|yes|1)$/i.test(value.trim()));
    },
    /** A number where a tool writes one for an id (a vendor number). */
    digits(...names: readonly string[]): string | null {
      const value = first(names)?.[1];
      return typeof value === 'string' ? value.trim() || null : typeof value === 'number' ? String(value) : null;
    },
    has: (...names: readonly string[]): boolean => names.some((name) => byName.has(name)),
  };
}

export const kindOf = (value: Json): string =>
  value === null ? 'null' : isList(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
