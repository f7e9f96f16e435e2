import { create } from 'zustand';
import type { AppState } from '../../shared/ipc/contract.js';
import { api, unwrap } from '../lib/api.js';
import { windowRestarted, windowRestartedWhatNow } from '../words/lock.js';
import { useToasts } from './toasts.js';

interface AppStore {
  /** Null until main has answered. */
  readonly now: AppState | null;
  /** The recovery key is being shown: the vault is open, and first run is not over. */
  readonly firstRun: boolean;
  took(state: AppState): void;
  setFirstRun(on: boolean): void;
}

/** Where the app stands: no vault, locked, open, damaged. Main is the truth; this repeats it. */
export const useApp = create<AppStore>()((set) => ({
  now: null,
  firstRun: false,
  took: (now) => set(now.phase === 'none' ? { now, firstRun: true } : { now }),
  setFirstRun: (firstRun) => set({ firstRun }),
}));

export function listenToApp(): void {
  const { took } = useApp.getState();
  api.on['state.changed'](took);
  api.on['page.restarted'](() =>
    useToasts.getState().show({ tone: 'plain', stays: true, place: null, text: windowRestarted, hint: windowRestartedWhatNow }),
  );
  void unwrap(api.app.state({})).then(took);
}
