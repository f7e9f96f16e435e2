import type { ErrorBody, Warning } from '../../shared/errors/index.js';
import type { Key, KeyKind, Organization, Program, UnlockWay } from '../../shared/model.js';

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
  /** Applies one id-addressed change, again on a reloaded document if another process was faster. */
  change(change: Change): Promise<VaultView>;
  /** Reads and parses without storing: what would an import do? For the sheet in the window. */
  examine(request: ExamineRequest, onProgress?: OnProgress): Promise<readonly Examined[]>;
  /** Looks for keys in a folder, or where other tools keep theirs. Nothing is stored; a path inside a file is not followed. */
  scan(request: ScanRequest, onProgress?: OnProgress): Promise<ScanReply>;
  /** What is this, whose key is it, and what happened to it on its way? Answers no key and no token. */
  identify(request: IdentifyRequest, onProgress?: OnProgress): Promise<Identified>;
  /** One save for all items of the request (at most 100). A row says "ok" only after the stored copy has signed. */
  importKeys(request: ImportRequest, onProgress?: OnProgress): Promise<ImportReply>;
  /** The import that runs stops before its next file: what it has read is stored, the rest is answered E_CANCELLED. */
  stopImport(): Promise<void>;
  /** ES256. Times by R-90. Works on trashed keys? No: E_NOT_FOUND. */
  sign(request: SignRequest): Promise<Signed>;
  /** Moves damaged files aside and promotes the good copy; answers what it did. */
  repair(request: RepairRequest): Promise<RepairReply>;
  /** out of every generation before it answers, in the Trash or not. What could not be rewritten is deleted and named. Asks nobody. */
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
  adoptRecovery(): Promise<RekeyReply>;
  /** What a key opens and as whose. Needs no unlocked vault. E_IDENTITY_WRONG when it opens nothing. */
  verifyRecovery(request: VerifyRecoveryRequest): Promise<RecoveryCheck>;
  /** S-05: changes how the vault opens, or under which passphrase. Opened by the recovery key, it adds a device; `rotate` drops the others. */
  changeUnlock(request: ChangeUnlockRequest): Promise<RekeyReply>;
  /** Writes FILE under a passphrase, opens it again and compares it key by key before it answers. Never replaces a file. */
  backup(request: BackupRequest): Promise<BackupReply>;
  /** Opens a backup and says what restoring would do. What was opened is held until `closeBackup`, `lock` or the next one. */
  openBackup(request: OpenBackupRequest): Promise<BackupPreview>;
  /** One save (at most 100 keys). A row says "ok" only after the stored copy has signed. Overwrites nothing; may be repeated. */
  restoreKeys(request: RestoreRequest): Promise<RestoreReply>;
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
  /** Sources read, of `total`. */
  readonly done: number;
  readonly total: number;
  /** The path as given of a file that keeps everybody waiting, in a cloud or on a share (B-58); null: none does. */
  readonly waitingFor: string | null;
}
export type OnProgress = (progress: Progress) => void;

export interface HomeStatus {
  readonly home: string;
  /** Null: no vault here yet. */
  readonly vault: { readonly vaultId: string; readonly unlock: UnlockWay; readonly recovery: boolean; readonly createdAt: string } | null;
  /** True while an identity is held in this process. */
  readonly unlocked: boolean;
  readonly warnings: readonly Warning[];
}

export interface InitRequest {
  /** Null: the keychain where it works, else E_KEYCHAIN_UNAVAILABLE that names the passphrase vault (S-03: never a silent downgrade). */
  readonly unlock: UnlockWay | null;
  readonly recovery: boolean;
  /** The window's field. Left out, the worker reads KEYRACK_PASSPHRASE or asks on the terminal. */
  readonly passphrase?: string;
  /** May the worker ask on a terminal? */
  readonly interactive: boolean;
}
export interface InitReply {
  readonly vaultId: string;
  readonly unlock: UnlockWay;
  /** `AGE-SECRET-KEY-1…`, or null where it was skipped. */
  readonly recoveryKey: string | null;
}

/**
 * `environment`: KEYRACK_IDENTITY(_FILE), then KEYRACK_PASSPHRASE, nothing else. `any`: these, then the home's own way
 * (keychain, or a passphrase asked on the terminal when `interactive`). The last two come from the window.
 */
export type UnlockRequest =
  | { readonly how: 'environment' }
  | { readonly how: 'any'; readonly interactive: boolean }
  | { readonly how: 'passphrase'; readonly passphrase: string }
  | { readonly how: 'identity'; readonly identity: string };

export interface VaultView {
  readonly vaultId: string;
  readonly revision: number;
  readonly savedAt: string;
  readonly unlock: UnlockWay;
  /** Is there a recovery recipient in the sealed document? */
  readonly recovery: boolean;
  readonly organizations: readonly Organization[];
  /** Trashed ones included. */
  readonly keys: readonly Key[];
  readonly health: Health;
}
export interface Health {
  /**
   * Null: all is well. Else every change is refused with this error until repair. `current`: what is shown is the newest
   * revision all the same, and reads as normal with a warning; otherwise the command line prints it and exits 9.
   */
  readonly readOnly: {
    readonly error: ErrorBody;
    readonly current: boolean;
    /** The file that was opened, with its revision. */
    readonly file: string;
    readonly revision: number;
    readonly savedAt: string;
  } | null;
  readonly warnings: readonly Warning[];
}

/** Ids are made by the caller, so that a change can be applied again on another revision. `at`: ISO 8601. */
export type Change =
  | { readonly do: 'add-organization'; readonly organization: Organization }
  | { readonly do: 'edit-organization'; readonly id: string; readonly set: OrganizationEdit }
  | { readonly do: 'remove-organization'; readonly id: string }
  | { readonly do: 'edit-key'; readonly id: string; readonly set: KeyEdit }
  | { readonly do: 'trash-key'; readonly id: string; readonly at: string }
  | { readonly do: 'restore-key'; readonly id: string };
export type OrganizationEdit = {
  readonly [F in 'name' | 'issuerId' | 'teamId' | 'vendorNumber' | 'notes' | 'tags' | 'defaultKeyId']?: Organization[F];
};
export interface KeyEdit {
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly organizationId?: string;
  /** Makes this key its organization's default. */
  readonly default?: true;
}

/** Where the bytes come from. Only `text` (the clipboard, a named exception) brings them over the wall. */
export type Source =
  | {
      readonly from: 'file';
      readonly path: string;
      /** Which of the keys a tool's JSON tells of, from 1; left out: all of them. */
      readonly record?: number;
      /** The path this record gives, which the user has seen and confirmed: only then is it read (J-06). */
      readonly keyPath?: string;
    }
  | { readonly from: 'stdin' }
  | { readonly from: 'text'; readonly text: string };

/** Whose file it is. `list`: a JSON list of keys of no tool in particular. */
export type Tool = 'fastlane' | 'asc' | 'asckey' | 'asc-mcp' | 'rcodesign' | 'eas' | 'postman' | 'list';

/** What a tool's file says of a key beside the key. Texts as written there, control and bidi characters stripped. */
export interface Told {
  readonly tool: Tool;
  readonly keyId: string | null;
  readonly issuerId: string | null;
  readonly kind: KeyKind | null;
  readonly program: Program | null;
  /** What the tool calls the key. */
  readonly name: string | null;
  /** The name of the team it belongs to. */
  readonly team: string | null;
  /** Where the key lies, absolute; null: in the file itself. */
  readonly keyPath: string | null;
}

export interface ExamineRequest {
  readonly sources: readonly Source[];
}
/** A row a source, or several where a tool's JSON tells of several keys. `found` and `error` both null: the key lies at `told.keyPath`, not read yet. */
export interface Examined {
  /** The place of its source in the request, from 0. */
  readonly source: number;
  /** Base name, made safe to show; `-` for stdin, `clipboard` for text. */
  readonly file: string;
  /** From 1; null where the file is the key, or tells of one alone. */
  readonly record: number | null;
  readonly told: Told | null;
  readonly found: {
    readonly fingerprint: string;
    /** From the file's name or its JSON. */
    readonly keyId: string | null;
    readonly kind: KeyKind | null;
    /** From fastlane JSON. */
    readonly issuerId: string | null;
    readonly program: Program | null;
    /** A stored key with this fingerprint; the one of this Key ID, where the same private key is kept under several. */
    readonly storedAs: { readonly id: string; readonly trashed: boolean } | null;
    /** E_KEY_CONFLICT as an import would say it, naming both (B-50, B-51); null: none, or nothing says which Key ID it has. */
    readonly conflict: ErrorBody | null;
  } | null;
  readonly warnings: readonly Warning[];
  readonly error: ErrorBody | null;
}

/**
 * Where to look. `chosen`: what the user named, a file, or a folder with its *.p8 and *.pem three folders down. The others are a
 * tool's, and may be missing: `file`, `keys` (the .p8 in a folder), `json` (the JSON in a folder that a tool is known by).
 */
export interface Place {
  readonly path: string;
  readonly as: 'chosen' | 'file' | 'keys' | 'json';
  /** Whose place it is; null for what the user named. */
  readonly of: string | null;
}
export interface ScanRequest {
  readonly places: readonly Place[];
  /** Files looked at before it stops (B-61). */
  readonly limit: number;
}
export interface Scanned extends Examined {
  /** Absolute or as named; never shown unescaped. */
  readonly path: string;
  readonly of: string | null;
}
export interface Skipped {
  readonly path: string;
  /** `apart`: node_modules, .git · `deep`: more than three folders down. */
  readonly why: 'link' | 'apart' | 'deep' | 'unreadable';
}
export interface ScanReply {
  readonly rows: readonly Scanned[];
  readonly skipped: readonly Skipped[];
  /** There are more than the limit. */
  readonly more: boolean;
}

export interface IdentifyRequest {
  readonly source: Source;
}
export interface Identified {
  readonly kind: IdentifiedKind;
  /** The stored key's, else what the file, its name or the token says. */
  readonly keyId: string | null;
  /** The stored key's organization. */
  readonly organization: string | null;
  /** Of the key, or of the stored key that signed the token. */
  readonly fingerprint: string | null;
  /** By fingerprint; a token by its signature; by Key ID where a file only names the key's place. */
  readonly stored: boolean;
  /** What mangled it, in words. */
  readonly repairs: readonly string[];
}
export type IdentifiedKind = 'key' | 'public-key' | 'token' | `${Tool}-json`;

export interface ImportItem {
  readonly source: Source;
  /** As typed; the strongroom trims, checks (B-46) and compares it with the file's name (B-44). */
  readonly keyId?: string;
  /** Which Key ID wins when both are there and differ; the window asks, the command line leaves it out (the file's). */
  readonly keyIdWins?: 'typed' | 'file';
  readonly kind?: KeyKind;
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly issuerId?: string;
  readonly keepBoth?: boolean;
  /** B-52 in the window: restore the trashed one (true, the default) or store anew. */
  readonly restoreTrashed?: boolean;
}
export interface ImportRequest {
  /** By name, made when new (with its first good key), or by id. */
  readonly organization: { readonly id: string } | { readonly name: string; readonly program: Program };
  readonly items: readonly ImportItem[];
  /** ISO 8601, becomes `addedAt`. */
  readonly at: string;
}
export interface ImportReply {
  readonly rows: readonly ImportedRow[];
  /** Null when nothing was saved. */
  readonly view: VaultView;
}
export interface ImportedRow {
  /** The path as given (`-` for stdin), not shown unescaped. */
  readonly file: string;
  /** The key's place in a tool's JSON that tells of several, from 1. */
  readonly record: number | null;
  readonly ok: boolean;
  readonly id: string | null;
  readonly keyId: string | null;
  readonly organization: string;
  readonly fingerprint: string | null;
  readonly warnings: readonly Warning[];
  readonly error: ErrorBody | null;
}

export interface SignRequest {
  readonly id: string;
  /** Milliseconds since 1970 on Apple's clock where it is known in this run, else null: the strongroom's own clock. */
  readonly nowMs: number | null;
  /** Seconds, 30 … 1200, or up to 180 days for a scope of `longLived` resources (facts/apple.md section 2). */
  readonly lifetimeSeconds: number;
  readonly scope: readonly string[] | null;
}
export interface Signed {
  readonly token: string;
  /** Seconds since 1970, as in the claims. */
  readonly iat: number;
  readonly exp: number;
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

export interface PurgeRequest {
  readonly ids: readonly string[];
}
export interface PurgeReply {
  readonly view: VaultView;
  /** Base names: damaged generations, what repair and init had set aside, temporary files. */
  readonly deleted: readonly string[];
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
  readonly is: 'good' | 'bad' | 'unopened';
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

export interface OfferRecoveryRequest {
  /** `unlock-change`: `changeUnlock` will use it, and brings its own passphrase. */
  readonly for: 'itself' | 'unlock-change';
  /** The window's field: a passphrase vault's current one. Left out, the worker reads KEYRACK_PASSPHRASE or asks on the terminal. */
  readonly passphrase?: string;
  readonly interactive: boolean;
}
export interface RecoveryOffer {
  /** `AGE-SECRET-KEY-1…`. */
  readonly recoveryKey: string;
}

export interface VerifyRecoveryRequest {
  /** The window's field. Left out, the worker takes KEYRACK_IDENTITY(_FILE), asks on the terminal, or reads stdin. */
  readonly key?: string;
  readonly interactive: boolean;
}
export interface RecoveryCheck {
  readonly vaultId: string;
  /** Whose it is in the newest revision it opens. */
  readonly is: 'recovery' | 'device';
  /** Base names of the generations it opens, and of those it does not. */
  readonly opens: readonly string[];
  readonly fails: readonly string[];
}

export interface ChangeUnlockRequest {
  readonly unlock: UnlockWay;
  /** A new device identity in place of all others. */
  readonly rotate: boolean;
  /** The key offered last becomes the recovery key. */
  readonly recovery: boolean;
  /**
   * The window's field: the current passphrase, so that it is the user who asks. E_PASSPHRASE_WRONG. Null, an empty field, will do only
   * where the recovery key opened the vault. The command line leaves it out: it was asked when the vault was opened.
   */
  readonly current?: string | null;
  /** The window's field: the new one. Left out, the worker reads KEYRACK_NEW_PASSPHRASE or asks on the terminal, twice. */
  readonly passphrase?: string;
  readonly interactive: boolean;
}
export interface RekeyReply {
  readonly view: VaultView;
  readonly newDevice: boolean;
  /** As in `PurgeReply`. */
  readonly deleted: readonly string[];
}

/** A key as it is named to the user. */
export interface NamedKey {
  readonly id: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
}
export interface BackupRequest {
  readonly path: string;
  /** The window's field. Left out, the worker reads KEYRACK_BACKUP_PASSPHRASE or asks twice on the terminal. */
  readonly passphrase?: string;
  readonly interactive: boolean;
  /** Keys that cannot be read, and that the user has agreed to leave out. One that can be read is never left out. */
  readonly leaveOut: readonly string[];
}
/** `made: false`: these keys cannot be read, and nothing was written or asked. */
export type BackupReply =
  | { readonly made: false; readonly unreadable: readonly NamedKey[] }
  | {
      readonly made: true;
      /** Base name. */
      readonly file: string;
      readonly bytes: number;
      readonly createdAt: string;
      readonly organizations: number;
      /** Ids of what is in it, trashed ones included. */
      readonly keys: readonly string[];
      readonly trashed: number;
      readonly leftOut: readonly NamedKey[];
    };

export interface OpenBackupRequest {
  readonly path: string;
  /** For `restoreAnew`: compared with no vault, and needs none that is open. */
  readonly into?: 'new';
  readonly passphrase?: string;
  readonly interactive: boolean;
}
export interface BackupPreview {
  /** Names what was opened. */
  readonly ticket: string;
  readonly createdAt: string;
  /** From this very vault? */
  readonly sameVault: boolean;
  /** A row a key of the backup, in its order. */
  readonly rows: readonly PreviewedKey[];
  /** Organizations without a key that the vault does not have. */
  readonly emptyOrganizations: number;
  readonly warnings: readonly Warning[];
}
/**
 * `new` · `identical`: this private key is stored already, perhaps in the Trash · `conflict`: the vault has another key under
 * this Key ID, or this one under another · `invalid`: the backup holds no good key here.
 */
export type Found = 'new' | 'identical' | 'conflict' | 'invalid';
export interface PreviewedKey {
  /** Names the row in `restoreKeys`. */
  readonly entry: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
  readonly fingerprint: string | null;
  /** It was in the Trash when the backup was made, and goes there. */
  readonly trashed: boolean;
  readonly found: Found;
  /** The stored key it is, or clashes with. */
  readonly stored: (NamedKey & { readonly trashed: boolean }) | null;
  readonly error: ErrorBody | null;
}
export interface RestoreRequest {
  readonly ticket: string;
  /** Entries. */
  readonly keys: readonly string[];
  /** Entries that are stored beside what they clash with. */
  readonly keepBoth: readonly string[];
  /** ISO 8601; for dates that the backup does not tell. */
  readonly at: string;
}
export interface RestoreReply {
  /** In the order asked. */
  readonly rows: readonly RestoredKey[];
  readonly view: VaultView;
}
export interface RestoredKey {
  readonly entry: string;
  readonly ok: boolean;
  /** False where the key turned out to be there already. */
  readonly restored: boolean;
  readonly id: string | null;
  /** Where it lies now. */
  readonly organization: string;
  readonly name: string;
  readonly error: ErrorBody | null;
}

export interface JudgeRequest {
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
  /** Base names of the generations. */
  readonly opens: readonly string[];
  readonly sealed: readonly string[];
  readonly damaged: readonly string[];
}
export interface RestoreAnewRequest extends InitRequest {
  readonly ticket: string;
  /** Said by a person who was told that another way may still open what is here. */
  readonly evenSealed: boolean;
}
export interface RestoreAnewReply extends InitReply {
  /** The folder in the home that everything was moved into; null: there was nothing. */
  readonly setAside: string | null;
  /** A row a key of the backup, in its order. */
  readonly rows: readonly RestoredKey[];
}
