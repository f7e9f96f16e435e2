import { dirname, join, resolve } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Disk, Ports } from '../ports.js';
import { codeOf } from './files.js';

/** Of these files of the home, those that are links. */
export async function linksAmong({ disk, home }: Pick<Ports, 'disk' | 'home'>, names: readonly string[]): Promise<readonly string[]> {
  const are = await Promise.all(names.map((name) => isLink(disk, join(home, name))));
  return names.filter((_, n) => are[n]);
}

/** Rejects with the disk's error where it would not say. */
export const isLink = (disk: Disk, path: string): Promise<boolean> =>
  disk.lstat(path).then(
    (stat) => stat.isSymbolicLink(),
    (error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return false;
      throw error;
    },
  );

/**
 * M-13: what a link names is read, and never written through. Renamed over, it would stay what it was, out of the reach of every purge
 * and rotation; and its copies would have to lie in two folders that no rename joins.
 */
export async function refuseLinks(ports: Pick<Ports, 'disk' | 'home'>, names: readonly string[]): Promise<void> {
  const links = await linksAmong(ports, names);
  if (links.length > 0) throw linked(links);
}

export const linked = (links: readonly string[]): KeyrackError =>
  new KeyrackError(
    'E_VAULT_LINK',
    `${links.join(', ')} ${links.length === 1 ? 'is a link' : 'are links'}, which Keyrack reads through and never writes through.`,
  );

const mostLinks = 40;

/** Where a link ends, and the folder that lies in; null where it goes round, or cannot be read. */
export async function targetOf(disk: Disk, link: string): Promise<{ readonly path: string; readonly folder: string } | null> {
  let path = link;
  for (let n = 0; n < mostLinks; n += 1) {
    const stat = await disk.lstat(path).catch(() => null);
    if (stat === null) return null;
    if (!stat.isSymbolicLink()) return { path, folder: dirname(path) };
    const next = await disk.readlink(path).catch(() => null);
    if (next === null) return null;
    path = resolve(dirname(path), String(next));
  }
  return null;
}
