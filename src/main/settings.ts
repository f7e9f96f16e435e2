import { z } from 'zod';
import type { Keyrack } from '../core/keyrack.js';
import { type AppState, GuideState } from '../shared/ipc/contract.js';

export type SettingsData = AppState['settings'];

// The same bounds as the contract's; a file that says something else counts as not having said it.
const Stored = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  clipboardSeconds: z.int().min(0).max(600).catch(60),
  autoLockMinutes: z.int().min(0).max(1_440).catch(15),
  guide: GuideState.catch({ step: 0, who: 'service', tasks: [] }),
});

/**
 * Writes into the settings of `state.json`, once there is a vault: any file of ours in a folder without one says that a vault
 * was here, and `init` refuses to make another over it (S-09).
 */
export async function remember(
  { atHome, state }: Pick<Keyrack, 'atHome' | 'state'>,
  set: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    if ((await atHome()).vault === null) return;
  } catch {
    return;
  }
  state.update((before) => ({ ...before, settings: { ...before.settings, ...set } }));
}

/** The window's settings: none of them is worth sealing. Read once, then held here. */
export async function openSettings(keyrack: Pick<Keyrack, 'atHome' | 'state'>, changed: (now: SettingsData) => void) {
  let now: SettingsData = Stored.parse((await keyrack.state.read()).settings);
  return {
    get now() {
      return now;
    },
    set<N extends keyof SettingsData>(name: N, value: SettingsData[N]): void {
      now = { ...now, [name]: value };
      void remember(keyrack, { [name]: value });
      changed(now);
    },
  };
}
export type Settings = Awaited<ReturnType<typeof openSettings>>;
