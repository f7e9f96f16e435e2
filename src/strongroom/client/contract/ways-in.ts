import type { ErrorBody, Warning } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { OtherCopy, VaultView } from './vault.js';

/** Making a vault, opening it, and changing what opens it. */
export interface WaysIn {
  /** What lies in the home, without opening anything; never touches the keychain. Rejects with E_VAULT_DAMAGED when nothing says what is there. */
  status(): Promise<HomeStatus>;
  /** Does the keychain answer here? Asks it for an item that nobody has: nothing is unlocked, nobody is prompted. `problem` null: it does. */
  probeKeychain(): Promise<{ readonly problem: ErrorBody | null }>;
  /** E_VAULT_EXISTS on any existing home. The recovery key is in the answer once and nowhere else. */
  init(request: InitRequest): Promise<InitReply>;
  /** Afterwards the other methods need no secret until `lock`. E_LOCKED when no way given opens it. */
  unlock(request: UnlockRequest): Promise<VaultView>;
  /** Forgets the identity. Signing in flight finishes. */
  lock(): Promise<void>;
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
}

export interface HomeStatus {
  readonly home: string;
  /** Null: no vault here yet. */
  readonly vault: { readonly vaultId: string; readonly unlock: UnlockWay; readonly recovery: boolean; readonly createdAt: string } | null;
  /** True while an identity is held in this process. */
  readonly unlocked: boolean;
  readonly warnings: readonly Warning[];
}

export interface InitRequest {
  /**
   * Null: the keychain where it works, else E_KEYCHAIN_UNAVAILABLE that names the passphrase vault (S-03: never a silent downgrade).
   * Where it is not ours to touch (S-02a), a passphrase, and the reason is said.
   */
  readonly unlock: UnlockWay | null;
  readonly recovery: boolean;
  /** The window's field. Left out, the worker reads KEYRACK_PASSPHRASE or asks on the terminal. */
  readonly passphrase?: string;
  /** Of the command line: a new passphrase may be weaker than the rule (E_PASSPHRASE_WEAK). The window never says it. */
  readonly allowWeak?: boolean;
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

export interface AdoptRecoveryRequest {
  /** As in `PurgeRequest`. */
  readonly mayDelete?: readonly string[];
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
  /** And of those that the disk would not give. */
  readonly unread: readonly string[];
  /** Of the file it came from. */
  readonly warnings: readonly Warning[];
}

export interface ChangeUnlockRequest {
  readonly unlock: UnlockWay;
  /** A new device identity in place of all others. */
  readonly rotate: boolean;
  /** The key offered last becomes the recovery key. */
  readonly recovery: boolean;
  /** As in `PurgeRequest`; of no account unless something is rotated. */
  readonly mayDelete?: readonly string[];
  /**
   * The window's field: the current passphrase, so that it is the user who asks. E_PASSPHRASE_WRONG. Null, an empty field, will do only
   * where the recovery key opened the vault. The command line leaves it out: it was asked when the vault was opened.
   */
  readonly current?: string | null;
  /** The window's field: the new one. Left out, the worker reads KEYRACK_NEW_PASSPHRASE or asks on the terminal, twice. */
  readonly passphrase?: string;
  readonly allowWeak?: boolean;
  readonly interactive: boolean;
}
export interface RekeyReply {
  readonly view: VaultView;
  readonly newDevice: boolean;
  /** As in `PurgeReply`; `found` is empty unless something was rotated. */
  readonly deleted: readonly string[];
  readonly found: readonly OtherCopy[];
}
