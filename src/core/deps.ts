import type { Strongroom } from '../strongroom/client/contract.js';
import type { Apple } from './apple/client.js';
import type { Clipboard, Folders, HomeFiles, Http, Machine, SystemClock } from './ports/index.js';
import type { Session } from './session.js';
import type { ActivityLog, Asker } from './state/activity.js';
import type { AppleTime } from './state/apple-time.js';
import type { StateStore } from './state/state.js';

/** What the two shells hand to `createKeyrack`. Facts of the environment come as data; none of them is a secret. */
export interface KeyrackPorts {
  readonly strongroom: Strongroom;
  readonly clock: SystemClock;
  /** Opened by the first use case that goes to the network, so that the others start without it. */
  readonly http: () => Promise<Http>;
  readonly clipboard: () => Promise<Clipboard>;
  readonly homeFiles: HomeFiles;
  readonly folders: Folders;
  /** Asked by `doctor` alone. */
  readonly machine: () => Promise<Machine>;
  /** Absolute: where `.keyrack` files and bound folders are looked for. */
  readonly cwd: string;
  /** KEYRACK_KEY, a selector; null when unset or empty. */
  readonly defaultSelector: string | null;
  /** KEYRACK_API_URL; null when unset or empty. */
  readonly apiUrl: string | null;
  /** May the strongroom ask for a passphrase on a terminal? */
  readonly interactive: boolean;
  /** Packaged builds ignore KEYRACK_API_URL. */
  readonly packaged: boolean;
  /**
   * `by-itself`: the first use case that needs the vault opens it (command line). `when-told`: use cases reject with
   * E_LOCKED until `unlock` was called, because a screen of its own asks (window).
   */
  readonly unlocks: 'by-itself' | 'when-told';
  /** Where other tools keep their keys is told from these; left out: nowhere. */
  readonly elsewhere?: { readonly homedir: string; readonly env: Readonly<Record<string, string | undefined>> };
  /** Who is written down in the activity log. */
  readonly from: Asker;
}

/** What a use case is given: the ports, and what core keeps between two calls. */
export interface Deps extends KeyrackPorts {
  readonly session: Session;
  readonly state: StateStore;
  readonly activity: ActivityLog;
  readonly appleTime: AppleTime;
  readonly apple: Apple;
}
