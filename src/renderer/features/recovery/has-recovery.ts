import type { AppState, VaultData } from '../../../shared/ipc/contract.js';

/** One that was shown and put off with “Later”, or made and perhaps never shown, is in nobody's hands: it counts as not made (S-04, S-09). */
export const hasRecovery = ({ settings }: AppState, { recovery, warnings }: VaultData): boolean =>
  recovery && !settings.recoveryPending && !warnings.some(({ code }) => code === 'W_INIT_UNFINISHED');
