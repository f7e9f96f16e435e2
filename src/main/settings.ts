import { z } from 'zod';
import type { Keyrack } from '../core/keyrack.js';
import type { AppState } from '../shared/ipc/contract.js';

export type SettingsData = AppState['settings'];

// The same bounds as the contract's; a file that says something else counts as not having said it.
const Stored = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  clipboardSeconds: z.int().min(0).max(600).catch(60),
  autoLockMinutes: z.int().min(0).max(1_440).catch(15),
});

/** The window's settings, in `state.json`: none of them is worth sealing. Read once, then held here. */
export async function openSettings(state: Keyrack['state'], changed: (now: SettingsData) => void) {
  let now: SettingsData = Stored.parse((await state.read()).settings);
  return {
    get now() {
      return now;
    },
    set<N extends keyof SettingsData>(name: N, value: SettingsData[N]): void {
      now = { ...now, [name]: value };
      state.update((before) => ({ ...before, settings: { ...before.settings, [name]: value } }));
      changed(now);
    },
  };
}
export type Settings = Awaited<ReturnType<typeof openSettings>>;
