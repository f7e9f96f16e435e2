import { constants, type Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Disk } from '../ports.js';

/**
 * A command run as root leaves nothing behind that the home's owner could not open: what root has just made in `folder` becomes
 * the owner's. By handle, and only what was made in this very call: by its name it could be somebody else's file by now. What the
 * system does not allow (a network share) stays as it is.
 */
export async function giveToOwnerOf(disk: Disk, folder: string, handle: Pick<FileHandle, 'chown'>): Promise<void> {
  const owner = await ownerOf(disk, folder);
  await owner?.(handle);
}

/** The same for a folder that was just made. */
export async function giveFolderToOwnerOf(disk: Disk, folder: string, made: string): Promise<void> {
  const owner = await ownerOf(disk, folder);
  if (owner === null) return;
  // Neither a link nor a file that somebody has put in its place meanwhile.
  const handle = await disk.open(made, constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0)).catch(() => null);
  if (handle === null) return;
  await owner(handle);
  await handle.close().catch(() => undefined);
}

/** Null: whatever is made there is its owner's already, or cannot be given away. */
async function ownerOf(disk: Disk, folder: string): Promise<((handle: Pick<FileHandle, 'chown'>) => Promise<void>) | null> {
  if (process.getuid?.() !== 0) return null;
  const found: Pick<Stats, 'uid' | 'gid'> | null = await disk.stat(folder).catch(() => null);
  if (found === null || found.uid === 0) return null;
  return (handle) => handle.chown(found.uid, found.gid).catch(() => undefined);
}
