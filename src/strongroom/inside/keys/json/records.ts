import { KeyrackError } from '../../../../shared/errors/index.js';
import type { Tool } from '../../../client/contract.js';
import { fieldsOf, isList, isObject, type JsonObject, kindOf, plainName } from './fields.js';
import type { Json } from './parse.js';
import { postmanRecord } from './postman.js';
import { type Row, recordOf, rowOf } from './record.js';

/** The keys a tool's JSON tells of, each row for itself (J-04…J-08). E_JSON_FORMAT names what was found where no tool is known. */
export function recordsOf(json: Json): readonly Row[] {
  if (isList(json)) return rows(json, 'list');
  if (!isObject(json)) throw new KeyrackError('E_JSON_FORMAT', `This JSON is ${kindOf(json)}, which no tool keeps a key in.`);
  const postman = postmanRecord(json);
  if (postman) return [postman];
  if (isObject(json.submit)) return easRows(json.submit);
  if (isList(json.companies)) return rows(json.companies, 'asc-mcp');
  if (isObject(json.accounts)) return namedRows(json.accounts, 'asc');
  if (isObject(json.keys)) return namedRows(json.keys, 'asckey');
  if (isList(json.keys)) return ascRows(json, json.keys);
  const told = fieldsOf(json);
  if (told.has('keyid', 'issuerid') && told.has('key', 'privatekey', 'privatekeypem', 'privatekeypath', 'keypath', 'keyfilepath'))
    return [row(json, told.has('key') ? 'fastlane' : told.has('privatekey') ? 'rcodesign' : 'asc')];
  if (told.has('keyid')) throw new KeyrackError('E_JSON_FORMAT', 'This JSON names a Key ID, and holds no key and no path to one.');
  throw new KeyrackError('E_JSON_FORMAT', unknown(json));
}

/** Does this JSON look like one of ours to read at all? What does not is no key's file (B-27). */
export const tellsOfKeys = (json: Json): boolean =>
  isList(json)
    ? json.some((one) => isObject(one) && tellsOfKeys(one))
    : isObject(json) && (['submit', 'companies', 'accounts', 'keys'].some((name) => name in json) || fieldsOf(json).has('keyid', 'kid'));

/** Names that may be said of a file nobody knows; everything else in it, names too, may be a secret (S-06). */
const tellable: ReadonlyMap<string, string> = new Map(
  'data errors status type version kty crv key_id issuer_id private_key client_email access_token bundle_id team_id'
    .split(' ')
    .map((name) => [plainName(name), name]),
);
const ownFormats: readonly Json[] = ['keyrack', 'keyrack-vault', 'keyrack-backup'];

function unknown(json: JsonObject): string {
  const { format = null, version } = json;
  if (ownFormats.includes(format))
    return `This JSON is Keyrack’s own “${format}”${Number.isInteger(version) ? `, version ${version}` : ''}, which is not imported.`;
  if (format !== null) return 'This JSON says that it is of a format which Keyrack does not know.';
  const all = Object.keys(json);
  if (all.length === 0) return 'This JSON is empty.';
  const told = all.flatMap((name) => tellable.get(plainName(name)) ?? []);
  const names = [...new Set(told)].map((name) => `“${name}”`).join(', ');
  const count = all.length === 1 ? 'one field' : `${all.length} fields`;
  return `This JSON holds ${count}${names === '' ? '' : ` (${names})`}, and nothing Keyrack knows to be a key.`;
}

const rows = (list: readonly Json[], tool: Tool): readonly Row[] => list.map((one) => row(one, tool));

/** `{name: {…}}`: the name is what the tool calls the key. */
const namedRows = (named: JsonObject, tool: Tool): readonly Row[] =>
  Object.entries(named).map(([name, one]) => row(isObject(one) ? { name, ...one } : one, tool));

/** asc keeps its first key at the top as well; it is one key. */
function ascRows(json: JsonObject, keys: readonly Json[]): readonly Row[] {
  const listed = rows(keys, 'asc');
  const top = fieldsOf(json);
  if (top.text('keyid') === null || top.text('privatekeypath', 'privatekey') === null) return listed;
  const first = row(json, 'asc');
  const same = listed.some(
    (one) => !(one instanceof KeyrackError) && !(first instanceof KeyrackError) && one.keyId !== null && one.keyId === first.keyId,
  );
  return same ? listed : [first, ...listed];
}

function easRows(submit: JsonObject): readonly Row[] {
  const found = Object.entries(submit).flatMap(([profile, one]) => {
    const ios = isObject(one) ? one.ios : undefined;
    return isObject(ios) && fieldsOf(ios).has('ascapikeypath') ? [row({ name: profile, ...ios }, 'eas')] : [];
  });
  if (found.length === 0) throw new KeyrackError('E_JSON_FORMAT', 'This eas.json names no App Store Connect key (ascApiKeyPath).');
  return found;
}

/** A fault of one row stays with it: the others are good all the same. */
const row = (json: Json, tool: Tool): Row =>
  rowOf(() => {
    if (!isObject(json)) throw new KeyrackError('E_JSON_FORMAT', `This is ${kindOf(json)}, not a key’s entry.`);
    return recordOf(json, tool);
  });
