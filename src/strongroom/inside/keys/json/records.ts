import { KeyrackError } from '../../../../shared/errors/index.js';
import { toolIds, toolOf } from '../../../../shared/tools/registry.js';
import { fieldsOf, isList, isObject, type JsonObject, kindOf, plainName } from './fields.js';
import type { Json } from './parse.js';
import { readers } from './readers.js';
import type { Row } from './record.js';

/** The keys a tool's JSON tells of, each row for itself. E_JSON_FORMAT names what was found where no tool is known. */
export function recordsOf(json: Json): readonly Row[] {
  for (const read of Object.values(readers)) {
    const rows = read(json);
    if (rows !== null) return rows;
  }
  if (!isObject(json)) throw new KeyrackError('E_JSON_FORMAT', `This JSON is ${kindOf(json)}, which no tool keeps a key in.`);
  if (fieldsOf(json).has('keyid'))
    throw new KeyrackError('E_JSON_FORMAT', 'This JSON names a Key ID, and holds no key and no path to one.');
  throw new KeyrackError('E_JSON_FORMAT', unknown(json));
}

const marks = new Set(toolIds.flatMap((id) => toolOf(id).json?.marks ?? []));

/** Does this JSON look like one of ours to read at all? What does not is no key's file (B-27). */
export const tellsOfKeys = (json: Json): boolean =>
  isList(json)
    ? json.some((one) => isObject(one) && tellsOfKeys(one))
    : isObject(json) && ([...marks].some((name) => name in json) || fieldsOf(json).has('keyid', 'kid'));

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
  const recognised = all.flatMap((name) => tellable.get(plainName(name)) ?? []);
  const names = [...new Set(recognised)].map((name) => `“${name}”`).join(', ');
  const count = all.length === 1 ? 'one field' : `${all.length} fields`;
  return `This JSON holds ${count}${names === '' ? '' : ` (${names})`}, and nothing Keyrack knows to be a key.`;
}
