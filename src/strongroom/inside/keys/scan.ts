import { join } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import { toolOf } from '../../../shared/tools/registry.js';
import type { Place, ScanReply, ScanRequest, Skipped } from '../../client/contract.js';
import { codeOf } from '../disk/files.js';
import type { VaultDocument } from '../document/document.js';
import type { Disk, Ports } from '../ports.js';
import { examineSources, type Watcher } from './import-keys.js';

/** A chosen folder is looked into this many folders down (B-61). */
const deepest = 3;
/** Folders a scan looks into at most: a home folder has millions. */
const mostFolders = 10_000;
const keyFile = /\.(p8|pem)$/i;
const apartFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

interface Hunt {
  readonly disk: Disk;
  readonly limit: number;
  readonly found: Map<string, Place>;
  readonly skipped: Skipped[];
  readonly stop: AbortSignal | undefined;
  folders: number;
  more: boolean;
}

/** Candidates by their names, then each looked at as an import would. Nothing is stored, links are not followed, paths inside files are not read. */
export async function scanPlaces(
  ports: Ports,
  { places, limit }: ScanRequest,
  document: VaultDocument,
  watcher: Watcher = {},
): Promise<ScanReply> {
  const hunt: Hunt = { disk: ports.disk, limit, found: new Map(), skipped: [], folders: 0, more: false, stop: watcher.stop };
  for (const place of places) await look(hunt, place);
  const candidates = [...hunt.found];
  const seen = await examineSources(
    ports,
    candidates.map(([path]) => ({ from: 'file', path })),
    document,
    watcher,
  );
  const rows = seen.flatMap((row) => {
    const [path, place] = candidates[row.source] ?? [];
    if (path === undefined || place === undefined) return [];
    // In a tool's folder lie other files of the tool.
    const isForeign = place.as === 'json' && row.entry === null && row.record === null && row.found === null;
    return isForeign ? [] : [{ ...row, path, of: place.of }];
  });
  return { rows, skipped: hunt.skipped, more: hunt.more };
}

async function look(hunt: Hunt, place: Place): Promise<void> {
  if (place.as === 'chosen') {
    // What the user named may be a link; what lies in it may not.
    const stat = await hunt.disk.stat(place.path).catch(() => null);
    return stat?.isDirectory() ? walk(hunt, place, place.path, 0) : void add(hunt, place, place.path);
  }
  if (place.as === 'file') {
    const stat = await hunt.disk.lstat(place.path).catch(() => null);
    if (stat?.isSymbolicLink()) hunt.skipped.push({ path: place.path, why: 'link' });
    else if (stat) add(hunt, place, place.path);
    return;
  }
  await walk(hunt, place, place.path, 0);
}

function add(hunt: Hunt, place: Place, path: string): void {
  if (hunt.found.has(path)) return;
  if (hunt.found.size >= hunt.limit) hunt.more = true;
  else hunt.found.set(path, place);
}

/** How far down, and which files, is the place's. */
const depthOf = ({ of }: Place): number => (of === null ? deepest : toolOf(of).foldersDown);
const wants = ({ as }: Place, name: string): boolean =>
  as === 'json' ? /\.json$/i.test(name) : as === 'keys' ? /\.p8$/i.test(name) : keyFile.test(name);

async function walk(hunt: Hunt, place: Place, folder: string, depth: number): Promise<void> {
  if (hunt.stop?.aborted) throw new KeyrackError('E_CANCELLED');
  if (hunt.more) return;
  hunt.folders += 1;
  if (hunt.folders > mostFolders) {
    hunt.more = true;
    return;
  }
  for (const entry of await entriesOf(hunt, place, folder, depth)) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) {
      if (wants(place, entry.name) || place.as === 'chosen') hunt.skipped.push({ path, why: 'link' });
    } else if (entry.isDirectory()) {
      if (apartFolders.has(entry.name)) hunt.skipped.push({ path, why: 'apart' });
      else if (depth < depthOf(place)) await walk(hunt, place, path, depth + 1);
      else if (place.as === 'chosen') hunt.skipped.push({ path, why: 'deep' });
    } else if (wants(place, entry.name)) add(hunt, place, path);
  }
}

async function entriesOf(hunt: Hunt, place: Place, folder: string, depth: number) {
  try {
    const entries = await hunt.disk.readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    if (depth === 0 && place.as === 'chosen')
      throw new KeyrackError(code === 'EACCES' || code === 'EPERM' ? 'E_FILE_PERMISSION' : 'E_FILE_READ', undefined, { cause: error });
    hunt.skipped.push({ path: folder, why: 'unreadable' });
    return [];
  }
}
