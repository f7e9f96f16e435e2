import { KeyrackError } from '../../shared/errors/index.js';
import type { VaultView } from '../client/contract.js';
import type { OpenedBackup } from './backup/restore.js';
import type { Loaded } from './vault/generations.js';
import type { WayIn } from './ways-in/way-in.js';

/** A recovery key that was shown and is not in use yet, and how the new device identity that comes with it will be kept. */
export interface RecoveryOffered {
  readonly key: string;
  readonly way: WayIn | null;
}

/** What the strongroom keeps in memory between two requests. A lock forgets all of it (S-07). */
export interface Held {
  /** Null: locked. */
  readonly identity: string | null;
  /** sha256 of the identity.age that let us in, and so is good; null: another way did. */
  readonly openedBy: string | null;
  offer: RecoveryOffered | null;
  backup: OpenedBackup | null;
  /** Identities that were let in, or tried to be, where no copy opened: what they cannot open either is damaged for them too. */
  tried: readonly string[];
  /** What the last view was made of. */
  shown: { readonly loaded: Loaded; readonly unlock: VaultView['unlock'] } | null;

  /** E_LOCKED. */
  needIdentity(): string;
  /** Has it been locked since this was called? What was asked for before a lock does not open the vault after it. */
  sinceNow(): () => boolean;
  /** From here on the vault is open. */
  admit(identity: string, openedBy: string | null): void;
  /** The vault has another identity now; one that was locked meanwhile stays so. */
  becomes(identity: string): void;
  lock(): void;
  /** Whoever keeps something made of what is held forgets it then too. */
  onForget(forget: () => void): void;
  forget(): void;
  /** With the identity that is held. Another Keyrack may have given the vault a new one since: only unlocking helps then, and E_LOCKED says so. */
  opened<T>(work: (identity: string) => Promise<T>): Promise<T>;
  /** S-07: what was begun before a lock goes on to its end, and whatever it kept on the way is forgotten then. */
  tidy<T>(work: () => Promise<T>): Promise<T>;
}

export function createHeld(): Held {
  let identity: string | null = null;
  let openedBy: string | null = null;
  /** How often it was locked, and after which of these it was opened. */
  let locks = 0;
  let openedAfter = 0;
  const forgetters: (() => void)[] = [];

  const held: Held = {
    get identity() {
      return identity;
    },
    get openedBy() {
      return openedBy;
    },
    offer: null,
    backup: null,
    tried: [],
    shown: null,

    needIdentity() {
      if (identity === null) throw new KeyrackError('E_LOCKED');
      return identity;
    },
    sinceNow() {
      const before = locks;
      return () => locks !== before;
    },
    admit(now, by) {
      openedAfter = locks;
      identity = now;
      openedBy = by;
      held.tried = [];
    },
    becomes(now) {
      if (identity !== null) identity = now;
    },
    lock() {
      locks += 1;
      held.forget();
    },
    onForget(forget) {
      forgetters.push(forget);
    },
    forget() {
      identity = null;
      openedBy = null;
      held.offer = null;
      held.backup = null;
      held.tried = [];
      held.shown = null;
      for (const forget of forgetters) forget();
    },
    async opened(work) {
      try {
        return await work(held.needIdentity());
      } catch (error) {
        if (!(error instanceof KeyrackError) || error.code !== 'E_IDENTITY_WRONG') throw error;
        held.forget();
        throw new KeyrackError('E_LOCKED', 'The vault has another identity by now; unlock it again.');
      }
    },
    async tidy(work) {
      const wasLocked = held.sinceNow();
      try {
        return await work();
      } finally {
        if (wasLocked() && openedAfter !== locks) held.forget();
      }
    },
  };
  return held;
}
