import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { isGood, NewPassphrase, nothingTyped } from '../../components/NewPassphrase.js';
import { StateMark } from '../../components/State.js';
import { StepDialog } from '../../components/StepDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { keyCount } from '../../lib/organizations.js';
import { useWork } from '../../lib/use-work.js';
import { useView } from '../../state/view.js';

type Made = Awaited<ReturnType<typeof make>>;
const make = (passphrase: string) => unwrap(api.backup.make({ passphrase }));

/** R-80: a passphrase of its own, a place in main's dialog, and “backed up” only after every key was compared. */
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
      title="Make a backup"
      lead="One sealed file with every key, the Trash included. It opens on any computer, with or without Keyrack."
      verb="Choose a place…"
      doing="Sealing and comparing…"
      ready={isGood(typed)}
      busy={work.busy}
      error={work.error}
      note={work.busy ? 'Written, opened again, every key compared.' : ''}
      onClose={close}
      onSubmit={() => void submit()}
    >
      <NewPassphrase label="Passphrase for the backup" value={typed} onChange={setTyped} isFirst />
      <p className="small dim">It need not be the vault’s. Nobody can reset it: without it the file is worth nothing.</p>
    </StepDialog>
  );
}

function BackedUp({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) {
  const { file, keys, trashed, leftOut } = made;
  const foot = (
    <>
      <span className="spacer" />
      <Button look="primary" onClick={onClose}>
        Done
      </Button>
    </>
  );
  return (
    <Dialog title={`Backed up: ${keyCount(keys)}`} onClose={onClose} foot={foot}>
      <p className="with-icon is-good" role="status">
        <CircleCheck className="icon" aria-hidden />
        <span>
          Opened again after writing, and every key compared
          {trashed > 0 ? `; ${trashed === 1 ? 'one is' : `${trashed} are`} from the Trash` : ''}.
        </span>
      </p>
      <p className="answer-words">
        <span className="id path">{file}</span>. Keep it away from this computer. Restoring it needs its passphrase.
      </p>
      {leftOut.length > 0 ? (
        <div className="answer-words">
          <StateMark tone="attention">Left out, because they cannot be read</StateMark>
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
