import { KeyrackError } from '../../../../shared/errors/index.js';
import type { JsonToolId } from '../../../../shared/tools/registry.js';
import { fieldsOf, isList, isObject, type JsonObject, kindOf } from './fields.js';
import type { Json } from './parse.js';
import { postmanRecord } from './postman.js';
import { type Row, recordOf, rowOf } from './record.js';

/** The keys of a tool's file, each row for itself; null: it is not of this tool. */
type Reader = (json: Json) => readonly Row[] | null;

/** One a tool (J-04…J-08). Asked in this order; the first that knows its own reads it. */
export const readers: Readonly<Record<JsonToolId, Reader>> = {
  list: (json) => (isList(json) ? json.map((one) => row(one, 'list')) : null),
  postman: ofObject((json) => {
    const record = postmanRecord(json);
    return record && [record];
  }),
  eas: ofObject(({ submit }) => (isObject(submit) ? easRows(submit) : null)),
  'asc-mcp': ofObject(({ companies }) => (isList(companies) ? companies.map((one) => row(one, 'asc-mcp', { namesTeam: true })) : null)),
  asc: ofObject((json) => {
    const { accounts, keys } = json;
    if (isObject(accounts)) return named(accounts).map((one) => row(one, 'asc'));
    if (isList(keys)) return ascRows(json, keys);
    return !isObject(keys) && isOneKey(json) && !has(json, 'key', 'privatekey') ? [row(json, 'asc')] : null;
  }),
  asckey: ofObject(({ keys }) => (isObject(keys) ? named(keys).map(asckeyRow) : null)),
  fastlane: ofObject((json) => (isOneKey(json) && has(json, 'key') ? [row(json, 'fastlane')] : null)),
  rcodesign: ofObject((json) => (isOneKey(json) && has(json, 'privatekey') ? [row(json, 'rcodesign', { bareBase64: true })] : null)),
};

function ofObject(read: (json: JsonObject) => readonly Row[] | null): Reader {
  return (json) => (isObject(json) ? read(json) : null);
}

const has = (json: JsonObject, ...names: readonly string[]): boolean => fieldsOf(json).has(...names);
const isOneKey = (json: JsonObject): boolean =>
  has(json, 'keyid', 'issuerid') && has(json, 'key', 'privatekey', 'privatekeypem', 'privatekeypath', 'keypath', 'keyfilepath');

/** A fault of one row stays with it: the others are good all the same. */
const row = (json: Json, ...[tool, ways]: [JsonToolId, Parameters<typeof recordOf>[2]?]): Row =>
  rowOf(() => {
    if (!isObject(json)) throw new KeyrackError('E_JSON_FORMAT', `This is ${kindOf(json)}, not a key’s entry.`);
    return recordOf(json, tool, ways);
  });

/** `{name: {…}}`: the name is what the tool calls the key. */
const named = (all: JsonObject): readonly Json[] => Object.entries(all).map(([name, one]) => (isObject(one) ? { name, ...one } : one));

/** asc keeps its first key at the top as well; it is one key. */
function ascRows(json: JsonObject, keys: readonly Json[]): readonly Row[] {
  const listed = keys.map((one) => row(one, 'asc'));
  const top = fieldsOf(json);
  if (top.text('keyid') === null || top.text('privatekeypath', 'privatekey') === null) return listed;
  const first = row(json, 'asc');
  const same = listed.some(
    (one) => !(one instanceof KeyrackError) && !(first instanceof KeyrackError) && one.keyId !== null && one.keyId === first.keyId,
  );
  return same ? listed : [first, ...listed];
}

/** Each key in a folder named after it. */
function asckeyRow(json: Json): Row {
  const name = isObject(json) ? json.name : undefined;
  const isFolder = typeof name === 'string' && /^[\w.-]+$/.test(name) && !/^\.+$/.test(name);
  return row(json, 'asckey', { usualPath: (keyId) => (isFolder ? `keys/${name}/AuthKey_${keyId}.p8` : null) });
}

function easRows(submit: JsonObject): readonly Row[] {
  const found = Object.entries(submit).flatMap(([profile, one]) => {
    const ios = isObject(one) ? one.ios : undefined;
    return isObject(ios) && has(ios, 'ascapikeypath') ? [row({ name: profile, ...ios }, 'eas')] : [];
  });
  if (found.length === 0) throw new KeyrackError('E_JSON_FORMAT', 'This eas.json names no App Store Connect key (ascApiKeyPath).');
  return found;
}
