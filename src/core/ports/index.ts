import type { LastTest } from '../../shared/model.js';

/**
 * What core needs of the world. Adapters live in platform/ (command line) and main/ (window);
 * tests hand in their own clock and fetch, never their own vault.
 */

/** Three clocks, all in milliseconds. */
export interface SystemClock {
  /** Since 1970. Anybody may set it: it says when something was, and no wait and no deadline goes by it. */
  now(): number;
  /** For waits and for measuring. May stand still while the machine sleeps. */
  monotonic(): number;
  /** Since the machine was started, its sleep included; nobody can set it, and processes agree on it. Null where the system does not say. */
  uptime(): number | null;
  /** Resolves after `ms`, or rejects with the signal's reason when it aborts first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * One HTTP exchange. Never follows a redirect (a 3xx is an answer), never sets a total time limit (the signal does that),
 * gives up connecting after 10 s where it can tell that from waiting. `body` is the decoded stream; the caller counts bytes and cancels.
 * Rejects with what the stack threw: `core/apple` names it (ECONNREFUSED, UND_ERR_*, net::ERR_*, CERT_*).
 */
export interface Http {
  fetch(request: HttpRequest): Promise<HttpResponse>;
}
export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent; left out: none. */
  readonly body?: string;
  readonly signal: AbortSignal;
}
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Small files of the home that are worthless to a thief: `state.json`, `activity.jsonl`.
 * Nothing here may break anything else: callers swallow its rejections.
 */
export interface HomeFiles {
  /** Null when there is none. */
  read(name: HomeFile): Promise<string | null>;
  /** Whole file, by temporary file and rename, 0600. */
  replace(name: HomeFile, text: string): Promise<void>;
  /** One line at the end, 0600; makes the file. */
  append(name: HomeFile, line: string): Promise<void>;
  /** Size in bytes, 0 when there is none. */
  size(name: HomeFile): Promise<number>;
  rename(from: HomeFile, to: HomeFile): Promise<void>;
}
export type HomeFile = 'state.json' | 'activity.jsonl' | 'activity.jsonl.1';

/** Where `.keyrack` files are looked for. */
export interface Folders {
  /** The one line of the nearest `.keyrack` from `from` upwards, with its path; null when there is none. E_BINDING for one that cannot be used. */
  nearestBinding(from: string): Promise<{ readonly selector: string; readonly path: string } | null>;
}

/** This machine, as `doctor` looks at it: names and settings, no contents. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly homedir: string;
  /** Only the variables that `core/doctor` names: none of them is a secret of ours. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Options Node itself was started with. */
  readonly execArgv: readonly string[];
  /** Names in a folder, looking at no more than `most`. `refused`: the system does not let us look. */
  list(folder: string, most: number): Promise<readonly string[] | 'missing' | 'refused'>;
  /** With links followed; the path itself where it is not there. */
  realPath(path: string): Promise<string>;
  /** Null where it cannot be asked. */
  coreDumps(): Promise<CoreDumps | null>;
}

/** What becomes of the memory of this process when it crashes. */
export interface CoreDumps {
  /** Its limit (RLIMIT_CORE) lets a file be written. */
  readonly allowed: boolean;
  /** The program that is handed the memory in place of a file; its name alone. */
  readonly handler: string | null;
}

/** Text on the system's clipboard; used by `token --copy` and the window. */
export interface Clipboard {
  write(text: string): Promise<void>;
  read(): Promise<string>;
}

/** The shape of `state.json`. Ids only. Unknown fields survive. */
export interface State {
  readonly vaultId?: string;
  /** The highest revision this home has saved or seen. */
  readonly revision?: number;
  /** `backedUpAt`: when the newest backup was made that is known to hold this key. */
  readonly keys: Readonly<Record<string, { readonly lastUsedAt?: string; readonly lastTest?: LastTest; readonly backedUpAt?: string }>>;
  readonly lastBackupAt?: string;
  /**
   * As Apple's answer told it last: positive, our clock was fast. `bootedAt`: the wall clock less the uptime at that moment, in
   * milliseconds; without it the skew is for reading only.
   */
  readonly clock?: { readonly skewSeconds: number; readonly measuredAt: string; readonly bootedAt?: number };
  readonly settings: Readonly<Record<string, unknown>>;
  readonly folders: Readonly<Record<string, string>>;
}
