import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Folders } from '../core/ports/index.js';

const most = 4 * 1024;

/** `.keyrack` files: one line, a selector. Read without waiting and within bounds: any folder may hold anything. */
export const folders: Folders = {
  async nearestBinding(from) {
    for (let folder = from; ; folder = dirname(folder)) {
      const path = join(folder, '.keyrack');
      const selector = await firstLine(path);
      if (selector) return { selector, path };
      if (dirname(folder) === folder) return null;
    }
  },
};

async function firstLine(path: string): Promise<string | null> {
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await handle.stat()).isFile()) return null;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
      return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/)[0]?.trim() || null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
