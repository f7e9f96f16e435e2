import { constants } from 'node:fs';
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { HomeFile, HomeFiles } from '../core/ports/index.js';
import { giveToOwnerOf, mayGiveAway } from './owner.js';

const isCalled =
  (code: string) =>
  (error: unknown): boolean =>
    typeof error === 'object' && error !== null && 'code' in error && error.code === code;
const isMissing = isCalled('ENOENT');
const isThere = isCalled('EEXIST');

/** Never a link, and never waited for: a pipe or a device in the place of one of our files is refused. */
async function openOurs(path: string, flags: number): Promise<FileHandle> {
  const handle = await open(path, flags | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0), 0o600);
  try {
    if ((await handle.stat()).isFile()) return handle;
    throw new Error('not a file');
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openToAppend(path: string, folder: string): Promise<FileHandle> {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
  if (!mayGiveAway()) return openOurs(path, flags);
  try {
    const made = await openOurs(path, flags | constants.O_EXCL);
    await giveToOwnerOf(folder, made);
    return made;
  } catch (error) {
    if (!isThere(error)) throw error;
    for (const one of [path, `${path}.1`]) await giveBack(one, folder);
    return openOurs(path, flags);
  }
}

/**
 * A log that root has made or written anew before, in another user's folder: theirs again. Only what has this one name and holds
 * nothing but our lines: a file of root's own that was linked or moved here is not given away.
 */
async function giveBack(path: string, folder: string): Promise<void> {
  const handle = await openOurs(path, constants.O_RDONLY).catch(() => null);
  if (handle === null) return;
  try {
    const { uid, nlink } = await handle.stat();
    if (uid !== 0 || nlink !== 1) return;
    const lines = (await handle.readFile('utf8')).split('\n').filter((line) => line !== '');
    if (lines.every((line) => line.startsWith('{"at":'))) await giveToOwnerOf(folder, handle);
  } finally {
    await handle.close();
  }
}

/** As long as a UUID and made of the same letters, for whoever sweeps; no secret, and node:crypto costs a start two milliseconds. */
const anyName = () => Array.from({ length: 36 }, () => Math.floor(Math.random() * 16).toString(16)).join('');

/** `state.json` and `activity.jsonl` in a folder that exists. Never follows a link: these names are ours. */
export function homeFilesIn(folder: string): HomeFiles {
  const at = (name: HomeFile) => join(folder, name);
  return {
    async read(name) {
      try {
        const handle = await openOurs(at(name), constants.O_RDONLY);
        try {
          return await handle.readFile('utf8');
        } finally {
          await handle.close();
        }
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async replace(name, text) {
      const temporary = `${at(name)}.${anyName()}.tmp`;
      try {
        const handle = await open(temporary, 'wx', 0o600);
        try {
          await giveToOwnerOf(folder, handle);
          await handle.writeFile(text);
        } finally {
          await handle.close();
        }
        await rename(temporary, at(name));
      } catch (error) {
        await unlink(temporary).catch(() => undefined);
        throw error;
      }
    },
    async append(name, line) {
      const handle = await openToAppend(at(name), folder);
      try {
        await handle.writeFile(line.endsWith('\n') ? line : `${line}\n`);
      } finally {
        await handle.close();
      }
    },
    async size(name) {
      try {
        return (await stat(at(name))).size;
      } catch (error) {
        if (isMissing(error)) return 0;
        throw error;
      }
    },
    rename: (from, to) => rename(at(from), at(to)),
  };
}
