import { dirname, join } from 'node:path';
import { KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import { type Bytes, codeOf, notCopied, readWhole } from '../disk/files.js';
import type { Ports } from '../ports.js';
import { generationFiles } from '../vault/generations.js';
import { writePair } from '../vault/writer.js';

/** keyrack.json: not secret, trusted for nothing but which way to try first. */
export interface HomeRecord {
  readonly format: 'keyrack';
  readonly version: number;
  readonly vaultId: string;
  readonly unlock: UnlockWay;
  readonly recovery: boolean;
  readonly createdAt: string;
  /** What another version wrote beside our fields. */
  readonly [other: string]: unknown;
}

// By hand: zod, which every command would have to load for this, is the dearest module there is.
const isText = (value: unknown): value is string => typeof value === 'string';
const fieldsOf = (json: unknown): Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {};

export function homeRecordIn(json: unknown): HomeRecord | null {
  const fields = fieldsOf(json);
  const { format, version, vaultId, unlock, recovery, createdAt } = fields;
  const good =
    format === 'keyrack' &&
    Number.isSafeInteger(version) &&
    isText(vaultId) &&
    (unlock === 'keychain' || unlock === 'passphrase') &&
    typeof recovery === 'boolean' &&
    isText(createdAt);
  return good ? (fields as HomeRecord) : null;
}

/** Every file whose presence makes a home an existing one. */
export const homeFiles = [
  'keyrack.json',
  'keyrack.json.1',
  ...generationFiles,
  'identity.age',
  'identity.age.1',
  'state.json',
  'activity.jsonl',
] as const;

/** S-09: what init writes first and removes last, once everything of the vault is there. */
export const startedFile = 'keyrack.json.new';

export interface HomeFacts {
  /** Null: no vault here. With files but no readable keyrack.json, what can be told from the files. */
  readonly home: { readonly vaultId: string; readonly unlock: UnlockWay; readonly recovery: boolean; readonly createdAt: string } | null;
  /** Every vaultId anything names, likeliest first: both of a differing pair are tried. */
  readonly vaultIds: readonly string[];
  readonly present: readonly string[];
  /** The vault that init began to make and did not finish, or not to the end. */
  readonly started: HomeRecord | null;
  readonly warnings: readonly Warning[];
}

export async function readHome(ports: Ports): Promise<HomeFacts> {
  const [names, one, other, { vaultId: noted }] = await Promise.all([
    namesIn(ports),
    readRecord(ports, 'keyrack.json'),
    readRecord(ports, 'keyrack.json.1'),
    readNoted(ports),
  ]);
  const present = homeFiles.filter((file) => names.has(file));
  const begun = names.has(startedFile) ? await readRecord(ports, startedFile) : null;
  const [first, copy, started] = [one.record, other.record, begun?.record ?? null];
  const record = first ?? copy ?? started;
  const unread = one.unread ?? other.unread;
  // What could not be read is not missing, and whether an init was cut short is not guessed.
  if (begun?.unread) throw begun.unread;
  if (record === null && unread) throw unread;
  const ids = [first?.vaultId, copy?.vaultId, noted, started?.vaultId].filter((id): id is string => id !== undefined);
  const known = { vaultIds: [...new Set(ids)], present, started };
  const holds = (...kinds: readonly string[]) => present.some((file) => kinds.some((kind) => file.startsWith(kind)));
  // An init that was cut short before there was a vault has left nothing to open.
  const holdsVault = holds('vault.age', 'keyrack.json') || (started === null && holds('identity.age'));
  if (!holdsVault) return { ...known, home: null, warnings: [] };
  const unfinished = record !== null && record.vaultId === started?.vaultId ? [warn('W_INIT_UNFINISHED')] : [];
  if (record) {
    const { vaultId, unlock, recovery, createdAt } = record;
    return { ...known, home: { vaultId, unlock, recovery, createdAt }, warnings: [...unfinished, ...recordWarnings(first, copy, unread)] };
  }
  const unlock = holds('identity.age') ? 'passphrase' : 'keychain';
  return { ...known, home: { vaultId: noted ?? '', unlock, recovery: false, createdAt: '' }, warnings: recordWarnings(null, null, null) };
}

function recordWarnings(first: HomeRecord | null, copy: HomeRecord | null, unread: KeyrackError | null): readonly Warning[] {
  if (unread) return [warn('W_VAULT_UNREAD', `${unread.message} The other one was read.`)];
  if (first && copy && first.vaultId === copy.vaultId) return [];
  if (first && copy) return [warn('W_VAULT_COPY_DAMAGED', 'keyrack.json and its copy name different vaults; both are tried.')];
  const message =
    first || copy
      ? `keyrack.json${first ? '.1' : ''} is missing or damaged; the other one was read.`
      : 'keyrack.json and its copy are missing or damaged.';
  return [warn('W_VAULT_COPY_DAMAGED', `${message} Run “keyrack recovery repair”.`)];
}

/** Both copies of keyrack.json, with what another version wrote beside our fields; made anew where neither can be read. */
export async function noteWay(ports: Ports, now: Pick<HomeRecord, 'vaultId' | 'unlock' | 'recovery'>): Promise<void> {
  const [first, copy] = [await readRecord(ports, 'keyrack.json'), await readRecord(ports, 'keyrack.json.1')];
  const before = first.record ?? copy.record;
  const unread = first.unread ?? copy.unread;
  // What another version wrote beside our fields is not dropped for a disk that does not answer.
  if (before === null && unread) throw unread;
  const createdAt = new Date(ports.clock.now()).toISOString();
  const record: HomeRecord = { ...(before ?? { format: 'keyrack', version: 1, createdAt }), ...now };
  const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
  const { copied } = await writePair(ports, { name: 'keyrack.json', bytes, verify: async () => undefined });
  if (!copied) throw notCopied('keyrack.json');
}

async function namesIn({ disk, home }: Ports): Promise<ReadonlySet<string>> {
  try {
    return new Set(await disk.readdir(home));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return new Set();
    // Whatever else the system says of it (no permission, a circle of links, too long a name): it is not for us to read.
    throw new KeyrackError('E_VAULT_READ', `Keyrack’s folder could not be read (${codeOf(error)}).`, { cause: error });
  }
}

interface Read {
  readonly record: HomeRecord | null;
  /** The disk would not give it. */
  readonly unread: KeyrackError | null;
}

async function readRecord(ports: Ports, file: string): Promise<Read> {
  const found = await readWhole(ports.disk, join(ports.home, file));
  return { record: homeRecordIn(jsonIn(found)), unread: found.is === 'unread' ? found.error : null };
}

/** What core noted in state.json after the last save or load; worthless when damaged, and then ignored. */
export async function readNoted(ports: Ports): Promise<{ readonly vaultId: string | undefined; readonly revision: number }> {
  const { vaultId, revision } = fieldsOf(jsonIn(await readWhole(ports.disk, join(ports.home, 'state.json'))));
  const good =
    (vaultId === undefined || isText(vaultId)) && (revision === undefined || (Number.isSafeInteger(revision) && Number(revision) >= 0));
  return good ? { vaultId, revision: Number(revision ?? 0) } : { vaultId: undefined, revision: 0 };
}

function jsonIn(found: Bytes): unknown {
  if (found.is !== 'read') return null;
  try {
    return JSON.parse(found.bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** Of a folder that is shared by all, as /tmp is. */
const sticky = 0o1000;

/** 0700 and 0600. Says so when others could read before. Only its owner can do this; a refusal is left for `doctor`. */
export async function tighten({ disk, home }: Ports): Promise<readonly Warning[]> {
  if (process.platform === 'win32') return [];
  let wide = false;
  const own = async (path: string, mode: number) => {
    const stat = await disk.lstat(path);
    if (stat.isSymbolicLink() || (stat.mode & 0o077) === 0) return;
    // KEYRACK_HOME=/ or /tmp by a slip: such a folder is everybody's, and shut it would be of no use to them.
    if (stat.isDirectory() && (dirname(path) === path || (stat.mode & sticky) !== 0)) return;
    await disk.chmod(path, mode);
    wide = true;
  };
  try {
    await own(home, 0o700);
    for (const name of await disk.readdir(home)) if (isOurs(name)) await own(join(home, name), 0o600);
  } catch {
    return [];
  }
  return wide ? [warn('W_PERMISSIONS')] : [];
}

// Chromium keeps its own files in a subfolder of the app's home; those are not ours to change.
export const isOurs = (name: string): boolean => name === 'lock' || homeFiles.some((file) => name === file || name.startsWith(`${file}.`));
