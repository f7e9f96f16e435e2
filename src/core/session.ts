import { KeyrackError } from '../shared/errors/index.js';
import type { Change, Health, Strongroom, UnlockRequest, VaultView } from '../strongroom/client/contract.js';
import type { StateStore } from './state/state.js';

/** The vault as this process knows it: opened once, then read again whenever a use case asks. */
export interface Session {
  /** As it is on disk now. Opens the vault first where the shell lets it (`unlocks: 'by-itself'`), else rejects with E_LOCKED. */
  view(): Promise<VaultView>;
  unlock(request: UnlockRequest): Promise<VaultView>;
  lock(): Promise<void>;
  change(change: Change): Promise<VaultView>;
  /** Remembers a view that came with another answer (import). */
  took(view: VaultView): VaultView;
  /** Likewise after every file was written anew: what was said of the vault before no longer holds. */
  tookAnew(view: VaultView): VaultView;
  /** The last view, for whoever must not wait; null while locked. */
  readonly remembered: VaultView | null;
  /** What there is to say about the vault's files: the latest `readOnly`, and every warning of this run, once. */
  readonly health: Health;
}

export interface SessionPorts {
  readonly strongroom: Strongroom;
  readonly state: StateStore;
  readonly unlocks: 'by-itself' | 'when-told';
  readonly interactive: boolean;
}

export function createSession({ strongroom, state, unlocks, interactive }: SessionPorts): Session {
  let remembered: VaultView | null = null;
  let opening: Promise<VaultView> | null = null;
  let warnings: Health['warnings'] = [];

  /** S-07: an answer that comes after a lock is told to whoever asked, and not remembered. */
  let locked = false;

  const took = (view: VaultView): VaultView => {
    if (!locked) remembered = view;
    const isNew = (one: Health['warnings'][number]) => !warnings.some(({ code, message }) => code === one.code && message === one.message);
    warnings = [...warnings, ...view.health.warnings.filter(isNew)];
    noteRevision(state, view);
    return view;
  };
  const unlock = async (request: UnlockRequest) => {
    locked = false;
    return took(await strongroom.unlock(request));
  };
  const readAgain = async (): Promise<VaultView> => {
    const was = remembered;
    const fresh = was ? await strongroom.readIfNew(was.revision) : await strongroom.read();
    if (fresh) return took(fresh);
    const same = remembered ?? was;
    if (!same) throw new KeyrackError('E_LOCKED');
    return same;
  };
  const view = async (): Promise<VaultView> => {
    if (remembered || unlocks === 'when-told') return readAgain();
    // Two use cases at once share one unlock: a passphrase is asked for once.
    opening ??= unlock({ how: 'any', interactive }).finally(() => {
      opening = null;
    });
    return opening;
  };

  return {
    view,
    unlock,
    took,
    async lock() {
      locked = true;
      remembered = null;
      await strongroom.lock();
    },
    async change(change) {
      if (!remembered) await view();
      return took(await strongroom.change(change));
    },
    tookAnew(view) {
      warnings = [];
      return took(view);
    },
    get remembered() {
      return remembered;
    },
    get health() {
      return { readOnly: remembered?.health.readOnly ?? null, warnings };
    },
  };
}

/** the strongroom compares the vault with the highest revision this home has seen. An older copy raises nothing. */
function noteRevision(state: StateStore, { vaultId, revision, health }: VaultView): void {
  if (health.readOnly) return;
  state.update((before) => (before.vaultId === vaultId && (before.revision ?? 0) >= revision ? before : { ...before, vaultId, revision }));
}
