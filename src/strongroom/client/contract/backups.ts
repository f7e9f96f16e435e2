import type { ErrorBody, Warning } from '../../../shared/errors/index.js';
import type { Found, RestoredKey } from '../../../shared/restored-key.js';
import type { OnProgress } from './progress.js';
import type { NamedKey } from './signer.js';
import type { VaultView } from './vault.js';
import type { InitReply, InitRequest } from './ways-in.js';

/** Making a backup, and bringing back what one holds. */
export interface Backups {
  /** Writes FILE under a passphrase, opens it again and compares it key by key before it answers. Never replaces a file. */
  backup(request: BackupRequest): Promise<BackupReply>;
  /** Opens a backup and says what restoring would do. What was opened is held until `closeBackup`, `lock` or the next one. */
  openBackup(request: OpenBackupRequest): Promise<BackupPreview>;
  /** Saves, and rows, as an import's; told key by key as they are proven. Overwrites nothing; may be repeated. */
  restoreKeys(request: RestoreRequest, onProgress?: OnProgress, signal?: AbortSignal): Promise<RestoreReply>;
  closeBackup(): Promise<void>;
  /**
   * R-31, where no copy opens: sets every file of the vault aside and makes a new vault that holds the backup opened last, `into: 'new'`.
   * Asks nobody whether to. E_VAULT_OPENS where a copy does open, E_VAULT_SEALED where one may. The new vault is locked.
   */
  restoreToNewVault(request: RestoreToNewVaultRequest): Promise<RestoreToNewVaultReply>;
}

export interface BackupRequest {
  readonly path: string;
  /** The window's field. Left out, the worker reads KEYRACK_BACKUP_PASSPHRASE or asks twice on the terminal. */
  readonly passphrase?: string;
  readonly allowWeak?: boolean;
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
  /** For `restoreToNewVault`: compared with no vault, and needs none that is open. */
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
  readonly rows: readonly RestoredEntry[];
  /** As an import's. */
  readonly stoppedBy: ErrorBody | null;
  readonly view: VaultView;
}
/** What became of one entry; `organization` and `name`: where it lies now. */
export interface RestoredEntry extends Pick<RestoredKey, 'id' | 'organization' | 'name' | 'restored' | 'ok' | 'error'> {
  readonly entry: string;
}

export interface RestoreToNewVaultRequest extends InitRequest {
  readonly ticket: string;
  /** Said by a person who was told that another way may still open what is here. */
  readonly evenSealed: boolean;
  /** Of the verdict that was shown: E_FILE_CHANGED where other files lie there by now (M-12). Left out: none was. */
  readonly mark?: string;
}
export interface RestoreToNewVaultReply extends InitReply {
  /** The folder in the home that everything was moved into; null: there was nothing. */
  readonly setAside: string | null;
  /** A row a key of the backup, in its order. */
  readonly rows: readonly RestoredEntry[];
}
