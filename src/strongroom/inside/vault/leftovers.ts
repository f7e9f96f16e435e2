import { join } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import { readWhole } from '../disk/files.js';
import { linksAmong } from '../disk/links.js';
import type { Lock } from '../disk/lock.js';
import type { VaultDocument } from '../document/document.js';
import type { Ports } from '../ports.js';
import { type Generation, openGeneration, vaultFile } from './generations.js';
import { mayGo } from './may-delete-copy.js';

/** What lies beside the vault's files and was one of them: a repair moved it aside, or a crash left it in the middle of a save. */
const ours = String.raw`(?:vault\.age|identity\.age|keyrack\.json)(?:\.[1-5])?`;
const leftover = new RegExp(String.raw`^${ours}\.(?:damaged-.+|[0-9a-f-]{36}\.tmp)$`);

/** One that was set aside after that is none any more. */
const isLeftover = (name: string): boolean => leftover.test(name) && !name.includes('.set-aside-');

export interface Leftovers {
  /** Read whole, and open to nothing for anybody, damaged generations included: deleted only by name, after the user was told that name. */
  readonly unopened: readonly string[];
  /** Everything in them is in the vault. */
  readonly spare: readonly Good[];
  /** They hold keys that nothing else does: kept, and written anew with all other copies. */
  readonly kept: readonly Good[];
  /** Of another vault: not ours to write or delete. */
  readonly others: readonly Good[];
}
type Good = Extract<Generation, { is: 'good' }>;

/**
 * M-1: every copy that a purge or a rotation would rewrite or delete, opened first. Changes nothing. E_VAULT_READ where one could not
 * be read, E_VAULT_NEWER where a newer Keyrack wrote one. What was set aside is another history and none of this; nor is what is
 * sealed to somebody else, who may open it yet.
 */
export async function leftoversOf(
  { disk, home }: Ports,
  identity: string,
  vault: VaultDocument,
  all: readonly Generation[],
): Promise<Leftovers> {
  const unopened = all.filter(isBroken).map(({ file }) => file);
  const good: Good[] = [];
  const names = (await disk.readdir(home)).filter(isLeftover).sort();
  // What a link names is out of our reach, and deleting the link would hide it.
  const links = await linksAmong({ disk, home }, names);
  for (const name of names.filter((one) => !links.includes(one))) {
    const one = await openGeneration(name, await readWhole(disk, join(home, name)), identity);
    if (one.is === 'unread') throw one.error;
    if (one.is === 'bad' && one.code === 'E_VAULT_NEWER') throw new KeyrackError('E_VAULT_NEWER');
    if (isBroken(one)) unopened.push(name);
    if (one.is === 'good') good.push(one);
  }
  const isSpare = (one: Good) => mayGo(vault, one);
  const isOurs = ({ document }: Good) => document.vaultId === vault.vaultId;
  return {
    unopened,
    spare: good.filter(isSpare),
    kept: good.filter((one) => isOurs(one) && !isSpare(one)),
    others: good.filter((one) => !isOurs(one)),
  };
}

/** Opens for nobody any more. A folder or a pipe under such a name is not ours to delete. */
const isBroken = (one: Generation): boolean => one.is === 'bad' && one.code === 'E_VAULT_DAMAGED' && one.sha256 !== '';

/** E_VAULT_LEFTOVERS unless every one of them was named to the user, who said that it may go. */
export function refuseUnnamed({ unopened }: Leftovers, mayDelete: readonly string[]): void {
  const unnamed = unopened.filter((name) => !mayDelete.includes(name));
  if (unnamed.length > 0)
    throw new KeyrackError('E_VAULT_LEFTOVERS', `These files of the vault open to nothing, and would be deleted: ${unnamed.join(', ')}.`);
}

/** Deletes what the vault holds all of, and of what opens to nothing the files that were named. Tells of each before the next. */
export async function sweep(
  { disk, home }: Ports,
  lock: Lock,
  leftovers: Leftovers,
  mayDelete: readonly string[],
  tell: (deleted: string) => void,
): Promise<void> {
  const { spare } = leftovers;
  const unopened = leftovers.unopened.filter((name) => mayDelete.includes(name));
  const isGeneration = (name: string) => name === vaultFile || /^vault\.age\.[1-5]$/.test(name);
  const others = [...unopened.filter((name) => !isGeneration(name)), ...spare.map(({ file }) => file)].sort();
  for (const name of [...unopened.filter(isGeneration), ...others]) {
    await lock.stillMine();
    await disk.unlink(join(home, name));
    tell(name);
  }
}
