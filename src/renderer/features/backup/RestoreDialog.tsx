import { useEffect, useState } from 'react';
import { Button } from '../../components/Button.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { StepDialog } from '../../components/StepDialog.js';
import { useRestoring } from '../../state/restoring.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/backup.js';
import * as common from '../../words/common.js';
import { Preview } from './Preview.js';
import { Restored } from './Restored.js';

/** a file, its passphrase, what it holds, and only then the restore. */
export function RestoreDialog() {
  const { ask } = useView();
  const { file, preview, done } = useRestoring();
  // A lock takes the dialog away: what was opened goes with it.
  useEffect(() => () => useRestoring.getState().close(), []);
  const close = () => ask(null);
  if (done) return <Restored done={done} onClose={close} />;
  if (preview) return <Preview preview={preview} onClose={close} />;
  if (file) return <Open file={file.file} onClose={close} />;
  return <Choose onClose={close} />;
}

export function Choose({ onClose }: { readonly onClose: () => void }) {
  const { busy, error, choose } = useRestoring();
  return (
    <StepDialog
      title={common.restoreABackup}
      lead={texts.whatARestoreDoes}
      verb={texts.chooseTheFile}
      doing={texts.choosing}
      ready
      busy={busy}
      error={error}
      onClose={onClose}
      onSubmit={() => void choose()}
    >
      <p className="dim">
        {texts.whichFile} <code>{texts.age}</code>.
      </p>
    </StepDialog>
  );
}

export function Open({ file, onClose }: { readonly file: string; readonly onClose: () => void }) {
  const { busy, error, open, choose } = useRestoring();
  const [passphrase, setPassphrase] = useState('');
  const isWrong = error?.code === 'E_BACKUP_PASSPHRASE_WRONG';
  return (
    <StepDialog
      title={common.restoreABackup}
      lead={<span className="id path">{file}</span>}
      verb={texts.open}
      doing={texts.opening}
      ready={passphrase !== ''}
      busy={busy}
      error={isWrong ? null : error}
      onClose={onClose}
      onSubmit={() => void open(passphrase)}
    >
      <PassphraseField
        label={texts.theBackupsPassphrase}
        value={passphrase}
        isFirst
        onChange={(text) => {
          setPassphrase(text);
          useRestoring.setState({ error: null });
        }}
        error={isWrong ? texts.wrongPassphrase(error.message) : null}
      />
      <div>
        <Button look="quiet" className="flush" aria-disabled={busy} onClick={() => !busy && void choose()}>
          {texts.chooseAnotherFile}
        </Button>
      </div>
    </StepDialog>
  );
}
