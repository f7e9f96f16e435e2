import { KeyrackError } from '../../../shared/errors/index.js';
import type { KeyKind, Program } from '../../../shared/model.js';
import type { Tool } from '../../client/contract.js';
import { fieldsOf, isList, isObject, type JsonObject, kindOf } from './fields.js';
import type { Json } from './parse.js';
import { postmanRecord } from './postman.js';

/** One key as a tool's file tells of it. The key itself is not looked at yet. */
export interface KeyRecord {
  readonly tool: Tool;
  readonly keyId: string | null;
  readonly issuerId: string | null;
  readonly kind: KeyKind | null;
  readonly program: Program | null;
  /** What the tool calls it. */
  readonly name: string | null;
  /** The team it belongs to, where the tool knows its name. */
  readonly team: string | null;
  readonly teamId: string | null;
  readonly vendorNumber: string | null;
  readonly key: { readonly is: 'text'; readonly text: string; readonly base64: boolean } | { readonly is: 'path'; readonly path: string };
  /** It tells of a date: those are not taken over (J-14). */
  readonly dated: boolean;
}
export type Row = KeyRecord | KeyrackError;

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

function unknown(json: JsonObject): string {
  const [format, version] = [json.format, json.version].map((value) =>
    typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : null,
  );
  if (format) return `This JSON says that it is “${format}”${version ? `, version ${version}` : ''}; Keyrack does not know it.`;
  const names = Object.keys(json)
    .slice(0, 5)
    .map((name) => `“${name.slice(0, 40)}”`);
  return names.length === 0 ? 'This JSON is empty.' : `This JSON holds ${names.join(', ')}, and nothing Keyrack knows to be a key.`;
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
  const same = listed.some((one) => !(one instanceof KeyrackError) && !(first instanceof KeyrackError) && one.keyId === first.keyId);
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
function row(json: Json, tool: Tool): Row {
  try {
    if (!isObject(json)) throw new KeyrackError('E_JSON_FORMAT', `This is ${kindOf(json)}, not a key’s entry.`);
    return recordOf(json, tool);
  } catch (error) {
    if (error instanceof KeyrackError) return error;
    throw error;
  }
}

export function recordOf(json: JsonObject, tool: Tool): KeyRecord {
  const told = fieldsOf(json);
  const text = told.text('key', 'privatekey', 'privatekeypem', 'privatekeyb64', 'keycontent');
  // asckey keeps each key in a folder named after it.
  const path = told.text('privatekeypath', 'keypath', 'keyfilepath', 'ascapikeypath', 'path') ?? asckeyPath(json, tool, told.text('keyid'));
  if (text === null && path === null) throw new KeyrackError('E_JSON_FORMAT', 'There is no key, and no path to one.');
  const name = told.text('name', 'id');
  return {
    tool,
    keyId: told.text('keyid', 'kid', 'ascapikeyid'),
    issuerId: told.text('issuerid', 'iss', 'ascapikeyissuerid', 'issuer'),
    kind: [told.text('keytype'), told.text('subject')].some((kind) => kind === 'individual' || kind === 'user') ? 'individual' : null,
    program: told.flag('inhouse') ? 'enterprise' : null,
    name: tool === 'asc-mcp' ? null : name,
    team: tool === 'asc-mcp' ? name : null,
    teamId: told.digits('teamid', 'appleteamid'),
    vendorNumber: told.digits('vendornumber'),
    key: text !== null ? { is: 'text', text, base64: told.flag('iskeycontentbase64') } : { is: 'path', path: path ?? '' },
    dated: told.has('createdat', 'addedat', 'created', 'added', 'date', 'modifiedat', 'expiresat'),
  };
}

function asckeyPath(json: JsonObject, tool: Tool, keyId: string | null): string | null {
  const { name } = json;
  return tool === 'asckey' && keyId !== null && typeof name === 'string' && /^[\w.-]+$/.test(name) && !/^\.+$/.test(name)
    ? `keys/${name}/AuthKey_${keyId}.p8`
    : null;
}
