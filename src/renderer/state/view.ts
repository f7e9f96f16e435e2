import { create } from 'zustand';
import type { Topic } from '../../shared/words/guide.js';
import { wordsOf } from '../lib/vault/fuzzy.js';

/** `search`: the keys of all organizations that are found. */
export type Place = 'keys' | 'search' | 'trash' | 'activity' | 'settings' | 'guide' | 'trust' | 'health';
/** `claims`: with what the last token said already unfolded. */
export type Panel = { readonly show: 'diagnosis' | 'details'; readonly key: string; readonly claims?: true } | null;
export type Asking = {
  readonly ask:
    | 'new-organization'
    | 'edit-organization'
    | 'rename-key'
    | 'move-key'
    | 'scoped-token'
    | 'keyboard'
    | 'palette'
    | 'identify'
    | 'change-unlock'
    | 'rotate'
    | 'new-recovery'
    | 'verify-recovery'
    | 'backup'
    | 'restore';
  readonly id: string;
} | null;

interface View {
  readonly place: Place;
  readonly organizationId: string | null;
  readonly query: string;
  /** The list shows only what needs attention. */
  readonly onlyAttention: boolean;
  /** Where a search that is cleared leads back to. */
  readonly before: Place;
  /** The card the keyboard is on: its Copy token is the one filled button. */
  readonly keyId: string | null;
  readonly panel: Panel;
  /** The common error the guide was opened for. */
  readonly topic: Topic | null;
  readonly asking: Asking;
  /** The organization a drag would land in while it is over the window. */
  readonly dropInto: string | null;
  /** In a narrow window: the list, or what was chosen from it. */
  readonly narrow: 'list' | 'pane';
  goTo(place: Place): void;
  /** Opens the guide at a common error. */
  explain(topic: Topic): void;
  choose(organizationId: string): void;
  /** Shows an organization beside the list and leaves the user in the list. */
  browse(organizationId: string): void;
  /** Shows what is found; with nothing to be found, what was shown before. */
  search(query: string): void;
  showOnlyAttention(on: boolean): void;
  focusKey(id: string | null): void;
  /** Shows a key's card, in whichever organization it is. */
  reveal(key: { readonly id: string; readonly organizationId: string }): void;
  open(panel: Panel): void;
  ask(asking: Asking): void;
  back(): void;
}

/** Where the user is. Nothing here is stored. */
export const useView = create<View>()((set) => ({
  place: 'keys',
  organizationId: null,
  query: '',
  onlyAttention: false,
  before: 'keys',
  keyId: null,
  panel: null,
  topic: null,
  asking: null,
  dropInto: null,
  narrow: 'list',
  goTo: (place) => set({ place, panel: null, topic: null, narrow: 'pane' }),
  explain: (topic) => set({ place: 'guide', panel: null, topic, narrow: 'pane' }),
  choose: (organizationId) => set({ place: 'keys', organizationId, keyId: null, panel: null, narrow: 'pane' }),
  browse: (organizationId) => set({ place: 'keys', organizationId, keyId: null, panel: null }),
  showOnlyAttention: (onlyAttention) => set({ onlyAttention }),
  search: (query) =>
    set(({ place, before }) => {
      const isOver = wordsOf(query).length === 0;
      if (isOver && place !== 'search') return { query };
      // The first key found is the one that Enter means, and no panel speaks of another; all organizations are looked through.
      const anew = { query, keyId: null, panel: null, topic: null };
      return isOver
        ? { ...anew, place: before, narrow: 'list' }
        : { ...anew, onlyAttention: false, place: 'search', before: place === 'search' ? before : place };
    }),
  // Where the user works is what stays in view when the window becomes narrow.
  focusKey: (keyId) => set(keyId === null ? { keyId } : { keyId, narrow: 'pane' }),
  reveal: ({ id, organizationId }) =>
    set({ place: 'keys', organizationId, keyId: id, panel: null, query: '', onlyAttention: false, narrow: 'pane' }),
  open: (panel) => set(panel === null ? { panel } : { panel, narrow: 'pane' }),
  ask: (asking) => set({ asking }),
  back: () => set({ narrow: 'list', panel: null }),
}));
