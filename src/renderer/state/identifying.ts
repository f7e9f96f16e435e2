import { create } from 'zustand';
import type { ErrorBody } from '../../shared/errors/index.js';
import type { Identified } from '../../shared/ipc/contract.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { useReading } from './reading.js';

interface Identifying {
  /** What was looked at; null: the clipboard. */
  readonly path: string | null;
  readonly answer: Identified | null;
  readonly error: ErrorBody | null;
  readonly isBusy: boolean;
  look(path: string | null): Promise<void>;
  /** Main's file dialog. */
  choose(): Promise<void>;
  forget(): void;
}

const nothing = { path: null, answer: null, error: null, isBusy: false };
/** An answer to a question that has been replaced belongs to nobody. */
let asked = 0;

export const useIdentifying = create<Identifying>()((set, get) => ({
  ...nothing,
  look: async (path) => {
    asked += 1;
    const mine = asked;
    useReading.getState().forget();
    set({ ...nothing, path, isBusy: true });
    await attempt(
      async () => {
        const answer = await unwrap(api.keys.identify({ path }));
        if (mine === asked) set({ answer });
      },
      ({ body }) => {
        if (mine === asked) set({ error: body });
      },
    );
    if (mine === asked) set({ isBusy: false });
  },
  choose: async () => {
    await attempt(
      async () => {
        const [path] = await unwrap(api.keys.choose({}));
        if (path !== undefined) await get().look(path);
      },
      ({ body }) => set({ error: body }),
    );
  },
  forget: () => {
    asked += 1;
    set(nothing);
  },
}));
