import { create } from 'zustand';
import type { KeyData, VaultData } from '../../shared/ipc/contract.js';
import type { Organization } from '../../shared/model.js';
import { api } from '../lib/api.js';

interface VaultStore {
  readonly data: VaultData | null;
  took(data: VaultData | null): void;
}

/** What is in the vault, as main last said. */
export const useVault = create<VaultStore>()((set) => ({ data: null, took: (data) => set({ data }) }));

export function listenToVault(): void {
  const { took } = useVault.getState();
  api.on['vault.changed'](took);
}

export async function loadVault(): Promise<void> {
  const reply = await api.vault.view({});
  if (reply.ok) useVault.getState().took(reply.value);
}

const order = new Intl.Collator('en', { numeric: true });
export const liveKeys = (data: VaultData, organizationId: string): KeyData[] =>
  data.keys.filter((key) => key.organizationId === organizationId && key.trashedAt === null).sort((a, b) => order.compare(a.name, b.name));
export const sortedOrganizations = (data: VaultData): Organization[] =>
  [...data.organizations].sort((a, b) => order.compare(a.name, b.name));
