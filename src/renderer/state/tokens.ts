import { create } from 'zustand';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import * as texts from '../words/tokens.js';
import { sayError, useToasts } from './toasts.js';

interface Tokens {
  /** When the last token copied with a key ends, milliseconds since 1970. Main has the token, the page only this. */
  readonly byKey: Readonly<Record<string, number>>;
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
  copy: async (key, options = { header: false }) => {
    await attempt(() => get().mint(key, options), sayError);
  },
  mint: async ({ id, label }, wanted) => {
    const { expiresAt, clearedAt, notes = [] } = await unwrap(api.token.copy({ key: id, ...wanted }));
    set(({ byKey }) => ({ byKey: { ...byKey, [id]: expiresAt } }));
    const clock = notes.find(({ code }) => code === 'W_CLOCK');
    const what = wanted.header ? texts.authorizationHeader : wanted.scope ? texts.scopedToken : texts.token;
    useToasts.getState().show({
      tone: 'good',
      text: texts.copied(what, label, expiresAt - Date.now()),
      ...(clock ? { hint: clock.message } : {}),
      until: clearedAt,
      ...(clearedAt === null ? {} : { action: { label: texts.clearNow, run: () => void clearNow() } }),
    });
  },
}));

async function clearNow(): Promise<void> {
  await attempt(() => unwrap(api.token.clear({})), sayError);
}

export function listenToTokens(): void {
  api.on['clipboard.cleared'](({ reason }) => {
    const { shown, show, close } = useToasts.getState();
    if (shown?.until !== undefined) close(shown.id);
    if (reason === 'asked' || reason === 'time') show({ tone: 'plain', text: texts.clipboardCleared });
  });
}
