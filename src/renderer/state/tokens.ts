import { create } from 'zustand';
import { aheadBy } from '../../shared/words/clock.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { copiedMs } from '../lib/copied.js';
import * as texts from '../words/tokens.js';
import { aboutClipboard, useClipboard } from './clipboard.js';
import { sayError, useToasts } from './toasts.js';

interface Tokens {
  /** When the last token copied with a key ends, milliseconds since 1970 by Apple's clock. Main has the token, the page only this. */
  readonly byKey: Readonly<Record<string, number>>;
  /** The key whose Copy token says so, where the hand still is; not for long. */
  readonly justCopied: string | null;
  /** Milliseconds this machine's clock is ahead of Apple's, as last measured. */
  readonly aheadMs: number;
  /** What is shown is this machine's time: measured anew, it holds for the tokens that were copied before as well. */
  measured(aheadMs: number): void;
  copy(key: Labelled, options?: { readonly header: boolean }): Promise<void>;
  /** As `copy`, for a form that shows its own error. */
  mint(key: Labelled, options: Wanted): Promise<void>;
}
interface Labelled {
  readonly id: string;
  readonly label: string;
}
interface Wanted {
  readonly header?: boolean;
  readonly scope?: string[];
  readonly lifetimeSeconds?: number;
}

/** A moment of Apple's clock as this machine's clock will show it; milliseconds since 1970. */
export const onThisClock = (applesMs: number, aheadMs: number): number => applesMs + aheadMs;

export const useTokens = create<Tokens>()((set, get) => ({
  byKey: {},
  justCopied: null,
  aheadMs: 0,
  measured: (aheadMs) => {
    // Two readings of one measurement differ by less: what counts down does not jump for it.
    if (Math.abs(aheadMs - get().aheadMs) > 2_000) set({ aheadMs });
  },
  copy: async (key, options = { header: false }) => {
    await attempt(() => get().mint(key, options), sayError);
  },
  mint: async ({ id, label }, wanted) => {
    const { exp, aheadMs, clearedAt, notes = [] } = await unwrap(api.token.copy({ key: id, ...wanted }));
    set(({ byKey }) => ({ byKey: { ...byKey, [id]: exp } }));
    get().measured(aheadMs);
    const clock = notes.find(({ code }) => code === 'W_CLOCK');
    const what = wanted.header ? texts.authorizationHeader : wanted.scope ? texts.scopedToken : texts.token;
    useToasts.getState().show({
      tone: clock ? 'attention' : 'good',
      about: aboutClipboard,
      text: texts.copied(what, label, onThisClock(exp, aheadMs) - Date.now()),
      ...(clock ? { hint: clock.message } : {}),
    });
    useClipboard.getState().holds(clearedAt);
    markCopied(id);
  },
}));

let marks = 0;
function markCopied(id: string): void {
  marks += 1;
  const mine = marks;
  useTokens.setState({ justCopied: id });
  setTimeout(() => mine === marks && useTokens.setState({ justCopied: null }), copiedMs);
}

export function listenToTokens(): void {
  api.on.progress(({ test }) => {
    if (test?.clockSkewSeconds != null) useTokens.getState().measured(aheadBy(test.clockSkewSeconds));
  });
}
