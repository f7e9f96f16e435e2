import type { Backups } from './contract/backups.js';
import type { Care } from './contract/care.js';
import type { Imports } from './contract/imports.js';
import type { Signer } from './contract/signer.js';
import type { Vault } from './contract/vault.js';
import type { WaysIn } from './contract/ways-in.js';

export type * from './contract/backups.js';
export type * from './contract/care.js';
export type * from './contract/imports.js';
export type * from './contract/progress.js';
export type * from './contract/signer.js';
export type * from './contract/vault.js';
export type * from './contract/ways-in.js';

/**
 * What the strongroom can be asked, by concern: a file of `contract/` and a row here each. Every argument and answer is plain data
 * (functions cannot be posted), and no answer but the recovery key of `init`, `restoreToNewVault` and `offerRecovery`, shown once,
 * ever holds a secret. Every method rejects with a `KeyrackError`; nothing else crosses.
 */
export interface Concerns {
  readonly signer: Signer;
  readonly vault: Vault;
  readonly imports: Imports;
  readonly waysIn: WaysIn;
  readonly backups: Backups;
  readonly care: Care;
}
export type Concern = keyof Concerns;

/** All of these at once: who is given a `Room<'signer'>` can sign, and no more. */
export type Room<C extends Concern> = (C extends unknown ? (room: Concerns[C]) => void : never) extends (room: infer All) => void
  ? All
  : never;

export type Strongroom = Room<Concern>;
