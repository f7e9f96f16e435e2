import type { AppState } from '../../../shared/ipc/contract.js';
import { useApp } from '../../state/app.js';
import { useRestoring } from '../../state/restoring.js';
import { leaving, say } from '../../state/toasts.js';
import * as texts from '../../words/backup.js';
import * as common from '../../words/common.js';
import { RecoveryStep } from '../first-run/RecoveryStep.js';
import { SealStep } from '../first-run/SealStep.js';
import { Damaged } from '../lock/Damaged.js';
import { Preview } from './Preview.js';
import { Choose, Open } from './RestoreDialog.js';

/** a backup's file, its passphrase, what it holds, what seals the new vault, main's question, and the new recovery key. */
export function RestoreToNewVault({ state }: { readonly state: AppState }) {
  const { file, preview, sealing, made, restoreToNewVault, close } = useRestoring();
  const done = (now: NonNullable<typeof made>) => {
    const restored = now.rows.filter((row) => row.restored).length;
    // For a moment there was no vault at all, which the watched folder may have told.
    useApp.getState().setFirstRun(false);
    close();
    const failed = now.rows.length - restored;
    say(texts.restoredAnew(common.keyCount(restored), failed, now.setAside), leaving(failed > 0));
  };
  if (made?.recoveryKey) return <RecoveryStep recoveryKey={made.recoveryKey} ask={made.ask} step={null} onDone={() => done(made)} />;
  if (sealing) {
    const make = async (way: Parameters<typeof restoreToNewVault>[0]) => void (await restoreToNewVault(way));
    return <SealStep state={state} step={null} lead={texts.whereTheNewVaultIsSealed} make={make} onBack={close} />;
  }
  return (
    <>
      <Damaged state={state} />
      {preview ? (
        <Preview preview={preview} onClose={close} />
      ) : file ? (
        <Open file={file.file} onClose={close} />
      ) : (
        <Choose onClose={close} />
      )}
    </>
  );
}
