import { create } from 'zustand';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
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
    const { expiresAt, clearedAt } = await unwrap(api.token.copy({ key: id, ...wanted }));
    set(({ byKey }) => ({ byKey: { ...byKey, [id]: expiresAt } }));
    const what = wanted.header ? 'Authorization header' : wanted.scope ? 'Scoped token' : 'Token';
    useToasts.getState().show({
      tone: 'good',
      text: `${what} for ${label} copied. Valid ${validFor(expiresAt)}.`,
      until: clearedAt,
      ...(clearedAt === null ? {} : { action: { label: 'Clear now', run: () => void clearNow() } }),
    });
  },
}));

async function clearNow(): Promise<void> {
  await attempt(() => unwrap(api.token.clear({})), sayError);
}

/** As people say how long a token lives. */
function validFor(expiresAt: number): string {
  const minutes = Math.max(1, Math.round((expiresAt - Date.now()) / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

export function listenToTokens(): void {
  api.on['clipboard.cleared'](({ reason }) => {
    const { shown, show, close } = useToasts.getState();
    if (shown?.until !== undefined) close(shown.id);
    if (reason === 'asked' || reason === 'time') show({ tone: 'plain', text: 'Clipboard cleared.' });
  });
}
