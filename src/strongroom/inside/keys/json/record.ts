import { type Checked, normaliseIssuerId, normaliseKeyId } from '../../../../shared/apple/ids.js';
import { type ErrorCode, KeyrackError } from '../../../../shared/errors/index.js';
import { looksLikeKey } from '../../../../shared/text.js';
import type { TellingToolId } from '../../../../shared/tools/registry.js';
import type { KeyEntry } from '../../../client/contract.js';
import { fieldsOf, type JsonObject } from './fields.js';

/** A key's entry as its file has it. What is no ID as Apple writes them is null, and told of in `odd`. The key itself is not looked at yet. */
export interface KeyRecord extends Omit<KeyEntry, 'keyPath'> {
  readonly teamId: string | null;
  readonly vendorNumber: string | null;
  readonly key: { readonly is: 'text'; readonly text: string; readonly base64: boolean } | { readonly is: 'path'; readonly path: string };
  /** What is wrong with an ID that was left out, without quoting it: files may hold anything there, a key as well. */
  readonly odd: readonly KeyrackError[];
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

/** What one tool does in its own way. */
interface Ways {
  /** Its name is the team's, not the key's. */
  readonly namesTeam?: true;
  /** The key is the bare DER in base64. */
  readonly bareBase64?: true;
  /** Where the key lies, if nothing says so. */
  readonly usualPath?: (writtenKeyId: string) => string | null;
}

export function recordOf(json: JsonObject, tool: TellingToolId, { namesTeam, bareBase64, usualPath }: Ways = {}): KeyRecord {
  const fields = fieldsOf(json);
  const text = fields.text('key', 'privatekey', 'privatekeypem', 'privatekeyb64', 'keycontent');
  const odd: KeyrackError[] = [];
  const idOf = <Code extends ErrorCode>(id: string | null, normalise: (text: string) => Checked<Code>): string | null => {
    if (id === null) return null;
    const checked = normalise(id);
    if (!checked.ok) odd.push(new KeyrackError(checked.code, checked.message));
    return checked.ok ? checked.value : null;
  };
  const keyId = idOf(fields.text('keyid', 'kid', 'ascapikeyid'), normaliseKeyId);
  const written = keyId === null ? null : fields.text('keyid');
  const path =
    fields.text('privatekeypath', 'keypath', 'keyfilepath', 'ascapikeypath', 'path') ??
    (written === null ? null : (usualPath?.(written) ?? null));
  if (text === null && path === null) throw new KeyrackError('E_JSON_FORMAT', 'There is no key, and no path to one.');
  if (path !== null && looksLikeKey(path)) throw new KeyrackError('E_JSON_FORMAT', 'Where the path to the key belongs, there is a key.');
  const name = notKey(fields.text('name', 'id'));
  return {
    tool,
    keyId,
    issuerId: idOf(fields.text('issuerid', 'iss', 'ascapikeyissuerid', 'issuer'), normaliseIssuerId),
    kind: [fields.text('keytype'), fields.text('subject')].some((kind) => kind === 'individual' || kind === 'user') ? 'individual' : null,
    program: fields.flag('inhouse') ? 'enterprise' : null,
    name: namesTeam ? null : name,
    team: namesTeam ? name : null,
    teamId: notKey(fields.digits('teamid', 'appleteamid')),
    vendorNumber: notKey(fields.digits('vendornumber')),
    key: text !== null ? { is: 'text', text, base64: bareBase64 ?? fields.flag('iskeycontentbase64') } : { is: 'path', path: path ?? '' },
    odd,
    dated: fields.has('createdat', 'addedat', 'created', 'added', 'date', 'modifiedat', 'expiresat'),
  };
}

const notKey = (text: string | null): string | null => (text === null || looksLikeKey(text) ? null : text);
