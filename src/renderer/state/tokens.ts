import { create } from 'zustand';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { sayError, useToasts } from './toasts.js';

interface Tokens {
  /** When the last token copied with a key ends, milliseconds since 1970. Main has the token, the page only this. */
  readonly byKey: Readonly<Record<string, number>>;
  copy(key: { readonly id: string; readonly label: string }, options?: { readonly header: boolean }): Promise<void>;
}

export const useTokens = create<Tokens>()((set) => ({
  byKey: {},
  copy: async ({ id, label }, { header } = { header: false }) => {
    await attempt(async () => {
      const { expiresAt, clearedAt } = await unwrap(api.token.copy({ key: id, header }));
      set(({ byKey }) => ({ byKey: { ...byKey, [id]: expiresAt } }));
      useToasts.getState().show({
        tone: 'good',
        text: `${header ? 'Authorization header' : 'Token'} for ${label} copied. Valid ${validFor(expiresAt)}.`,
        until: clearedAt,
        ...(clearedAt === null ? {} : { action: { label: 'Clear now', run: () => void clearNow() } }),
      });
    }, sayError);
  },
}));

async function clearNow(): Promise<void> {
  await attempt(() => unwrap(api.token.clear({})), sayError);
}

/** Minutes, as people say how long a token lives. */
const validFor = (expiresAt: number): string => `${Math.max(1, Math.round((expiresAt - Date.now()) / 60_000))} min`;

export function listenToTokens(): void {
  api.on['clipboard.cleared'](({ reason }) => {
    const { shown, show, close } = useToasts.getState();
    if (shown?.until !== undefined) close(shown.id);
    if (reason === 'asked' || reason === 'time') show({ tone: 'plain', text: 'Clipboard cleared.' });
  });
}
