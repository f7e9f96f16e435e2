import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readFileName } from '../../../shared/apple/ids.js';
import { KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { KeyKind, Program } from '../../../shared/model.js';
import { suggestedName } from '../../../shared/names.js';
import { maskSecrets } from '../../../shared/secrets.js';
import { cleanName } from '../../../shared/text.js';
import type { KeyEntry, Source } from '../../client/contract.js';
import type { Ports } from '../ports.js';
import type { KeyRecord } from './json/record.js';
import { readKey } from './p8/read-key.js';
import { refuseBackup } from './source/age-magic.js';
import { mostKeyBytes, readBounded } from './source/bounded.js';
import { exposure, type WorkTrees } from './source/exposure.js';
import { type ToolFile, toolFile } from './tool-file.js';

export interface FoundKey {
  readonly privateKeyPem: string;
  readonly fingerprint: string;
  readonly keyIdFromFile: string | null;
  readonly kind: KeyKind | null;
  readonly issuerId: string | null;
  readonly program: Program | null;
  /** What a tool calls the key; cleaned, may be taken. */
  readonly name: string | null;
  readonly teamId: string | null;
  readonly vendorNumber: string | null;
  readonly sourceName: string;
  readonly warnings: readonly Warning[];
}

/** One key of a source. `found` and `error` both null: it lies at `entry.keyPath`, which nobody has confirmed yet. */
export interface SourceRow {
  readonly record: number | null;
  readonly entry: KeyEntry | null;
  readonly found: FoundKey | null;
  /** What is wrong with the IDs it tells, which were left out. */
  readonly odd: readonly KeyrackError[];
  readonly error: KeyrackError | null;
}

export type SourcePorts = Pick<Ports, 'disk' | 'clock'> & {
  readonly stdin: Ports['secrets']['stdin'];
  /** KeyEntry once of a file that does not come at once (B-58). */
  readonly waiting?: (path: string) => void;
  readonly workTrees?: WorkTrees;
};

/** One file, pipe or text, read within bounds and parsed: a row a key. The source is only ever read. Rejects where nothing can be told apart. */
export async function readSource(
  source: Source,
  ports: SourcePorts,
  open: (source: Source, ports: SourcePorts) => Promise<OpenedSource> = openSource,
): Promise<readonly SourceRow[]> {
  const { bytes, name, exposed, file } = await open(source, ports);
  const asKey = (): SourceRow => ({ record: null, entry: null, found: plainKey(bytes, name, exposed), odd: [], error: null });
  try {
    const rows = file && (await rowsOf(file.records, source, exposed, ports));
    // Whoever asks for one row of it has been shown that row.
    const isWhole = source.from === 'stdin' || (source.record === undefined && !(source.from === 'file' && source.keyPath !== undefined));
    const mayBeKey = file?.isLoose === true && isWhole && bytes.length <= mostKeyBytes;
    if (rows) return (mayBeKey && rows.every(({ found }) => found === null) && orNull(asKey)) || rows;
    if (bytes.length > mostKeyBytes) throw new KeyrackError('E_FILE_TOO_BIG');
    return [asKey()];
  } catch (error) {
    throw source.from === 'text' ? aboutClipboard(error, source.text) : error;
  }
}

function orNull(row: () => SourceRow): readonly SourceRow[] | null {
  try {
    return [row()];
  } catch (error) {
    if (error instanceof KeyrackError) return null;
    throw error;
  }
}

export interface OpenedSource {
  readonly bytes: Buffer;
  readonly name: string;
  readonly exposed: readonly Warning[];
  /** What a tool's file tells of; null: the source is the key. */
  readonly file: ToolFile | null;
}

async function openSource(source: Source, ports: SourcePorts): Promise<OpenedSource> {
  const { bytes, name, exposed } = await bytesOf(source, ports);
  refuseBackup(bytes);
  try {
    return { bytes, name, exposed, file: toolFile(bytes, name) };
  } catch (error) {
    throw source.from === 'text' ? aboutClipboard(error, source.text) : error;
  }
}

/** Opens a file once for all of its keys that are asked for in a row: a JSON of thousands is not parsed thousands of times (M-20). */
export function openingOnce(): typeof openSource {
  let last: { readonly path: string; readonly opened: Promise<OpenedSource> } | null = null;
  return (source, ports) => {
    if (source.from !== 'file') return openSource(source, ports);
    if (last?.path !== source.path || source.record === undefined) last = { path: source.path, opened: openSource(source, ports) };
    return last.opened;
  };
}

/** As `readSource`, for what must be one key. E_FILE_ELSEWHERE where the key lies in another file. */
export async function readKeyFile(source: Source, ports: SourcePorts): Promise<FoundKey> {
  const [row] = await readSource(source, ports);
  if (row?.found) return row.found;
  throw row?.error ?? elsewhere();
}

export const elsewhere = (): KeyrackError => new KeyrackError('E_FILE_ELSEWHERE');

export async function bytesOf(source: Source, ports: SourcePorts) {
  if (source.from === 'text') return { bytes: Buffer.from(source.text), name: 'clipboard', exposed: [] };
  if (source.from === 'stdin') return { bytes: Buffer.from(await ports.stdin(mostKeyBytes)), name: '-', exposed: [] };
  return { ...(await readFrom(source.path, ports)), name: source.path };
}

async function readFrom(path: string, { disk, clock, waiting, workTrees }: SourcePorts) {
  const { bytes, stat } = await readBounded(disk, clock, resolve(path), { waiting: () => waiting?.(path) });
  return { bytes, exposed: await exposure(disk, resolve(path), stat, workTrees) };
}

function plainKey(bytes: Buffer, path: string, exposed: readonly Warning[]): FoundKey {
  const { privateKeyPem, fingerprint, warnings } = readKey(bytes);
  const named = readFileName(path);
  const fromName: Warning[] = [];
  if (named.otherService) fromName.push(warn('W_NAME_OTHER_KEY'));
  if (named.kind === 'individual') fromName.push(warn('W_NAME_INDIVIDUAL'));
  return {
    privateKeyPem,
    fingerprint,
    keyIdFromFile: named.keyId,
    kind: named.kind,
    issuerId: null,
    program: null,
    name: null,
    teamId: null,
    vendorNumber: null,
    sourceName: baseName(path),
    warnings: [...warnings, ...fromName, ...exposed],
  };
}

/** It is stored: a key in it is not. */
const baseName = (path: string): string => cleanName(maskSecrets(path.split(/[\\/]/).at(-1) ?? ''));

async function rowsOf(
  records: ToolFile['records'],
  source: Source,
  exposed: readonly Warning[],
  ports: SourcePorts,
): Promise<readonly SourceRow[]> {
  const wanted = source.from === 'stdin' ? undefined : source.record;
  const rows: SourceRow[] = [];
  for (const [n, record] of records.entries()) {
    const number = records.length > 1 ? n + 1 : null;
    if (wanted === undefined || wanted === n + 1) rows.push(await rowOf(record, number, source, exposed, ports));
  }
  if (rows.length === 0) throw new KeyrackError('E_FILE_CHANGED', 'The file no longer tells of this key.');
  return rows;
}

async function rowOf(
  record: KeyRecord | KeyrackError,
  number: number | null,
  source: Source,
  exposed: readonly Warning[],
  ports: SourcePorts,
): Promise<SourceRow> {
  let entry: KeyEntry | null = null;
  try {
    if (record instanceof KeyrackError) throw record;
    entry = entryOf(record, source);
    const found = await foundIn(record, entry, source, exposed, ports);
    return { record: number, entry, found, odd: record.odd, error: null };
  } catch (error) {
    if (!(error instanceof KeyrackError)) throw error;
    return {
      record: number,
      entry,
      found: null,
      odd: record instanceof KeyrackError ? [] : record.odd,
      error: number === null ? error : new KeyrackError(error.code, `Row ${number}: ${error.message}`),
    };
  }
}

async function foundIn(record: KeyRecord, entry: KeyEntry, source: Source, exposed: readonly Warning[], ports: SourcePorts) {
  const confirmed = source.from === 'file' ? source.keyPath : undefined;
  if (record.key.is === 'text')
    return withRecord(plainKey(keyBytes(record), source.from === 'file' ? source.path : '', exposed), record, entry);
  if (confirmed === undefined || entry.keyPath === null) return null;
  if (confirmed !== entry.keyPath) throw new KeyrackError('E_FILE_CHANGED', 'The file names another path than the one that was confirmed.');
  const key = await readFrom(entry.keyPath, ports);
  if (key.bytes.length > mostKeyBytes) throw new KeyrackError('E_FILE_TOO_BIG');
  return withRecord(plainKey(key.bytes, entry.keyPath, key.exposed), record, entry);
}

function withRecord(key: FoundKey, record: KeyRecord, entry: KeyEntry): FoundKey {
  return {
    ...key,
    // An odd one is not silently another's.
    keyIdFromFile: record.odd.some(({ code }) => code === 'E_KID_FORMAT') ? null : (record.keyId ?? key.keyIdFromFile),
    kind: record.kind ?? key.kind,
    issuerId: record.issuerId,
    program: record.program,
    name: entry.name,
    teamId: record.teamId,
    vendorNumber: record.vendorNumber,
    warnings: record.dated ? [...key.warnings, warn('W_DATE')] : key.warnings,
  };
}

/** In base64 where the tool keeps it so: nothing was mangled. */
function keyBytes({ key }: KeyRecord): Buffer {
  const text = key.is === 'text' ? key.text : '';
  if (Buffer.byteLength(text) > mostKeyBytes)
    throw new KeyrackError('E_JSON_LIMIT', 'A .p8 is 257 bytes; the key in this file is larger than 16 KiB and was not looked at.');
  const encoded = key.is === 'text' && key.base64 && /^[A-Za-z0-9+/]+={0,2}$/.test(text.trim());
  return Buffer.from(text, encoded ? 'base64' : 'utf8');
}

function entryOf(record: KeyRecord, source: Source): KeyEntry {
  const { tool, keyId, issuerId, kind, program, name, team, key } = record;
  const shown = (text: string | null) => (text === null ? null : suggestedName(text));
  return {
    tool,
    keyId: shown(keyId),
    issuerId: shown(issuerId),
    kind,
    program,
    // "default" is what tools call a key that was given no name.
    name: /^default$/i.test(name?.trim() ?? '') ? null : shown(name),
    team: shown(team),
    keyPath: key.is === 'path' ? keyPathOf(key.path, source) : null,
  };
}

/** Windows's; other systems stop far earlier. */
const longestPath = 32_767;

/** Relative to the folder the file is in; never out of it (J-06). What is absolute is for the user to confirm. */
function keyPathOf(written: string, source: Source): string {
  const path = written.trim();
  if (path.length > longestPath) throw new KeyrackError('E_JSON_FORMAT', 'The path to the key is longer than any of this machine.');
  const parts = path.split(/[\\/]/);
  if (parts.includes('..'))
    throw new KeyrackError('E_JSON_FORMAT', 'The path to the key leads out of the file’s folder (“..”); import the key itself.');
  if (/[\u0000-\u001f]/.test(path) || /^[a-z][a-z0-9+.-]+:\/\//i.test(path))
    throw new KeyrackError('E_JSON_FORMAT', 'The path to the key is no path of this machine.');
  if (parts[0] === '~') return join(homedir(), ...parts.slice(1));
  if (isAbsolute(path)) return resolve(path);
  if (source.from !== 'file')
    throw new KeyrackError('E_JSON_FORMAT', 'The path to the key is relative, and there is no folder to begin in.');
  return resolve(dirname(resolve(source.path)), path);
}

/** B-64: the words for a file would send the user to look for a download. */
function aboutClipboard(error: unknown, text: string): unknown {
  if (!(error instanceof KeyrackError)) return error;
  if (error.code === 'E_FILE_EMPTY') return new KeyrackError('E_CLIPBOARD_EMPTY');
  const isKeyLike = /-{2,}|BEGIN|PRIVATE KEY/.test(text) || /^[A-Za-z0-9+/=_\s-]{120,}$/.test(text);
  const isNoKey = error.code === 'E_P8_INCOMPLETE' || error.code === 'E_P8_BASE64' || error.code === 'E_FILE_STAND_IN';
  return !isKeyLike && isNoKey ? new KeyrackError('E_CLIPBOARD_TEXT') : error;
}
