import { useState } from 'react';
import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { StepDialog } from '../../components/StepDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { useWork } from '../../lib/use-work.js';
import { say } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/recovery.js';
import { charactersToGo, RecoveryKey, useAskBack } from './RecoveryKey.js';

interface Made {
  readonly key: string;
  readonly ask: readonly number[];
}

/** S-04, S-05: a recovery key to show and to ask back. The vault knows nothing of it until the three characters were right. */
export function NewRecoveryDialog({ state, data }: { readonly state: AppState; readonly data: VaultData }) {
  const { ask } = useView();
  const [made, setMade] = useState<Made | null>(null);
  const close = () => ask(null);
  if (made) return <Shown made={made} replaces={data.recovery} onClose={close} />;
  return <Before state={state} data={data} onMade={setMade} onClose={close} />;
}

function Before(props: {
  readonly state: AppState;
  readonly data: VaultData;
  readonly onMade: (made: Made) => void;
  readonly onClose: () => void;
}) {
  const { state, data, onMade, onClose } = props;
  const work = useWork();
  const [passphrase, setPassphrase] = useState('');
  const byPassphrase = state.unlock === 'passphrase';
  const isWrong = work.error?.code === 'E_PASSPHRASE_WRONG';
  const submit = () =>
    work.run(async () => {
      const { recoveryKey, ask } = await unwrap(api.recovery.new({ passphrase: byPassphrase ? passphrase : null }));
      if (recoveryKey !== null) onMade({ key: recoveryKey, ask });
    });
  return (
    <StepDialog
      title={data.recovery ? texts.newRecoveryKey : texts.makeARecoveryKey}
      lead={texts.whatItIsFor}
      verb={texts.makeOne}
      doing={texts.making}
      ready={!byPassphrase || passphrase !== ''}
      busy={work.busy}
      error={isWrong ? null : work.error}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <ul className="points">
        <li>{texts.shownOnce}</li>
        <li>{texts.onlyThen}</li>
        {data.recovery ? <li>{texts.othersStop}</li> : null}
      </ul>
      {byPassphrase ? (
        <PassphraseField
          label={common.passphrase}
          value={passphrase}
          isFirst
          onChange={(text) => {
            setPassphrase(text);
            work.forget();
          }}
          error={isWrong ? (work.error?.message ?? null) : null}
        />
      ) : null}
    </StepDialog>
  );
}

function Shown({ made, replaces, onClose }: { readonly made: Made; readonly replaces: boolean; readonly onClose: () => void }) {
  const work = useWork();
  const back = useAskBack(made.ask);
  const confirm = () =>
    work.run(async () => {
      const { right } = await unwrap(api.recovery.confirm({ characters: [...back.typed] }));
      if (!right) return back.refuse();
      onClose();
      say(texts.opensNow(replaces));
    });
  const leave = () => {
    void api.recovery.later({});
    onClose();
  };
  return (
    <StepDialog
      title={texts.yourNewRecoveryKey}
      lead={texts.storeItAway}
      size="sheet"
      verb={texts.useThisKey}
      doing={texts.sealingAgain}
      leave={replaces ? texts.keepTheOldOne : common.cancel}
      ready={back.toGo === 0}
      busy={work.busy}
      error={work.error}
      note={charactersToGo(back)}
      onClose={leave}
      onSubmit={() => void confirm()}
    >
      <div>
        <RecoveryKey recoveryKey={made.key} back={back} />
      </div>
    </StepDialog>
  );
}
