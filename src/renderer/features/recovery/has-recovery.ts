import type { AppState, VaultData } from '../../../shared/ipc/contract.js';

/** One that was shown and put off with “Later” is in nobody's hands: it counts as not made (S-04). */
export const hasRecovery = ({ settings }: AppState, { recovery }: VaultData): boolean => recovery && !settings.recoveryPending;
