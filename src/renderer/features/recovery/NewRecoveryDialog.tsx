import { useState } from 'react';
import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { StepDialog } from '../../components/StepDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { useWork } from '../../lib/hooks/use-work.js';
import { leaving, say } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/recovery.js';
import { leftBehind } from '../../words/vault.js';
import { SealAgainDialog } from '../vault/SealAgainDialog.js';
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
  return (
    <SealAgainDialog
      state={state}
      title={data.recovery ? texts.newRecoveryKey : texts.makeARecoveryKey}
      lead={texts.whatItIsFor}
      verb={texts.makeOne}
      doing={texts.making}
      points={[texts.shownOnce, texts.onlyThen, ...(data.recovery ? [texts.othersStop] : [])]}
      onClose={close}
      work={async (passphrase) => {
        const { recoveryKey, ask: positions } = await unwrap(api.recovery.new({ passphrase }));
        if (recoveryKey !== null) setMade({ key: recoveryKey, ask: positions });
      }}
    />
  );
}

function Shown({ made, replaces, onClose }: { readonly made: Made; readonly replaces: boolean; readonly onClose: () => void }) {
  const work = useWork();
  const back = useAskBack(made.ask);
  const confirm = () =>
    work.run(async () => {
      const { right, left } = await unwrap(api.recovery.confirm({ characters: [...back.typed] }));
      if (!right) return back.refuse();
      onClose();
      say(texts.opensNow(replaces) + (left ? leftBehind(left) : ''), leaving((left?.setAside.length ?? 0) + (left?.found.length ?? 0) > 0));
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
