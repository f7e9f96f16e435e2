import type { Concern, Concerns, Room } from './contract.js';

/** Every method of every concern: one that is in the contract and not here does not compile, nor the reverse. */
const table: { readonly [C in Concern]: Readonly<Record<keyof Concerns[C], true>> } = {
  signer: { sign: true, names: true },
  vault: { read: true, readIfNew: true, change: true, purge: true },
  imports: { examine: true, scan: true, identify: true, decide: true, importKeys: true },
  waysIn: {
    status: true,
    probeKeychain: true,
    init: true,
    unlock: true,
    lock: true,
    offerRecovery: true,
    adoptRecovery: true,
    verifyRecovery: true,
    changeUnlock: true,
  },
  backups: { backup: true, openBackup: true, restoreKeys: true, closeBackup: true, restoreToNewVault: true },
  care: { repair: true, leftovers: true, inspect: true, assessHome: true, breakLock: true },
};

export const allConcerns = Object.keys(table) as readonly Concern[];

export const methodsOf = (concerns: readonly Concern[]): ReadonlySet<string> =>
  new Set(concerns.flatMap((concern) => Object.keys(table[concern])));

/** An object with the methods of these concerns, and nothing else: not even a prototype. `method` makes each of them. */
export function roomOf<C extends Concern>(concerns: readonly C[], method: (name: string) => unknown): Room<C> {
  const room: Record<string, unknown> = Object.create(null);
  for (const name of methodsOf(concerns)) room[name] = method(name);
  return Object.freeze(room) as Room<C>;
}

/** The wall: what a whole room can be asked of these concerns, to be given to whoever is to have no more. */
export const only = <C extends Concern>(room: Room<C>, concerns: readonly C[]): Room<C> =>
  roomOf(concerns, (name) => (room as Readonly<Record<string, unknown>>)[name]);
