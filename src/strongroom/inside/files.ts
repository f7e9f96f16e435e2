import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { KeyrackError } from '../../shared/errors/index.js';
import { patience } from './patience.js';
import type { Clock, Disk } from './ports.js';

/** A vault of 10,000 keys is about 8 MB; what is larger than this is not ours. */
const mostBytes = 64 * 1024 * 1024;

export type Bytes = { readonly is: 'missing' } | { readonly is: 'unreadable' } | { readonly is: 'read'; readonly bytes: Buffer };

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/**
 * A file of the home, whole. A folder, a pipe or a device in its place is `unreadable`, never waited for.
 * Rejects with E_VAULT_READ where the system refuses to let us look. What the disk would not read is asked for twice: repair
 * moves such a file aside, and a rewriting deletes it.
 */
export async function readWhole(disk: Disk, path: string): Promise<Bytes> {
  const once = await readOnce(disk, path);
  return once.is === 'unreadable' ? readOnce(disk, path) : once;
}

async function readOnce(disk: Disk, path: string): Promise<Bytes> {
  let handle: Awaited<ReturnType<Disk['open']>>;
  try {
    handle = await disk.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    // ENOTDIR: the home itself is a file.
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return { is: 'missing' };
    if (['EACCES', 'EPERM'].includes(codeOf(error))) throw new KeyrackError('E_VAULT_READ', undefined, { cause: error });
    return { is: 'unreadable' };
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > mostBytes) return { is: 'unreadable' };
    return { is: 'read', bytes: await handle.readFile() };
  } catch {
    return { is: 'unreadable' };
  } finally {
    await handle.close();
  }
}

/** What a failed call of the disk means to the user; memory and files are as they were. */
export function diskError(error: unknown): KeyrackError {
  if (error instanceof KeyrackError) return error;
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT'].includes(code)) return new KeyrackError('E_DISK_FULL', undefined, { cause: error });
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new KeyrackError('E_VAULT_READ', undefined, { cause: error });
  if (code === 'EBUSY') return new KeyrackError('E_BUSY', 'Another program holds a file of the vault open.', { cause: error });
  return new KeyrackError('E_DISK', undefined, { cause: error });
}

/** The same for work that calls the disk here and there: an error with a system's code is the disk's, anything else is a fault of ours. */
export const orDiskError = (error: unknown): unknown => (/^E[A-Z0-9]+$/.test(codeOf(error)) ? diskError(error) : error);

/** A new file beside its target: whole, synced, of the right size. On any failure it is gone again. */
export async function writeTemporary(disk: Disk, target: string, bytes: Uint8Array): Promise<string> {
  const path = `${target}.${randomUUID()}.tmp`;
  try {
    const handle = await disk.open(path, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
      // A short write that reported no error is caught here, before anything is renamed.
      if ((await handle.stat()).size !== bytes.length) throw new KeyrackError('E_DISK');
    } finally {
      await handle.close();
    }
    return path;
  } catch (error) {
    await removeQuietly(disk, path);
    throw error;
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

/** The renames themselves, made durable. Folders cannot be synced on Windows, nor on some network file systems. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}
