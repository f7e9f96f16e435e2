import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { type RecoveryState, recoveryState } from '../../../shared/words/recovery.js';

export const recoveryOf = ({ settings }: Pick<AppState, 'settings'>, { recovery, warnings }: VaultData): RecoveryState =>
  recoveryState({
    isMade: recovery,
    isPutOff: settings.recoveryPending,
    isUnfinished: warnings.some(({ code }) => code === 'W_INIT_UNFINISHED'),
  });
