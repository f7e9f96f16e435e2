import { useState } from 'react';
import { tidyRecoveryKey } from '../../../shared/text.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { TextField } from '../../components/Field.js';
import { StateMark } from '../../components/State.js';
import { StepDialog } from '../../components/StepDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { useWork } from '../../lib/use-work.js';
import { useView } from '../../state/view.js';

type Check = Awaited<ReturnType<typeof check>>;
const check = (typed: string) => unwrap(api.recovery.verify({ recoveryKey: tidyRecoveryKey(typed) }));

/** S-04: whether the key someone kept is still the right one, file by file. What was typed goes with the answer. */
export function VerifyRecoveryDialog() {
  const { ask } = useView();
  const work = useWork();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Check | null>(null);
  const close = () => ask(null);
  const submit = () =>
    work.run(async () => {
      setFound(await check(typed));
      setTyped('');
    });
  if (found) return <Answer found={found} onClose={close} />;
  return (
    <StepDialog
      title="Check the recovery key"
      lead="Nothing is changed, and what you type is not kept."
      verb="Check"
      doing="Checking…"
      ready={typed.trim() !== ''}
      busy={work.busy}
      error={work.error}
      onClose={close}
      onSubmit={() => void submit()}
    >
      <TextField
        label="Recovery key"
        className="id"
        value={typed}
        placeholder="AGE-SECRET-KEY-1…"
        onChange={({ target }) => setTyped(target.value)}
        help="Spaces and lower case do not matter."
      />
    </StepDialog>
  );
}

function Answer({ found, onClose }: { readonly found: Check; readonly onClose: () => void }) {
  const { is, opens, fails } = found;
  const isWhole = fails.length === 0;
  const foot = (
    <>
      <span className="spacer" />
      <Button look="primary" onClick={onClose}>
        Done
      </Button>
    </>
  );
  return (
    <Dialog title="Check the recovery key" onClose={onClose} foot={foot}>
      <div role="status">
        <StateMark tone={isWhole && is === 'recovery' ? 'good' : 'attention'}>
          {is === 'recovery' ? 'This is the vault’s recovery key' : 'This opens the vault, but is not its recovery key'}
        </StateMark>
        <p className="answer-words">
          It opens {opens.length === 1 ? `${opens[0]}` : `all of ${opens.join(', ')}`}
          {isWhole
            ? '.'
            : `, and does not open ${fails.join(', ')}: ${fails.length === 1 ? 'that copy is' : 'those copies are'} older or damaged.`}
        </p>
        {is === 'device' ? (
          <p className="answer-words">It is a device’s own key: keep it as safe, and make a recovery key beside it.</p>
        ) : null}
      </div>
    </Dialog>
  );
}
