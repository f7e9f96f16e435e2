import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Disk, Ports } from '../ports.js';
import { type Bytes, codeOf, diskError, readWhole, removeQuietly, writeTemporary } from './files.js';
import { patience } from './patience.js';

/** Who holds the lock. `startTime` tells a process from a later one with its number; null where the system does not say. */
export interface Holder {
  readonly pid: number;
  readonly startTime: string | null;
  readonly host: string;
  /** Linux' pid namespace: a number in a container means nothing outside. */
  readonly namespace: string | null;
  readonly nonce: string;
}

export interface Lock {
  /** E_BUSY when the lock is no longer ours: checked before every rename. */
  stillMine(): Promise<void>;
  release(): Promise<void>;
}

/** Let go of by this process: where the disk did not let such a lock be removed, it is nobody's all the same. */
const letGo = new Set<string>();

const patienceMs = 5_000;
const pauseMs = 25;

/** Waits 5 s for a live holder, then E_BUSY naming it; a live holder is never robbed, however long it stands still. */
export async function acquireLock(ports: Ports): Promise<Lock> {
  const { disk, clock } = ports;
  const path = join(ports.home, 'lock');
  const me = await holderOf(disk);
  const over = patience(clock, patienceMs);
  for (;;) {
    if (await place(disk, path, me)) return lockOf(disk, path, me.nonce);
    const other = await readLock(disk, path);
    if (other.is === 'held' && (await holderIsGone(disk, me, other.by)) && (await takeAway(disk, path, me, other.by))) continue;
    if (over()) throw busy(other, me);
    await clock.wait(pauseMs);
  }
}

// EPERM is what Linux answers on FAT; a folder that may not be written fails before, at the temporary file.
const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** The lock file appears whole or not at all: a kill between creating and writing would leave an empty one for ever. */
async function place(disk: Disk, path: string, me: Holder): Promise<boolean> {
  let whole: string | null = null;
  try {
    whole = await writeTemporary(disk, path, new TextEncoder().encode(JSON.stringify(me)));
    await disk.link(whole, path);
    return true;
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code === 'EEXIST') return false;
    if (whole !== null && noLinks.has(code))
      throw new KeyrackError('E_VAULT_READ', 'The file system of Keyrack’s folder has no hard links, which its lock needs.', {
        cause: error,
        next: 'Let KEYRACK_HOME name a folder on a disk of this machine.',
      });
    throw diskError(error);
  } finally {
    if (whole !== null) await removeQuietly(disk, whole);
  }
}

/** A link to nowhere cannot be read, and yet nobody can place a lock over it: it is there. */
export async function readLockFile(disk: Disk, path: string): Promise<Bytes> {
  const file = await readWhole(disk, path);
  if (file.is !== 'missing') return file;
  const isLink = await disk.lstat(path).then(
    (stat) => stat.isSymbolicLink(),
    () => false,
  );
  return isLink ? { is: 'foreign' } : file;
}

export type Found = { readonly is: 'missing' } | { readonly is: 'unclear' } | { readonly is: 'held'; readonly by: Holder };

export const readLock = async (disk: Disk, path: string): Promise<Found> => foundIn(await readLockFile(disk, path));

function foundIn(file: Bytes): Found {
  if (file.is === 'missing') return { is: 'missing' };
  if (file.is !== 'read') return { is: 'unclear' };
  try {
    return { is: 'held', by: holderIn(JSON.parse(file.bytes.toString('utf8'))) };
  } catch {
    // Empty or not ours: nobody can say whose it is, so nobody takes it over.
    return { is: 'unclear' };
  }
}

function holderIn(json: unknown): Holder {
  const { pid, startTime, host, namespace, nonce } = json as Record<string, unknown>;
  const isText = (value: unknown) => typeof value === 'string';
  const good = Number.isSafeInteger(pid) && Number(pid) > 0 && isText(host) && isText(nonce);
  if (!good || !(startTime === null || isText(startTime)) || !(namespace === null || isText(namespace)))
    throw new TypeError('not a lock of ours');
  return { pid, startTime, host, namespace, nonce } as Holder;
}

/** Stale only here: same host, same namespace, and the process is gone or is another one by now. */
export async function holderIsGone(disk: Disk, me: Holder, other: Holder): Promise<boolean> {
  if (other.host !== me.host || other.namespace !== me.namespace) return false;
  if (letGo.has(other.nonce)) return true;
  const running = await startTimeOf(disk, other.pid);
  if (running === undefined) return false;
  return running === null || (other.startTime !== null && running !== 'unknown' && running !== other.startTime);
}

/** Renamed away first and looked at again: if it was a live one after all, it is put back. */
async function takeAway(disk: Disk, path: string, me: Holder, stale: Holder): Promise<boolean> {
  const aside = `${path}.${me.nonce}.stale`;
  try {
    await disk.rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw diskError(error);
  }
  const taken = await readLock(disk, aside);
  const rightOne = taken.is === 'held' && taken.by.nonce === stale.nonce;
  if (!rightOne) {
    await disk.link(aside, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw diskError(error);
    });
  }
  await removeQuietly(disk, aside);
  return rightOne;
}

const lockOf = (disk: Disk, path: string, nonce: string): Lock => {
  const isMine = (file: Bytes) => {
    const now = foundIn(file);
    return now.is === 'held' && now.by.nonce === nonce;
  };
  return {
    async stillMine() {
      const file = await readLockFile(disk, path);
      if (file.is === 'unread' || file.is === 'foreign')
        throw new KeyrackError('E_DISK', 'The lock could not be read while this was saved; nothing was saved.');
      if (!isMine(file)) throw new KeyrackError('E_BUSY', 'The lock was taken from this process while it was saving; nothing was saved.');
    },
    async release() {
      letGo.add(nonce);
      if (isMine(await readLockFile(disk, path))) await removeQuietly(disk, path);
    },
  };
};

function busy(found: Found, me: Holder): KeyrackError {
  if (found.is === 'missing') return new KeyrackError('E_BUSY', 'Other Keyracks are writing to the vault, one after another.');
  if (found.is === 'unclear')
    return new KeyrackError('E_BUSY', 'The lock file is empty or not Keyrack’s, so nobody can say whether it is in use.');
  const { by } = found;
  const where = by.host === me.host ? '' : ` on ${by.host}`;
  return new KeyrackError('E_BUSY', `Another Keyrack (process ${by.pid}${where}) is writing to the vault.`);
}

export async function holderOf(disk: Disk): Promise<Holder> {
  const startTime = await startTimeOf(disk, process.pid);
  const namespace = await disk.readlink('/proc/self/ns/pid').catch(() => null);
  const known = startTime !== null && startTime !== undefined && startTime !== 'unknown';
  return { pid: process.pid, startTime: known ? startTime : null, host: hostname(), namespace, nonce: randomUUID() };
}

/** Clock ticks after boot (field 22 of /proc/PID/stat); null: no such process; 'unknown': a process has this number; undefined: cannot be told. */
async function startTimeOf(disk: Disk, pid: number): Promise<string | null | undefined> {
  if (process.platform === 'linux') {
    try {
      const stat = await disk.readFile(`/proc/${pid}/stat`, 'utf8');
      // The name, in brackets, may hold spaces and brackets of its own: fields are counted from its last one.
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' || state === 'X' ? null : rest[18];
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes(codeOf(error))) return undefined;
      // No proof yet: mounted with hidepid, /proc hides the processes of other users, root's too.
    }
  }
  try {
    process.kill(pid, 0);
    return 'unknown';
  } catch (error) {
    return codeOf(error) === 'ESRCH' ? null : 'unknown';
  }
}
