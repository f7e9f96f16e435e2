import { type FileHandle, stat } from 'node:fs/promises';

/** Root alone may make a file another user's. */
export const mayGiveAway = (): boolean => process.getuid?.() === 0;

/**
 * A command run as root leaves no file behind that the folder's owner could not read: what root has just made here becomes
 * theirs. By handle, and only what was made in this very call: by name it could be somebody else's file by now. What the system
 * does not allow (a network share) stays as it is.
 */
export async function giveToOwnerOf(folder: string, handle: Pick<FileHandle, 'chown'>): Promise<void> {
  if (!mayGiveAway()) return;
  try {
    const { uid, gid } = await stat(folder);
    if (uid !== 0) await handle.chown(uid, gid);
  } catch {
    // Written it is, and whoever cannot read it is told.
  }
}
