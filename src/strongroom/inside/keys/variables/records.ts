import { normaliseIssuerId, normaliseKeyId } from '../../../../shared/apple/ids.js';
import { KeyrackError } from '../../../../shared/errors/index.js';
import type { JsonObject } from '../json/fields.js';
import { type Row, recordOf, rowOf } from '../json/record.js';
import { type Assignment, assignmentsIn } from './assignments.js';

type Meaning =
  | 'key_id'
  | 'issuer_id'
  | 'key'
  | 'key_path'
  | 'is_key_content_base64'
  | 'in_house'
  | 'key_type'
  | 'team_id'
  | 'vendor_number';

/** How the names end that tools give them; the first that fits. What stands before it says whose they are. */
const endings: readonly (readonly [Meaning, RegExp])[] = [
  ['is_key_content_base64', /_?(?:IS_KEY_CONTENT_BASE64|KEY_CONTENT_BASE64|IS_BASE64|IS_B64)$/],
  ['in_house', /_?(?:IN_?HOUSE|ENTERPRISE(?:_ACCOUNT)?)$/],
  ['key_type', /_?KEY_?TYPE$/],
  ['key_id', /_?(?:KEY_?ID|KEY_IDENTIFIER|KID)$/],
  ['issuer_id', /_?ISSUER(?:_?ID)?$/],
  ['key_path', /_?(?:(?:PRIVATE_?)?KEY|P8)_?(?:FILE_?PATH|PATH|FILE_?NAME|FILE)$/],
  ['team_id', /_?TEAM_?ID$/],
  ['vendor_number', /_?VENDOR(?:_?NUMBER|_?ID)?$/],
  ['key', /(?:_?(?:PRIVATE|API|AUTH|P8|KEY|CONTENT|BASE64|B64|PEM|TOKEN))+$/],
];
/** What the tools of Apple's put before them; what stands there besides is the user's own word for a client. */
const ours =
  /(?:^|_)(?:APP_?STORE(?:_?CONNECT)?|ASC|SPACESHIP(?:_CONNECT)?|EXPO_ASC|EXPO|APPLE|MACOS_NOTARY|QUILL_NOTARY|NOTARY|FASTLANE|TESTFLIGHT)(?=_|$)/;

/** Nobody's file tells of as many. */
const mostRows = 1_000;

interface Named {
  readonly meaning: Meaning;
  /** Without the meaning and what tools put between. */
  readonly stem: string;
  /** Behind the meaning: `ASC_KEY_ID_ACME`. */
  readonly after: string;
}
interface Group {
  readonly stem: string;
  readonly after: string;
  readonly fields: Map<Meaning, string>;
  isEncoded: boolean;
}

/** Keys that a `.env` or a shell's file tells of by what it names them, a row each; null where it tells of none by its ID. */
export function variableRecords(text: string): readonly Row[] | null {
  const groups = groupsOf(assignmentsIn(text));
  const complete = groups.filter((group) => (group.fields.has('key') || group.fields.has('key_path')) && mayBeOurs(group));
  const known = withoutDetours(withShared(complete, groups).filter(({ fields }) => fields.has('key_id') || fields.has('issuer_id')));
  if (known.length === 0) return null;
  if (known.length > mostRows) throw new KeyrackError('E_JSON_LIMIT', 'The file tells of more than 1,000 keys.');
  return known.map((group) => rowOf(() => recordOf(jsonOf(group, known.length > 1), 'env', { namesTeam: true })));
}

/** One that only hands its key on to another that has an ID. */
function withoutDetours(groups: readonly Group[]): readonly Group[] {
  const identified = new Set(groups.flatMap(({ fields }) => (fields.has('key_id') ? (fields.get('key') ?? []) : [])));
  return groups.filter(({ fields }) => fields.has('key_id') || !identified.has(fields.get('key') ?? ''));
}

function groupsOf(assignments: readonly Assignment[]): readonly Group[] {
  const all: Group[] = [];
  const open = new Map<string, Group>();
  for (const assignment of assignments) {
    const named = meaningOf(assignment.name);
    if (named === null) continue;
    const [meaning, value] = fieldOf(named.meaning, assignment);
    // Nothing has been put in its place: it is as if it were not there.
    if (meaning !== 'key' && /^[$%*{<]/.test(value)) continue;
    const place = `${named.stem} ${named.after}`;
    let group = open.get(place);
    // The same name with another value: the next key begins.
    if (!group || (group.fields.get(meaning) ?? value) !== value) {
      group = { stem: named.stem, after: named.after, fields: new Map(), isEncoded: false };
      open.set(place, group);
      all.push(group);
    }
    group.fields.set(meaning, value);
    if (meaning === 'key' && /_(?:B64|BASE64)$/.test(plain(assignment.name))) group.isEncoded = true;
  }
  return all;
}

/** `apiKeyId` and `api-key-id` are `API_KEY_ID`. */
const plain = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[-.]/g, '_');

function meaningOf(name: string): Named | null {
  const words = plain(name);
  for (const [whole, after] of [[words, ''], lastOff(words), lastOff(lastOff(words)[0], lastOff(words)[1])] as const)
    for (const [meaning, ending] of endings) {
      const stem = whole.replace(ending, '');
      if (stem !== whole) return { meaning, stem: stem.replace(/(?:_?(?:API|KEY|AUTH|P8|PRIVATE))+$/, ''), after };
    }
  return null;
}

function lastOff(words: string, after = ''): readonly [whole: string, after: string] {
  const at = words.lastIndexOf('_');
  return at < 1 ? ['', ''] : [words.slice(0, at), after === '' ? words.slice(at + 1) : `${words.slice(at + 1)}_${after}`];
}

/** `APPLE_API_KEY` is a path for one tool and a Key ID for another: what it holds says which. */
function fieldOf(meaning: Meaning, { value, isPath }: Assignment): readonly [Meaning, string] {
  if (meaning !== 'key' && meaning !== 'key_path') return [meaning, value];
  if (isPath) return ['key_path', value];
  if (/BEGIN|^[A-Za-z0-9+/=_\s-]{150,}$/.test(value)) return ['key', value];
  if (normaliseKeyId(value).ok && meaning === 'key') return ['key_id', value];
  const isWritten = !/^[$%*{<[]|^\w+:\/\//.test(value) && value.length < 1_000;
  const looksLikePath = /^(?:~|\.{1,2}|[A-Za-z]:)?[\\/][^\n]*$|\.(?:p8|pem)$/i.test(value);
  return [isWritten && (looksLikePath || meaning === 'key_path') ? 'key_path' : 'key', value];
}

/** An Issuer ID that the file says once is all its keys'; a team's or a vendor's, where there is one key. */
function withShared(complete: readonly Group[], all: readonly Group[]): readonly Group[] {
  const [only, ...others] = complete;
  const shared = (meaning: Meaning) => {
    const values = new Set(all.flatMap(({ fields }) => fields.get(meaning) ?? []));
    return values.size === 1 ? [...values][0] : undefined;
  };
  const issuer = shared('issuer_id');
  for (const { fields } of complete) if (issuer !== undefined && !fields.has('issuer_id')) fields.set('issuer_id', issuer);
  if (only && others.length === 0)
    for (const meaning of ['key_id', 'is_key_content_base64', 'in_house', 'team_id', 'vendor_number'] as const) {
      const value = shared(meaning);
      if (value !== undefined && !only.fields.has(meaning)) only.fields.set(meaning, value);
    }
  return complete;
}

/** A file of variables holds other programs’ keys too: an ID of Apple’s, or a name that its tools give, tells which are ours. */
function mayBeOurs({ stem, fields }: Group): boolean {
  const [keyId, issuerId] = [fields.get('key_id'), fields.get('issuer_id')];
  return ours.test(stem) || (keyId !== undefined && normaliseKeyId(keyId).ok) || (issuerId !== undefined && normaliseIssuerId(issuerId).ok);
}

function jsonOf({ stem, after, fields, isEncoded }: Group, isOneOfSeveral: boolean): JsonObject {
  const client = (after || stem.replace(ours, '')).replace(/^_+|_+$/g, '').replaceAll('_', ' ');
  const name = isOneOfSeveral && /[A-Z]{2}/.test(client) ? { name: client } : {};
  return { ...Object.fromEntries(fields), ...name, ...(isEncoded ? { is_key_content_base64: 'true' } : {}) };
}
