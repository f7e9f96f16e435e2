import type { Keyrack } from '../../core/keyrack.js';
import type { ErrorBody } from '../../shared/errors/index.js';
import type { AppState, EventData, InstalledCommandLine } from '../../shared/ipc/contract.js';
import type { Jobs } from '../ipc/jobs.js';
import type { NamedPaths } from '../ipc/named-paths.js';
import type { Settings } from '../settings.js';
import type { Ask } from './ask.js';
import type { TimedClipboard } from './clipboard.js';
import type { OpenedFiles } from './opened-files.js';

/** What the system does for us. */
export interface Desktop {
  /** Text of the system's clipboard: the paste of a `.p8`, the one secret main may read (known-issues.md). */
  readClipboard(): Promise<string>;
  clearClipboard(): void;
  openExternal(url: string): Promise<void>;
  /** Keyrack's folder, in the system's file manager. */
  showHome(): Promise<void>;
  /** E_COMMAND_LINE where it cannot be linked, with the reason. */
  installCommandLine(): Promise<InstalledCommandLine>;
  readonly ask: Ask;
  /** To the system's Trash, never unlinked. */
  moveToTrash(path: string): Promise<void>;
}

/** What the handlers share. Made once, in serve.ts. */
export interface Shell extends Desktop {
  readonly keyrack: Keyrack;
  readonly clipboard: TimedClipboard;
  readonly settings: Settings;
  /** The page's long works. */
  readonly jobs: Jobs;
  /** Which paths the page may name. */
  readonly paths: NamedPaths;
  /** What the system was asked to open with Keyrack. */
  readonly opened: OpenedFiles;
  /** Sends to the page; where there is none, nobody needs to know. */
  readonly tell: Tell;
  /** Tells the page all that is in the vault. */
  tellVault(): Promise<void>;
  /** When the token on the clipboard is cleared, milliseconds since 1970; null: not by time. */
  clearedAt(): number | null;
  state(): Promise<AppState>;
  /** The vault is open: forgets why it was not, and tells the page. */
  unlocked(): Promise<void>;
  /** Why the last unlock failed. */
  refuse(error: ErrorBody): void;
  /** Locks the vault, clears what is ours from the clipboard and tells the page. */
  lock(): Promise<void>;
}

export interface Tell {
  (event: 'progress', data: EventData<'progress'>): void;
  (event: 'state.changed', data: EventData<'state.changed'>): void;
  (event: 'vault.changed', data: EventData<'vault.changed'>): void;
  (event: 'clipboard.cleared', data: EventData<'clipboard.cleared'>): void;
  (event: 'page.restarted', data: EventData<'page.restarted'>): void;
  (event: 'files.opened', data: EventData<'files.opened'>): void;
  (event: 'command', data: EventData<'command'>): void;
}
