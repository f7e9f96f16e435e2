import { KeyrackError } from '../../shared/errors/index.js';
import type { Deps } from '../deps.js';
import { resolveWholeKey } from '../selectors.js';

export interface DiscardDownload {
  /** The stored key's id. */
  readonly key: string;
  /** Absolute path of the file it came from. */
  readonly path: string;
  /** Moves the file to the system's Trash; never unlinks. */
  readonly moveToTrash: (path: string) => Promise<void>;
}

/** R-32's last step. Only a file that still holds this very key goes; anything else is E_NOT_FOUND and stays where it is. */
export async function discardDownload({ session, strongroom }: Deps, request: DiscardDownload): Promise<void> {
  const key = resolveWholeKey(await session.view(), request.key);
  const [seen] = await strongroom.examine({ sources: [{ from: 'file', path: request.path }] });
  if (seen?.found?.storedAs?.id !== key.id || seen.found.storedAs.trashed)
    throw new KeyrackError('E_NOT_FOUND', 'This file no longer holds the stored key. It was left where it is.');
  await request.moveToTrash(request.path);
}
