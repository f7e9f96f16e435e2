import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Warning, warn } from '../../../../shared/errors/index.js';
import { syncedBy } from '../../../../shared/sync-folders.js';
import type { Disk } from '../../ports.js';

/** Which folders lie in a work tree, as far as has been looked: a thousand files of one folder ask once. */
export type WorkTrees = Map<string, Promise<boolean>>;

/** B-65: who else may come by this file. Advice, never a refusal. */
export async function exposure(disk: Disk, path: string, stat: Stats, known: WorkTrees = new Map()): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  if (process.platform !== 'win32' && (stat.mode & 0o044) !== 0) warnings.push(warn('W_FILE_EXPOSED'));
  const inTree = known.get(dirname(path)) ?? inWorkTree(disk, path);
  known.set(dirname(path), inTree);
  if (await inTree) warnings.push(warn('W_FILE_IN_GIT'));
  if (syncedBy(dirname(path)) !== null) warnings.push(warn('W_FILE_SYNCED'));
  return warnings;
}

async function inWorkTree(disk: Disk, path: string): Promise<boolean> {
  for (let folder = dirname(path), up = 0; up < 40; folder = dirname(folder), up += 1) {
    if (await disk.lstat(join(folder, '.git')).catch(() => null)) return true;
    if (dirname(folder) === folder) return false;
  }
  return false;
}
