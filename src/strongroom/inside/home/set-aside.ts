import { join } from 'node:path';
import { codeOf, renameIfThere, syncFolder } from '../disk/files.js';
import type { Lock } from '../disk/lock.js';
import { giveFolderToOwnerOf } from '../disk/owner.js';
import type { Ports } from '../ports.js';
import { homeFiles, isOurs, startedFile } from './home-facts.js';

/** The points of setting a vault aside; a kill at any of them leaves every file whole, here or in the folder. */
export const setAsideSteps = [
  'set-aside:start',
  'set-aside:folder-made',
  'set-aside:vault-moved',
  'set-aside:moved',
  'set-aside:done',
] as const;

/**
 * In this order, after all else: what is left in the middle opens as before, or says that the vault is gone, or never was finished,
 * and each of these can be set aside too.
 */
const last = ['vault.age', 'identity.age.1', 'identity.age', 'keyrack.json.1', 'keyrack.json', startedFile];

/**
 * Moves every file of ours, but the lock, into a folder of the home that says when; answers its name, or null where there is
 * nothing to move. Nothing is deleted or written over: moved back by hand, it is all as it was.
 */
export async function setAside(ports: Ports, lock: Lock): Promise<string | null> {
  const { disk, clock, home } = ports;
  const names = (await disk.readdir(home)).filter((name) => isOurs(name) && name !== 'lock');
  if (names.length === 0) return null;
  await ports.step('set-aside:start');
  const folder = await newFolder(ports);
  await ports.step('set-aside:folder-made');
  for (const name of inOrder(names)) {
    await lock.stillMine();
    // state.json's temporary files come and go without the lock.
    await renameIfThere(disk, clock, join(home, name), join(home, folder, name));
    if (name === 'vault.age') await ports.step('set-aside:vault-moved');
  }
  await ports.step('set-aside:moved');
  await syncFolder(disk, join(home, folder));
  await syncFolder(disk, home);
  await ports.step('set-aside:done');
  return folder;
}

function inOrder(names: readonly string[]): readonly string[] {
  const rank = (name: string) => last.indexOf(name);
  const generation = (name: string) => (homeFiles as readonly string[]).indexOf(name);
  // Older revisions before newer ones.
  return names.toSorted((a, b) => rank(a) - rank(b) || generation(b) - generation(a));
}

/** A disk that goes on saying so is not asked for ever. */
const mostOfATime = 100;

async function newFolder({ disk, clock, home }: Ports): Promise<string> {
  const name = `set-aside-${new Date(clock.now()).toISOString().replace(/[:.]/g, '-')}`;
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${name}-${n}`;
    try {
      await disk.mkdir(join(home, free), { mode: 0o700 });
      await giveFolderToOwnerOf(disk, home, join(home, free));
      return free;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || n === mostOfATime) throw error;
    }
  }
}
