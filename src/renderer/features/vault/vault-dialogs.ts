export const vaultDialogs = ['change-unlock', 'rotate', 'new-recovery', 'verify-recovery', 'backup', 'restore'] as const;
export type VaultDialog = (typeof vaultDialogs)[number];
export const isVaultDialog = (ask: string): ask is VaultDialog => (vaultDialogs as readonly string[]).includes(ask);
