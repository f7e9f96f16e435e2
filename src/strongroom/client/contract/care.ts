import type { ErrorBody, Warning } from '../../../shared/errors/index.js';
import type { Health, VaultView } from './vault.js';
import type { HomeStatus } from './ways-in.js';

/** How the home stands, and what mends it. */
export interface Care {
  /** Moves damaged files aside and promotes the good copy; answers what it did. */
  repair(request: RepairRequest): Promise<RepairReply>;
  /**
   * M-1: files of the vault that were read whole and open to nothing. A purge and a rotation delete them, and so want them named:
   * E_VAULT_LEFTOVERS. E_VAULT_READ where one could not be read.
   */
  leftovers(): Promise<Leftovers>;
  /** How the home stands, for `doctor`: changes nothing, waits for nobody. The copies are opened while an identity is held, else only counted. */
  inspect(request: InspectRequest): Promise<Inspection>;
  /** What lies in the home, by opening it with all that can be had. Changes nothing; may ask the keychain, and on a terminal for the passphrase. */
  assessHome(request: AssessRequest): Promise<HomeVerdict>;
  /** renames the lock of this `mark` aside, looks again, then removes it. E_BUSY where it is another one by now, or a live holder was not named. */
  breakLock(request: BreakLockRequest): Promise<void>;
}

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
export interface AssessRequest {
  readonly interactive: boolean;
}
export interface HomeVerdict {
  /**
   * `unfinished`: init began it and never said so · `opens`: some copy, whichever · `sealed`: none opens with what there is, but one
   * is a whole file that the recovery key, the keychain or another passphrase may open · `damaged`: nobody can open any.
   */
  readonly is: 'none' | 'unfinished' | 'opens' | 'sealed' | 'damaged';
  /** No copy that opens holds anything. */
  readonly isEmpty: boolean;
  /** Names what was judged, byte by byte; `restoreToNewVault` sets nothing else aside. */
  readonly mark: string;
  /** Base names of the generations. */
  readonly opens: readonly string[];
  readonly sealed: readonly string[];
  readonly damaged: readonly string[];
}
export interface BreakLockRequest {
  readonly mark: string;
  /** Said by a person who was told the holder; without it a live one is never robbed. */
  readonly evenAlive: boolean;
}
