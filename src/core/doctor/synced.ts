import { dirname } from 'node:path';
import { syncedBy } from '../../shared/sync-folders.js';
import type { Machine } from '../ports/index.js';
import { type Finding, ok, warning } from './finding.js';

/** What sync programs leave in the folder they sync. */
const byMarker: readonly (readonly [RegExp, string])[] = [
  [/^\.stfolder$/, 'Syncthing'],
  [/^\.dropbox(\.cache)?$/, 'Dropbox'],
  [/^\.(sync_[0-9a-f]+|owncloudsync|_sync_[0-9a-f]+)\.(db|log)$/, 'Nextcloud'],
];
const mostNames = 2_000;

/** the lock and the comparison before a save see one machine; a second one writes past them. */
export async function checkSynced(machine: Machine, home: string): Promise<Finding> {
  const path = await machine.realPath(home);
  const by = syncedBy(path) ?? (await byWhatLiesAbove(machine, path));
  if (by === null) return ok('synced', 'On this machine alone', 'Keyrack’s folder is in no synced folder that Keyrack knows.');
  return warning(
    'synced',
    `Synced by ${by}`,
    'Two machines that write to one vault overwrite each other: the lock sees one machine only.',
    'Move Keyrack’s folder out of it, or point KEYRACK_HOME elsewhere; each machine wants a vault of its own.',
  );
}

async function byWhatLiesAbove(machine: Machine, home: string): Promise<string | null> {
  for (let folder = home; ; folder = dirname(folder)) {
    // The user's own folder holds `.dropbox` on every machine with Dropbox: settings, not a synced folder.
    if (folder === machine.homedir || dirname(folder) === folder) return null;
    const names = await machine.list(folder, mostNames);
    if (typeof names === 'string') continue;
    for (const [pattern, name] of byMarker) if (names.some((one) => pattern.test(one))) return name;
  }
}
