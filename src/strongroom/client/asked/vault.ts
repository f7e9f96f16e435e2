import type { ErrorBody, Warning } from '../../../shared/errors/index.js';
import type { Key, Organization, UnlockWay } from '../../../shared/model.js';

/** What lies in the home, and the vault as everyone but the strongroom sees it. */

export interface HomeStatus {
  readonly home: string;
  /** Null: no vault here yet. */
  readonly vault: { readonly vaultId: string; readonly unlock: UnlockWay; readonly recovery: boolean; readonly createdAt: string } | null;
  /** True while an identity is held in this process. */
  readonly unlocked: boolean;
  readonly warnings: readonly Warning[];
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
