import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { isGood, NewPassphrase, nothingTyped } from '../../components/NewPassphrase.js';
import { StateMark } from '../../components/State.js';
import { StepDialog } from '../../components/StepDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { useWork } from '../../lib/hooks/use-work.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/backup.js';
import * as common from '../../words/common.js';

type Made = Awaited<ReturnType<typeof make>>;
const make = (passphrase: string) => unwrap(api.backup.make({ passphrase }));

/** a passphrase of its own, a place in main's dialog, and “backed up” only after every key was compared. */
export function BackupDialog() {
  const { ask } = useView();
  const work = useWork();
  const [typed, setTyped] = useState(nothingTyped);
  const [made, setMade] = useState<Made | null>(null);
  const close = () => ask(null);
  const submit = () =>
    work.run(async () => {
      const done = await make(typed.text);
      if (done.file === null) return;
      setTyped(nothingTyped);
      setMade(done);
    });
  if (made) return <BackedUp made={made} onClose={close} />;
  return (
    <StepDialog
      title={texts.makeABackup}
      lead={texts.whatABackupIs}
      verb={texts.chooseAPlace}
      doing={texts.sealingAndComparing}
      ready={isGood(typed)}
      busy={work.busy}
      error={work.error}
      note={work.busy ? texts.howItIsMade : ''}
      onClose={close}
      onSubmit={() => void submit()}
    >
      <NewPassphrase label={texts.passphraseForTheBackup} value={typed} onChange={setTyped} isFirst />
      <p className="small dim">{texts.ownPassphrase}</p>
    </StepDialog>
  );
}

function BackedUp({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const { file, keys, trashed, leftOut } = made;
  const foot = (
    <>
      <span className="spacer" />
      <Button look="primary" onClick={onClose}>
        {common.done}
      </Button>
    </>
  );
  return (
    <Dialog title={texts.backedUp(common.keyCount(keys))} onClose={onClose} foot={foot}>
      <p className="with-icon is-good" role="status">
        <CircleCheck className="icon" aria-hidden />
        <span>{texts.compared(trashed)}</span>
      </p>
      <p className="answer-words">
        <span className="id path">{file}</span>
        {texts.keepItAway}
      </p>
      {leftOut.length > 0 ? (
        <div className="answer-words">
          <StateMark tone="attention">{texts.leftOut}</StateMark>
          <ul className="points">
            {leftOut.map(({ id, organization, name }) => (
              <li key={id}>
                {organization} / {name}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Dialog>
  );
}
