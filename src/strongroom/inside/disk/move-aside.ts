import { join } from 'node:path';
import type { Ports } from '../ports.js';
import { codeOf, renameOver } from './files.js';

/** `damaged`: opens to nothing. `set-aside`: may hold what nothing else holds, and no purge or rotation reaches it. */
export type Why = 'damaged' | 'set-aside';

/** Out of the way under a name that says when; never deleted, and never put over what was moved there before. */
export async function moveAside(ports: Ports, file: string, why: Why = 'damaged'): Promise<{ from: string; to: string }> {
  const { disk, clock, home } = ports;
  const to = await unusedName(ports, `${file}.${why}-${new Date(clock.now()).toISOString().replace(/[:.]/g, '-')}`);
  await renameOver(disk, clock, join(home, file), join(home, to));
  return { from: file, to };
}

/** A clock may say the same twice; what it says twice is told apart by a number. */
async function unusedName({ disk, home }: Ports, wanted: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    const taken = await disk.lstat(join(home, name)).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
        return false;
      },
    );
    if (!taken) return name;
  }
}
