import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Folders } from '../core/ports/index.js';
import { KeyrackError } from '../shared/errors/index.js';

const most = 4 * 1024;

/** `.keyrack` files: one line, a selector. Read without waiting and within bounds: any folder may hold anything. */
export const folders: Folders = {
  async nearestBinding(from) {
    for (let folder = from; ; folder = dirname(folder)) {
      const path = join(folder, '.keyrack');
      const lines = await linesOf(path);
      if (lines.length > 1) throw tooMany(folder);
      const [selector] = lines;
      if (selector !== undefined) return { selector, path };
      if (dirname(folder) === folder) return null;
    }
  },
};

/** Two keys in it, and which is meant? A token for the wrong client is worse than none. */
const tooMany = (folder: string): KeyrackError =>
  new KeyrackError('E_USAGE', `The .keyrack file in “${basename(folder)}” holds more than one line.`, {
    next: 'Leave one line in it: Organization/Key name, a Key ID or an organization.',
  });

/** Without empty ones; none where there is no such file. */
async function linesOf(path: string): Promise<readonly string[]> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await handle.stat()).isFile()) return [];
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
      const lines = buffer.toString('utf8', 0, bytesRead).split(/\r\n|\r|\n/);
      return lines.map((line) => line.trim()).filter((line) => line !== '');
    } finally {
      await handle.close();
    }
  } catch {
    return [];
  }
}
