import { create } from 'zustand';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { copiedMs } from '../lib/copied.js';
import * as texts from '../words/tokens.js';
import { aboutClipboard, useClipboard } from './clipboard.js';
import { sayError, useToasts } from './toasts.js';

interface Tokens {
  /** When the last token copied with a key ends, milliseconds since 1970. Main has the token, the page only this. */
  readonly byKey: Readonly<Record<string, number>>;
  /** The key whose Copy token says so, where the hand still is; not for long. */
  readonly justCopied: string | null;
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

export const useTokens = create<Tokens>()((set, get) => ({
  byKey: {},
  justCopied: null,
  copy: async (key, options = { header: false }) => {
    await attempt(() => get().mint(key, options), sayError);
  },
  mint: async ({ id, label }, wanted) => {
    const { expiresAt, clearedAt, notes = [] } = await unwrap(api.token.copy({ key: id, ...wanted }));
    set(({ byKey }) => ({ byKey: { ...byKey, [id]: expiresAt } }));
    const clock = notes.find(({ code }) => code === 'W_CLOCK');
    const what = wanted.header ? texts.authorizationHeader : wanted.scope ? texts.scopedToken : texts.token;
    useToasts.getState().show({
      tone: clock ? 'attention' : 'good',
      about: aboutClipboard,
      text: texts.copied(what, label, expiresAt - Date.now()),
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
