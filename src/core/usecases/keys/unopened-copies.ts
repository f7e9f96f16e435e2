import type { Deps } from '../../deps.js';

/** M-1: names of files of the vault that open to nothing. Whoever purges or rotates asks for their deletion by these names. */
export async function unopened({ session, strongroom }: Deps): Promise<readonly string[]> {
  await session.view();
  return (await strongroom.leftovers()).unopened;
}
