import { useState } from 'react';
import { tidyRecoveryKey } from '../../../shared/recovery-key.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { TextField } from '../../components/Field.js';
import { StateMark } from '../../components/State.js';
import { StepDialog } from '../../components/StepDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { useWork } from '../../lib/hooks/use-work.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/recovery.js';

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
      title={texts.checkTheRecoveryKey}
      lead={texts.nothingIsKept}
      verb={texts.check}
      doing={texts.checking}
      ready={typed.trim() !== ''}
      busy={work.busy}
      error={work.error}
      onClose={close}
      onSubmit={() => void submit()}
    >
      <TextField
        label={common.recoveryKey}
        className="id"
        value={typed}
        placeholder={texts.recoveryKeyShape}
        onChange={({ target }) => setTyped(target.value)}
        help={common.spacesDoNotMatter}
      />
    </StepDialog>
  );
}

function Answer({ found, onClose }: { readonly found: Check; readonly onClose: () => void }) {
  const { is, opens, fails, unread } = found;
  const isWhole = fails.length + unread.length === 0;
  const foot = (
    <>
      <span className="spacer" />
      <Button look="primary" onClick={onClose}>
        {common.done}
      </Button>
    </>
  );
  return (
    <Dialog title={texts.checkTheRecoveryKey} onClose={onClose} foot={foot}>
      <div role="status">
        <StateMark tone={isWhole && is === 'recovery' ? 'good' : 'attention'}>
          {is === 'recovery' ? texts.isTheRecoveryKey : texts.isAnotherKey}
        </StateMark>
        <p className="answer-words">{texts.opensThese(opens, fails, unread)}</p>
        {is === 'device' ? <p className="answer-words">{texts.isADevicesKey}</p> : null}
      </div>
    </Dialog>
  );
}
