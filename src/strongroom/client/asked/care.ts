import type { ErrorBody, Warning } from '../../../shared/errors/index.js';
import type { Health, HomeStatus, VaultView } from './vault.js';

/** Mending, purging, and how the home stands. */

export interface RepairRequest {
  /** Needed only when an older `vault.age` must be chosen over, or against, a newer generation. */
  readonly keep?: 'vault' | 'newest';
}
export interface RepairReply {
  readonly view: VaultView;
  /** Base names: what was moved aside, and what took its place. */
  readonly movedAside: readonly { readonly from: string; readonly to: string }[];
  readonly promoted: readonly string[];
  /** What was chosen where the vault was read-only: what was saved after it is not in it. */
  readonly kept: { readonly file: string; readonly revision: number; readonly savedAt: string } | null;
}

export interface Leftovers {
  /** Base names. */
  readonly unopened: readonly string[];
}
export interface PurgeRequest {
  readonly ids: readonly string[];
  /** Names out of `leftovers` that the user was told, and said yes to. */
  readonly mayDelete?: readonly string[];
}
export interface PurgeReply {
  readonly view: VaultView;
  /** Base names: what opens to nothing, and leftovers of which the vault holds everything. */
  readonly deleted: readonly string[];
  /** What other programs made of the vault, or was set aside, and may hold what was purged. */
  readonly found: readonly OtherCopy[];
}
/** M-13: a file that is no part of the vault, and looks like a copy of it. */
export interface OtherCopy {
  /** Below the home; the whole path where a link led out of it. */
  readonly file: string;
  /**
   * `holds`: what was purged is in it; after a rotation, it opens as before · `closed`: does not open with what opens the vault, so
   * nobody can say · `unread`: could not be read, or looked through.
   */
  readonly is: 'holds' | 'closed' | 'unread';
}

export interface InspectRequest {
  /** May the keychain be asked for its item? Done only while an identity is held: a locked doctor never causes a prompt. */
  readonly keychain: boolean;
}
export interface Inspection {
  readonly vault: HomeStatus['vault'];
  readonly unlocked: boolean;
  /** Files of the home's table that are there, by base name. */
  readonly present: readonly string[];
  /** Every generation that is there; `unopened` while locked. */
  readonly generations: readonly GenerationFacts[];
  /** What a reader is told: null while locked or where nothing opens, and then `problem` says why. */
  readonly health: Health | null;
  readonly problem: ErrorBody | null;
  /** Of the sealed document; null where it was not opened. */
  readonly recovery: boolean | null;
  readonly warnings: readonly Warning[];
  /** What a crash, a repair or a restore left, by base name. */
  readonly leftovers: {
    readonly temporary: readonly string[];
    readonly damaged: readonly string[];
    readonly setAside: readonly string[];
    /** keyrack.json.new (S-09). */
    readonly unfinished: readonly string[];
  };
  /** Files of ours that other users may read or write; `.` is the folder itself. */
  readonly exposed: readonly string[];
  readonly lock: LockFacts | null;
  /** `silent`: locked or missing, nobody can tell (S-02). `another`: an identity that opens nothing here. */
  readonly keychain: { readonly is: 'not-asked' | 'opens' | 'silent' | 'another' } | { readonly is: 'failed'; readonly error: ErrorBody };
}
export interface GenerationFacts {
  readonly file: string;
  /** `unread`: the disk would not give it, so nobody can say. */
  readonly is: 'good' | 'bad' | 'unread' | 'unopened';
  readonly revision: number | null;
  readonly savedAt: string | null;
}
export interface LockFacts {
  /** `gone` is taken over by the next writer; `foreign` and `unclear` never are. */
  readonly holder: 'alive' | 'gone' | 'foreign' | 'unclear';
  readonly pid: number | null;
  readonly host: string | null;
  /** ISO 8601; null where it cannot be told. */
  readonly since: string | null;
  /** Names this very lock, for `breakLock`. */
  readonly mark: string;
}
export interface BreakLockRequest {
  readonly mark: string;
  /** Said by a person who was told the holder; without it a live one is never robbed. */
  readonly evenAlive: boolean;
}
