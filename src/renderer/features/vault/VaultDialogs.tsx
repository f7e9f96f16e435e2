import type { VaultData } from '../../../shared/ipc/contract.js';
import { useApp } from '../../state/app.js';
import { BackupDialog } from '../backup/BackupDialog.js';
import { RestoreDialog } from '../backup/RestoreDialog.js';
import { NewRecoveryDialog } from '../recovery/NewRecoveryDialog.js';
import { VerifyRecoveryDialog } from '../recovery/VerifyRecoveryDialog.js';
import { ChangeUnlockDialog } from './ChangeUnlockDialog.js';
import { RotateDialog } from './RotateDialog.js';
import type { VaultDialog } from './vault-dialogs.js';

/** What is done with the vault as a whole. Fetched after the first paint, like the places. */
export function VaultDialogs({ ask, data }: { readonly ask: VaultDialog; readonly data: VaultData }) {
  const { now } = useApp();
  if (!now) return null;
  switch (ask) {
    case 'backup':
      return <BackupDialog />;
    case 'restore':
      return <RestoreDialog />;
    case 'verify-recovery':
      return <VerifyRecoveryDialog />;
    case 'new-recovery':
      return <NewRecoveryDialog state={now} data={data} />;
    case 'change-unlock':
      return <ChangeUnlockDialog state={now} />;
    case 'rotate':
      return <RotateDialog state={now} />;
  }
}
