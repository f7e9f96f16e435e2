import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { basename, dirname } from 'node:path';
import { KeyrackError, tooManyFiles } from '../../../shared/errors/index.js';
import type { Clock, Disk } from '../ports.js';
import { giveToOwnerOf } from './owner.js';
import { patience } from './patience.js';

/** A vault of 10,000 keys is about 8 MB; what is larger than this is not ours. */
const mostBytes = 64 * 1024 * 1024;

/**
 * What lies under a name. `foreign`: a folder, a pipe, a device, or something far too large: whole or not, it is no file of the vault.
 * `unread`: the disk would not say, which is no verdict on what is there: nothing is moved, replaced or deleted on this answer.
 */
export type Bytes =
  | { readonly is: 'missing' }
  | { readonly is: 'foreign' }
  | { readonly is: 'unread'; readonly error: KeyrackError }
  | { readonly is: 'read'; readonly bytes: Buffer };

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** A file of the home, whole; never waited for, and asked for twice where the disk would not read it. */
export async function readWhole(disk: Disk, path: string): Promise<Bytes> {
  const once = await readOnce(disk, path);
  return once.is === 'unread' ? readOnce(disk, path) : once;
}

async function readOnce(disk: Disk, path: string): Promise<Bytes> {
  let handle: Awaited<ReturnType<Disk['open']>>;
  try {
    handle = await disk.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return notOpened(disk, path, error);
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > mostBytes) return { is: 'foreign' };
    const bytes = await handle.readFile();
    // A disk that gave less than there is has not been heard out.
    return bytes.length === stat.size ? { is: 'read', bytes } : { is: 'unread', error: notRead(path, 'cut short') };
  } catch (error) {
    return { is: 'unread', error: notRead(path, codeOf(error), error) };
  } finally {
    // What was read was read.
    await handle.close().catch(() => undefined);
  }
}

/** ENOTDIR: the home itself is a file. */
const notThere: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** Is there really nothing under this name, not even a link to nowhere? One answer of a disk that fails is not taken for it. */
export async function isMissing(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.lstat(path);
    return false;
  } catch (error) {
    return notThere.has(codeOf(error));
  }
}

async function notOpened(disk: Disk, path: string, error: unknown): Promise<Bytes> {
  const code = codeOf(error);
  if (notThere.has(code) && (await isMissing(disk, path))) return { is: 'missing' };
  const unread = (why: string): Bytes => ({ is: 'unread', error: notRead(path, why, error) });
  const there = await disk.lstat(path).catch(() => null);
  // A socket is never opened, and no file of the vault.
  if (code === 'ENXIO' && there?.isFile() === false) return { is: 'foreign' };
  // The disk that a link leads to may only be away for a while.
  return unread(code === 'ENOENT' && there?.isSymbolicLink() ? 'it is a link, and what it names is not there' : code);
}

const tryAgain = 'Try again. If it stays so, check the disk. The file may be whole: do not delete it.';

/** “could not be read”: said of one file, by its name. */
export function notRead(path: string, why: string, cause?: unknown): KeyrackError {
  const next = ['ENFILE', 'EMFILE'].includes(why) ? tooManyFiles : ['EACCES', 'EPERM'].includes(why) ? undefined : tryAgain;
  return new KeyrackError('E_VAULT_READ', `${basename(path)} could not be read (${why || 'no reason given'}).`, {
    cause,
    ...(next === undefined ? {} : { next }),
  });
}

/** What a failed call of the disk means to the user; memory and files are as they were. */
export function diskError(error: unknown): KeyrackError {
  if (error instanceof KeyrackError) return error;
  const [code, file] = [codeOf(error), fileOf(error)];
  const because = (ours: 'E_DISK_FULL' | 'E_VAULT_READ' | 'E_BUSY' | 'E_DISK', words: string) =>
    new KeyrackError(ours, words, { cause: error });
  if (['ENOSPC', 'EDQUOT'].includes(code))
    return because('E_DISK_FULL', `Not saved: the disk is full, and ${file} could not be written. Your keys are as they were.`);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return because('E_VAULT_READ', `The system refused to read or write ${file} (${code}).`);
  if (code === 'EBUSY') return because('E_BUSY', `Another program holds ${file} open.`);
  return because('E_DISK', `Not saved: the disk gave an error at ${file}${code === '' ? '' : ` (${code})`}. Your keys are as they were.`);
}

const ours = /^(vault\.age|identity\.age|keyrack\.json|state\.json|activity\.jsonl|lock|set-aside)\b/;

/** The file that an error of the system's is about, by the name the user knows it by: no path, and without our temporary files' endings. */
function fileOf(error: unknown): string {
  const { path, dest } = (error ?? {}) as { readonly path?: unknown; readonly dest?: unknown };
  const named = typeof dest === 'string' ? dest : path;
  if (typeof named !== 'string') return 'a file of the vault';
  const name = basename(named).replace(/(\.[0-9a-f-]{36}\.(tmp|stale))+$/, '');
  return name === 'lock' ? 'the file “lock”' : ours.test(name) ? name : 'Keyrack’s folder';
}

/** What fails by its handle is told without a name by the system: the name goes with it from here. */
export function about(path: string, error: unknown): unknown {
  if (error instanceof Error && !(error instanceof KeyrackError) && !('path' in error)) Object.assign(error, { path });
  return error;
}

/** What was written is not what is there. */
export const unverified = (file: string, cause?: unknown): KeyrackError =>
  new KeyrackError('E_VAULT_VERIFY', `What was written to ${file} did not read back as it should; your keys are as they were.`, { cause });

/** A check of what was read back: where it fails, it says of which file. */
export const checking = (file: string, check: Promise<void>): Promise<void> =>
  check.catch((error: unknown) => {
    throw error instanceof KeyrackError && error.code === 'E_VAULT_VERIFY' ? unverified(file, error) : error;
  });

/** The first of two is in its place and counts, and the second is not. */
export const notCopied = (file: string): KeyrackError =>
  new KeyrackError('E_DISK', `${file} is written, but its copy, ${file}.1, could not be.`);

/** The same for work that calls the disk here and there: an error with a system's code is the disk's, anything else is a fault of ours. */
export const orDiskError = (error: unknown): unknown => (/^E[A-Z0-9]+$/.test(codeOf(error)) ? diskError(error) : error);

/** A new file beside its target: whole, synced, of the right size. On any failure it is gone again. */
export async function writeTemporary(disk: Disk, target: string, bytes: Uint8Array): Promise<string> {
  const path = `${target}.${randomUUID()}.tmp`;
  try {
    const handle = await disk.open(path, 'wx', 0o600);
    try {
      await giveToOwnerOf(disk, dirname(target), handle);
      await handle.writeFile(bytes);
      await handle.sync();
      // A short write that reported no error is caught here, before anything is renamed.
      if ((await handle.stat()).size !== bytes.length) throw diskError(about(path, new Error('cut short')));
    } finally {
      await handle.close();
    }
    return path;
  } catch (error) {
    await removeQuietly(disk, path);
    throw about(path, error);
  }
}

/** For our own temporary files: one that stays behind harms nothing. */
export async function removeQuietly(disk: Disk, path: string): Promise<void> {
  try {
    await disk.unlink(path);
  } catch {
    // gone already, or to be swept later
  }
}

/** Renames over what is there; on Windows a virus scanner or an indexer may hold the target for a moment. */
export async function renameOver(disk: Disk, clock: Pick<Clock, 'monotonic' | 'wait'>, from: string, to: string): Promise<void> {
  const over = patience(clock, 5_000);
  for (;;) {
    try {
      return await disk.rename(from, to);
    } catch (error) {
      const held = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!held || over()) throw error;
      await clock.wait(100);
    }
  }
}

/** As `renameOver`, where there is something to rename. What is there and was said not to be stays, and the caller does not go on. */
export async function renameIfThere(disk: Disk, clock: Clock, from: string, to: string): Promise<void> {
  try {
    await renameOver(disk, clock, from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || !(await isMissing(disk, from))) throw error;
  }
}

/** The renames themselves, made durable. Folders cannot be synced on Windows, nor on some network file systems. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw about(folder, error);
  } finally {
    await handle.close();
  }
}
