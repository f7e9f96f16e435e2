import { basename, dirname, join } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Deps } from '../../deps.js';
import { resolveWholeKey } from '../../selectors/selectors.js';

export interface DiscardDownload {
  /** The stored key's id. */
  readonly key: string;
  /** Absolute path of the file it came from. */
  readonly path: string;
  /** Moves the file to the system's Trash; never unlinks. */
  readonly moveToTrash: (path: string) => Promise<void>;
}

/** R-32's last step. Only a file, no link, of which every key is stored, this one among them; anything else is E_NOT_FOUND and stays where it is. */
export async function discardDownload({ session, strongroom, machine }: Deps, request: DiscardDownload): Promise<void> {
  const key = resolveWholeKey(await session.view(), request.key);
  const refused = (why: string) => new KeyrackError('E_NOT_FOUND', `${why} It was left where it is.`);
  const { realPath } = await machine();
  const inFolder = join(await realPath(dirname(request.path)), basename(request.path));
  if ((await realPath(request.path)) !== inFolder) throw refused('This is a link to the file, not the file.');
  const rows = await strongroom.examine({ sources: [{ from: 'file', path: request.path }] });
  const stored = rows.map(({ found }) => (found?.storedAs && !found.storedAs.trashed ? found.storedAs.id : null));
  if (!stored.includes(key.id)) throw refused('This file no longer holds the stored key.');
  // Another tool's JSON may hold more keys than were picked.
  if (stored.includes(null)) throw refused('This file holds a key that is not stored.');
  await request.moveToTrash(request.path);
}
