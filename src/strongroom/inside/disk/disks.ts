import * as fs from 'node:fs/promises';
import type { Disk } from '../ports.js';

/** Where the home lies. The command line's build hands it calls that answer at once (`src/cli/bundle/prompt-fs.ts`). */
export const homeDisk: Disk = fs;

const names = ['open', 'rename', 'link', 'unlink', 'readFile', 'stat', 'lstat', 'readlink', 'mkdir', 'readdir', 'chmod', 'rm'] as const;

/** Where everything else lies: the same calls, by Node's own module, which is loaded with the first of them. */
export const otherDisk = Object.fromEntries(
  names.map((name) => [
    name,
    async (...given: readonly unknown[]) => {
      const call = (await import('node:fs/promises'))[name] as (...given: readonly unknown[]) => Promise<unknown>;
      return call(...given);
    },
  ]),
) as unknown as Disk;
