import { create } from 'zustand';
import type { VaultChange, VaultData } from '../../shared/ipc/contract.js';
import { api } from '../lib/api.js';
import { merge } from '../lib/vault/merge.js';

interface VaultStore {
  /** Organizations by name, keys by organization and then by name; null until main has told the first of it. */
  readonly data: VaultData | null;
  /** Of the last change taken in; −1 before the first. */
  readonly step: number;
  took(change: VaultChange): void;
  forget(): void;
}

/** What is in the vault, as main last said. */
export const useVault = create<VaultStore>()((set, get) => ({
  data: null,
  step: -1,
  took: (change) => {
    const { step, data } = get();
    if (change.step > 0 && change.step !== step + 1) {
      // One was missed: nothing after it can be trusted until all is told again, which is asked for once.
      if (step >= 0) void loadVault();
      return set({ step: -1 });
    }
    set({ data: merge(data, change), step: change.step });
  },
  forget: () => set({ data: null, step: -1 }),
}));

export function listenToVault(): void {
  const { took } = useVault.getState();
  api.on['vault.changed'](took);
}

/** Main answers with `vault.changed`. */
export async function loadVault(): Promise<void> {
  await api.vault.view({});
}
