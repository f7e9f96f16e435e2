import type {
  BackupPreview,
  BackupReply,
  BackupRequest,
  HomeVerdict,
  JudgeRequest,
  OpenBackupRequest,
  RestoreAnewReply,
  RestoreAnewRequest,
  RestoreReply,
  RestoreRequest,
} from './asked/backup.js';
import type {
  BreakLockRequest,
  Inspection,
  InspectRequest,
  Leftovers,
  PurgeReply,
  PurgeRequest,
  RepairReply,
  RepairRequest,
} from './asked/care.js';
import type {
  Examined,
  ExamineRequest,
  Identified,
  IdentifyRequest,
  ImportReply,
  ImportRequest,
  ScanReply,
  ScanRequest,
  Signed,
  SignRequest,
} from './asked/keys.js';
import type { Change, HomeStatus, VaultView } from './asked/vault.js';
import type {
  AdoptRecoveryRequest,
  ChangeUnlockRequest,
  InitReply,
  InitRequest,
  OfferRecoveryRequest,
  RecoveryCheck,
  RecoveryOffer,
  RekeyReply,
  UnlockRequest,
  VerifyRecoveryRequest,
} from './asked/ways-in.js';

export type * from './asked/backup.js';
export type * from './asked/care.js';
export type * from './asked/keys.js';
export type * from './asked/vault.js';
export type * from './asked/ways-in.js';

/**
 * What the strongroom can be asked. Every argument and answer is plain data (functions cannot be posted),
 * and no answer but the recovery key of `init`, `restoreAnew` and `offerRecovery`, shown once, ever holds a secret.
 * Every method rejects with a `KeyrackError`; nothing else crosses.
 */
export interface Strongroom {
  /** What lies in the home, without opening anything; never touches the keychain. Rejects with E_VAULT_DAMAGED when nothing says what is there. */
  status(): Promise<HomeStatus>;
  /** E_VAULT_EXISTS on any existing home. The recovery key is in the answer once and nowhere else. */
  init(request: InitRequest): Promise<InitReply>;
  /** Afterwards the other methods need no secret until `lock`. E_LOCKED when no way given opens it. */
  unlock(request: UnlockRequest): Promise<VaultView>;
  /** Forgets the identity. Signing in flight finishes. */
  lock(): Promise<void>;
  /** The vault as it is on disk now. */
  read(): Promise<VaultView>;
  /** The same for who has the view of this revision: null when it is what was answered last, so that ten thousand keys cross once. */
  readIfNew(revision: number): Promise<VaultView | null>;
  /** Applies one id-addressed change, again on a reloaded document if another process was faster. */
  change(change: Change): Promise<VaultView>;
  /** Reads and parses without storing: what would an import do? For the sheet in the window. */
  examine(request: ExamineRequest, onProgress?: OnProgress): Promise<readonly Examined[]>;
  /** Looks for keys in a folder, or where other tools keep theirs. Nothing is stored; a path inside a file is not followed. */
  scan(request: ScanRequest, onProgress?: OnProgress): Promise<ScanReply>;
  /** What is this, whose key is it, and what happened to it on its way? Answers no key and no token. */
  identify(request: IdentifyRequest, onProgress?: OnProgress): Promise<Identified>;
  /** One save a batch of at most 4 MiB of keys. A row says "ok" only after the stored copy has signed. Rejects where nothing was saved. */
  importKeys(request: ImportRequest, onProgress?: OnProgress): Promise<ImportReply>;
  /** The import that runs stops before its next file, a restore before its next save: what was read is stored, the rest is answered E_CANCELLED. */
  stopImport(): Promise<void>;
  /** ES256. Times by R-90. Works on trashed keys? No: E_NOT_FOUND. */
  sign(request: SignRequest): Promise<Signed>;
  /** Moves damaged files aside and promotes the good copy; answers what it did. */
  repair(request: RepairRequest): Promise<RepairReply>;
  /**
   * M-1: files of the vault that were read whole and open to nothing. A purge and a rotation delete them, and so want them named:
   * E_VAULT_LEFTOVERS. E_VAULT_READ where one could not be read.
   */
  leftovers(): Promise<Leftovers>;
  /** out of every copy that opens before it answers, in the Trash or not. Asks nobody. */
  purge(request: PurgeRequest): Promise<PurgeReply>;
  /** How the home stands, for `doctor`: changes nothing, waits for nobody. The copies are opened while an identity is held, else only counted. */
  inspect(request: InspectRequest): Promise<Inspection>;
  /** renames the lock of this `mark` aside, looks again, then removes it. E_BUSY where it is another one by now, or a live holder was not named. */
  breakLock(request: BreakLockRequest): Promise<void>;
  /**
   * S-04: a new recovery key, for the caller to show and to ask back. Nothing is sealed to it until `adoptRecovery` or
   * `changeUnlock`; `lock` forgets it. E_PASSPHRASE_WRONG here, before anything is shown.
   */
  offerRecovery(request: OfferRecoveryRequest): Promise<RecoveryOffer>;
  /** S-05: the key offered last becomes the recovery key; where it replaces one, there is a new device identity too. */
  adoptRecovery(request?: AdoptRecoveryRequest): Promise<RekeyReply>;
  /** What a key opens and as whose. Needs no unlocked vault. E_IDENTITY_WRONG when it opens nothing. */
  verifyRecovery(request: VerifyRecoveryRequest): Promise<RecoveryCheck>;
  /** S-05: changes how the vault opens, or under which passphrase. Opened by the recovery key, it adds a device; `rotate` drops the others. */
  changeUnlock(request: ChangeUnlockRequest): Promise<RekeyReply>;
  /** Writes FILE under a passphrase, opens it again and compares it key by key before it answers. Never replaces a file. */
  backup(request: BackupRequest): Promise<BackupReply>;
  /** Opens a backup and says what restoring would do. What was opened is held until `closeBackup`, `lock` or the next one. */
  openBackup(request: OpenBackupRequest): Promise<BackupPreview>;
  /** Saves, and rows, as an import's; told key by key as they are proven. Overwrites nothing; may be repeated. */
  restoreKeys(request: RestoreRequest, onProgress?: OnProgress): Promise<RestoreReply>;
  closeBackup(): Promise<void>;
  /** What lies in the home, by opening it with all that can be had. Changes nothing; may ask the keychain, and on a terminal for the passphrase. */
  judge(request: JudgeRequest): Promise<HomeVerdict>;
  /**
   * R-31, where no copy opens: sets every file of the vault aside and makes a new vault that holds the backup opened last, `into: 'new'`.
   * Asks nobody whether to. E_VAULT_OPENS where a copy does open, E_VAULT_SEALED where one may. The new vault is locked.
   */
  restoreAnew(request: RestoreAnewRequest): Promise<RestoreAnewReply>;
}

export type StrongroomMethod = keyof Strongroom;

/** How far a method has come, told while it works: data, which the wire sends ahead of the answer. */
export interface Progress {
  /** Sources read, or keys proven, of `total`. */
  readonly done: number;
  readonly total: number;
  /** The path as given of a file that keeps everybody waiting, in a cloud or on a share (B-58); null: none does. */
  readonly waitingFor: string | null;
}
export type OnProgress = (progress: Progress) => void;
