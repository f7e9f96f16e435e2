import { KeyrackError } from '../../../../shared/errors/index.js';
import { isList, isObject, type JsonObject, plainName } from './fields.js';
import { type Json, parseJson } from './parse.js';
import { type Row, recordOf, rowOf } from './record.js';

/**
 * A Postman environment (`values`), or a collection's variables and its own "JWT Bearer" (J-07). Only what is a key, a Key ID
 * or an Issuer ID by its name is taken; everything else is never looked at again. Null: not Postman's.
 */
export function postmanRecord(json: JsonObject): Row | null {
  const isEnvironment = isList(json.values) && ('_postman_variable_scope' in json || 'name' in json);
  const isCollection = isObject(json.info) && typeof json.info.schema === 'string' && json.info.schema.includes('getpostman.com');
  if (!isEnvironment && !isCollection) return null;
  const pairs = new Map([...variables(json.values), ...variables(json.variable), ...jwtBearer(json.auth)]);
  const found: { [name: string]: Json } = Object.create(null);
  for (const [name, value] of pairs) {
    const field = meaning(plainName(name), value);
    if (field !== null) found[field] ??= value;
  }
  return rowOf(() => {
    if (found.key === undefined && [...pairs.values()].some((value) => /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/.test(value)))
      throw new KeyrackError('E_JSON_FORMAT', 'This Postman file holds a token and no key: a token cannot be stored.');
    if (found.key === undefined) throw new KeyrackError('E_JSON_FORMAT', 'This Postman file holds no App Store Connect key.');
    return recordOf(found, 'postman');
  });
}

type Pair = readonly [name: string, value: string];
function variables(json: Json | undefined): readonly Pair[] {
  if (!isList(json)) return [];
  return json.flatMap((one) =>
    isObject(one) && typeof one.key === 'string' && typeof one.value === 'string' && one.value !== ''
      ? [[one.key, one.value] as const]
      : [],
  );
}

/** Postman's own ES256: the ids are JSON within the JSON. */
function jwtBearer(auth: Json | undefined): readonly Pair[] {
  if (!isObject(auth)) return [];
  return variables(auth.jwt).flatMap(([name, value]): readonly Pair[] => {
    if (name !== 'payload' && name !== 'header' && name !== 'headers') return [[name, value]];
    try {
      const inner = parseJson(value);
      return isObject(inner) ? Object.entries(inner).flatMap(([key, id]) => (typeof id === 'string' ? [[key, id] as const] : [])) : [];
    } catch {
      return [];
    }
  });
}

function meaning(name: string, value: string): 'key' | 'key_id' | 'issuer_id' | null {
  if (/(keyid|^kid|keyidentifier)$/.test(name)) return 'key_id';
  if (/(issuerid|issuer|^iss)$/.test(name)) return 'issuer_id';
  return /PRIVATE KEY/.test(value) || (/(privatekey|p8|keycontent|apikey)/.test(name) && value.length > 100) ? 'key' : null;
}
