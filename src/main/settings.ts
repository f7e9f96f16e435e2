import { z } from 'zod';
import type { Keyrack } from '../core/keyrack.js';
import { type AppState, GuideState } from '../shared/ipc/contract.js';

export type SettingsData = AppState['settings'];

// The same bounds as the contract's; a file that says something else counts as not having said it.
const Stored = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  density: z.enum(['comfortable', 'compact']).catch('comfortable'),
  clipboardSeconds: z.int().min(0).max(600).catch(60),
  /** Null: not chosen, and then what opens the vault decides (S-07). */
  autoLockMinutes: z.int().min(0).max(1_440).nullable().catch(null),
  lockWithScreen: z.boolean().catch(false),
  guide: GuideState.catch({ step: 0, who: 'service', tasks: [] }),
  recoveryPending: z.boolean().catch(false),
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

/** A keychain opens by itself, so locking it buys little; a passphrase is asked for so that it is asked for again. */
const defaultMinutes = ({ remembered }: Keyrack['session']): number => (remembered?.unlock === 'passphrase' ? 10 : 0);

/** The window's settings: none of them is worth sealing. Read once, then held here. */
export async function openSettings(keyrack: Pick<Keyrack, 'atHome' | 'state' | 'session'>, changed: (now: SettingsData) => void) {
  let stored = Stored.parse((await keyrack.state.read()).settings);
  const current = (): SettingsData => ({ ...stored, autoLockMinutes: stored.autoLockMinutes ?? defaultMinutes(keyrack.session) });
  return {
    get now() {
      return current();
    },
    set<N extends keyof SettingsData>(name: N, value: SettingsData[N]): void {
      stored = { ...stored, [name]: value };
      void remember(keyrack, { [name]: value });
      changed(current());
    },
    /** S-04: the command line may have shown or checked the recovery key since. Answers whether that is news. */
    async reread(): Promise<boolean> {
      const { recoveryPending } = (await keyrack.state.read()).settings;
      if (!stored.recoveryPending || recoveryPending !== false) return false;
      stored = { ...stored, recoveryPending };
      changed(current());
      return true;
    },
  };
}
export type Settings = Awaited<ReturnType<typeof openSettings>>;
