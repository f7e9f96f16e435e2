import type * as fs from 'node:fs/promises';
import type { Warning } from '../../shared/errors/index.js';

/**
 * What the strongroom needs of the world. The worker makes the real ones (real-ports.ts), tests hand in a failing disk,
 * a scripted clock, or a step() that kills the process. There is no fake vault.
 */
export interface Ports {
  /** Absolute path of KEYRACK_HOME. */
  readonly home: string;
  readonly disk: Disk;
  /** For files outside the home, which may take long to answer (a share, the cloud), and must not hold up the rest. Left out: `disk`. */
  readonly otherDisk?: Disk;
  readonly clock: Clock;
  readonly keychain: Keychain;
  readonly secrets: Secrets;
  /** Called at every named point where a crash must lose nothing. The product's does nothing. */
  step(name: string): void | Promise<void>;
  /** age's scrypt work factor for what we write: 18 in the product, 10 in test homes. Readers accept up to 20. */
  readonly scryptLogN: number;
}

/** `node:fs/promises`, as much of it as the strongroom uses: a test wraps it to fail at call n. */
export type Disk = Pick<
  typeof fs,
  'open' | 'rename' | 'link' | 'unlink' | 'readFile' | 'stat' | 'lstat' | 'readlink' | 'mkdir' | 'readdir' | 'chmod' | 'rm'
>;

export interface Clock {
  /** Milliseconds since 1970, for writing down when something was: anybody may set it back, so nothing waits by it. */
  now(): number;
  /** Milliseconds since some moment: for waits and deadlines. */
  monotonic(): number;
  /** Rejects when the signal aborts first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** One secret under one account, kept by the operating system. Exactly these three calls (S-02), one in flight, each with a deadline. */
export interface Keychain {
  /** As the user knows it: "GNOME Keyring", "macOS Keychain". */
  readonly name: string;
  /** False: not for this program to touch (S-02a), and every call is E_KEYCHAIN_NOT_OURS. */
  readonly isOurs?: boolean;
  /**
   * `null` is missing *or* locked: the library below cannot tell (S-02). Never read it as "new user".
   * All three reject with E_KEYCHAIN_UNAVAILABLE, E_KEYCHAIN_TIMEOUT or E_KEYCHAIN_DENIED.
   */
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  /** False: there was nothing to delete. */
  delete(account: string): Promise<boolean>;
}

/** Secrets as this process was given them. Read here, in the strongroom, so that the main isolate never holds one (S-06). */
export interface Secrets {
  /**
   * KEYRACK_IDENTITY, or the first identity line of KEYRACK_IDENTITY_FILE; null when neither is set (empty counts as unset).
   * `tell`: who else may have that file. E_IDENTITY_WRONG where it cannot be read.
   */
  identity(tell?: (warning: Warning) => void): Promise<string | null>;
  /** KEYRACK_PASSPHRASE; null when unset or empty. */
  passphrase(): string | null;
  /** KEYRACK_NEW_PASSPHRASE, what a change of the way in asks for; null when unset or empty. */
  newPassphrase(): string | null;
  /** KEYRACK_BACKUP_PASSPHRASE; null when unset or empty. */
  backupPassphrase(): string | null;
  /** Asks on the terminal itself (never stdin), without echo. E_PASSPHRASE_MISSING without a terminal, E_CANCELLED on Ctrl-C. */
  ask(prompt: string): Promise<string>;
  /** A key piped in: at most `limit` + 1 bytes are read. */
  stdin(limit: number): Promise<Uint8Array>;
}
