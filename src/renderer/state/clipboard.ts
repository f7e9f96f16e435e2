import { create } from 'zustand';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { sayError, useToasts } from './toasts.js';

/** How long "Clipboard cleared." is to be read. */
const shownMs = 6_000;
export const aboutClipboard = 'clipboard';

interface Clipboard {
  /** `held`: something of ours is on it, until then (milliseconds since 1970). `cleared`: it has just been taken off. */
  readonly now: { readonly is: 'held'; readonly until: number } | { readonly is: 'cleared' } | null;
  /** `until`: as main said it; null where it is never cleared. */
  holds(until: number | null): void;
  /** The page has put something there that is no secret: nothing of ours is left to be taken off. */
  replaced(): void;
  clearNow(): void;
}

/** What Keyrack put on the system's clipboard and will take off again: said at the list's foot, where no notice takes its place. */
export const useClipboard = create<Clipboard>()((set) => ({
  now: null,
  holds: (until) => set({ now: until === null ? null : { is: 'held', until } }),
  replaced: () => {
    useToasts.getState().drop(aboutClipboard);
    set({ now: null });
  },
  clearNow: () => void attempt(() => unwrap(api.token.clear({})), sayError),
}));

export function listenToClipboard(): void {
  api.on['clipboard.cleared'](({ reason }) => {
    // That it was copied is history now, and a lock has said enough by itself.
    useToasts.getState().drop(aboutClipboard);
    const cleared = reason === 'asked' || reason === 'time' ? ({ is: 'cleared' } as const) : null;
    useClipboard.setState({ now: cleared });
    if (cleared) setTimeout(() => useClipboard.setState(({ now }) => (now === cleared ? { now: null } : {})), shownMs);
  });
}
