import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Folders } from '../core/ports/index.js';
import { KeyrackError } from '../shared/errors/index.js';

const most = 4 * 1024;

/** What is asked of the disk, and who asks; null: a system without owners. Tests bring a disk that fails. */
export interface FoldersPorts {
  readonly lstat: typeof lstat;
  readonly open: typeof open;
  readonly uid: number | null;
}

/** `.keyrack` files: one line, a selector. Read without waiting and within bounds: any folder may hold anything. */
export const foldersOn = (ports: FoldersPorts): Folders => ({
  async nearestBinding(from) {
    for (let folder = from; ; folder = dirname(folder)) {
      const path = join(folder, '.keyrack');
      const text = await textOf(path, ports);
      if (text !== null) return { selector: selectorIn(text, path), path };
      if (dirname(folder) === folder) return null;
    }
  },
});
export const folders: Folders = foldersOn({ lstat, open, uid: process.getuid?.() ?? null });

/** One that names nothing is not passed by either: what it was meant to say, another file or the only key would say in its place. */
function selectorIn(text: string, path: string): string {
  const [selector, ...others] = text.split(/\r\n|\r|\n/).flatMap((line) => line.trim() || []);
  if (others.length > 0) throw tooMany(dirname(path));
  if (selector === undefined) throw new KeyrackError('E_BINDING', `${path} is empty, and names no key.`);
  return selector;
}

/** Two keys in it, and which is meant? A token for the wrong client is worse than none. */
const tooMany = (folder: string): KeyrackError =>
  new KeyrackError('E_USAGE', `The .keyrack file in “${basename(folder)}” holds more than one line.`, {
    next: 'Leave one line in it: Organization/Key name, a Key ID or an organization.',
  });

/** Null where nothing is there. Whatever else keeps it from being read is an error: passed by, another file would choose the key. */
async function textOf(path: string, ports: FoldersPorts): Promise<string | null> {
  const there = await ports.lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw unreadable(path, error);
  });
  if (there === null) return null;
  // Of a link its owner counts too: who made it chose the file.
  refuseForeign(path, there, ports.uid);
  if (!there.isFile() && !there.isSymbolicLink()) throw notAFile(path);
  try {
    const handle = await ports.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const opened = await handle.stat();
      if (!opened.isFile()) throw notAFile(path);
      refuseForeign(path, opened, ports.uid);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(most + 1), 0, most + 1, 0);
      if (bytesRead > most) throw new KeyrackError('E_BINDING', `${path} is larger than 4 KiB, and a selector is one line.`);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof KeyrackError ? error : unreadable(path, error);
  }
}

const notAFile = (path: string): KeyrackError =>
  new KeyrackError('E_BINDING', `${path} is no file: a folder, a pipe or a device chooses no key.`);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is a link that leads nowhere',
  ELOOP: 'is a link that leads round in a circle',
  EACCES: 'cannot be read: the system refuses it',
  EPERM: 'cannot be read: the system refuses it',
};
function unreadable(path: string, error: unknown): KeyrackError {
  const code = codeOf(error);
  return new KeyrackError('E_BINDING', `${path} ${reasons[code] ?? `cannot be read (${code})`}.`, { cause: error });
}
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'not known why';

/**
 * As git does for a repository (safe.directory): a file that somebody else owns, or may write to, lets them choose whose tokens
 * are made here. What root left is the machine's own.
 */
function refuseForeign(path: string, { uid, mode }: { readonly uid: number; readonly mode: number }, own: number | null): void {
  if (own === null) return;
  if (uid !== own && uid !== 0) throw new KeyrackError('E_BINDING', `${path} belongs to another user (${uid}), who would choose the key.`);
  // A link's own mode says nothing: it is 0777 everywhere.
  const isLink = (mode & constants.S_IFMT) === constants.S_IFLNK;
  if (!isLink && (mode & 0o002) !== 0)
    throw new KeyrackError('E_BINDING', `${path} may be written by every user of this machine, who would choose the key.`, {
      next: 'Look at what it says, then: chmod o-w on it; or name the key: as an argument, or in KEYRACK_KEY.',
    });
}
