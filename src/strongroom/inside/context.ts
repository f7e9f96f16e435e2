import type { VaultView } from '../client/contract.js';
import type { VaultDocument } from './document/document.js';
import { createHeld, type Held } from './held.js';
import type { HomeFacts } from './home/home-facts.js';
import type { Ports } from './ports.js';
import { createQueue, type Queue } from './queue.js';
import { createStore, type Loaded, type Store } from './vault/store.js';
import { viewOf } from './vault/view.js';

/** What the concerns of the strongroom share. */
export interface Context {
  readonly ports: Ports;
  /** For files outside the home. */
  readonly outside: Ports;
  readonly store: Store;
  readonly held: Held;
  /** What changes the home happens one at a time within this process; the lock file sees to the others. */
  readonly inOrder: Queue;
  view(loaded: Loaded, facts?: HomeFacts): Promise<VaultView>;
  /** As it was shown last; null where it is not. */
  viewUnlessShown(loaded: Loaded, facts: HomeFacts, revision: number): Promise<VaultView | null>;
  /** Saved, and read back from disk. `copied`: its copy was written too. */
  saveAndReread(
    change: (document: VaultDocument) => VaultDocument,
  ): Promise<{ readonly document: VaultDocument; readonly copied: boolean }>;
}

export function createContext(ports: Ports): Context {
  const store = createStore(ports);
  const held = createHeld();
  held.onForget(() => store.forget());
  const unlockOf = async (facts?: HomeFacts) => (facts ?? (await store.home())).home?.unlock ?? 'passphrase';
  const view: Context['view'] = async (loaded, facts) => {
    const unlock = await unlockOf(facts);
    held.shown = { loaded, unlock };
    return viewOf(loaded, unlock);
  };
  return {
    ports,
    outside: { ...ports, disk: ports.otherDisk ?? ports.disk },
    store,
    held,
    inOrder: createQueue(),
    view,
    async viewUnlessShown(loaded, facts, revision) {
      const unlock = await unlockOf(facts);
      const isShown = held.shown?.loaded === loaded && loaded.revision === revision && held.shown.unlock === unlock;
      return isShown ? null : view(loaded, facts);
    },
    async saveAndReread(change) {
      const by = held.needIdentity();
      const saved = await held.opened(() => store.commit(by, change));
      // By what saved it: a lock that fell into it makes nothing less stored.
      const reread = await store.load(by, { fresh: true });
      return { document: reread.document, copied: !saved.health.warnings.some(({ code }) => code === 'W_VAULT_COPY') };
    },
  };
}
