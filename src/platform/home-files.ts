import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { HomeFile, HomeFiles } from '../core/ports/index.js';

const isMissing = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/** `state.json` and `activity.jsonl` in a folder that exists. Never follows a link: these names are ours. */
export function homeFilesIn(folder: string): HomeFiles {
  const at = (name: HomeFile) => join(folder, name);
  return {
    async read(name) {
      try {
        return await readFile(at(name), {
          encoding: 'utf8',
          flag: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
        });
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async replace(name, text) {
      const temporary = `${at(name)}.${randomUUID()}.tmp`;
      try {
        const handle = await open(temporary, 'wx', 0o600);
        try {
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
      const handle = await open(at(name), constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600);
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
