import type { ErrorBody, Warning } from '../../../shared/errors/index.js';
import type { Key, Organization, UnlockWay } from '../../../shared/model.js';

/** The vault as everyone but the strongroom sees it, and what changes its keys and organizations. */
export interface Vault {
  /** As it is on disk now. */
  read(): Promise<VaultView>;
  /** The same for who has the view of this revision: null when it is what was answered last, so that ten thousand keys cross once. */
  readIfNew(revision: number): Promise<VaultView | null>;
  /** Applies one id-addressed change, again on a reloaded document if another process was faster. */
  change(change: Change): Promise<VaultView>;
  /** out of every copy that opens before it answers, in the Trash or not. Asks nobody. */
  purge(request: PurgeRequest): Promise<PurgeReply>;
}

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
