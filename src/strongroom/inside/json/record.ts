import { KeyrackError } from '../../../shared/errors/index.js';
import type { KeyKind, Program } from '../../../shared/model.js';
import type { Tool } from '../../client/contract.js';
import { fieldsOf, type JsonObject } from './fields.js';

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

/** What is wrong with one key's entry is that row's answer. */
export function rowOf(read: () => KeyRecord): Row {
  try {
    return read();
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
