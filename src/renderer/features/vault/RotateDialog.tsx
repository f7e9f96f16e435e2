import { useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { StepDialog } from '../../components/StepDialog.js';
import { useWork } from '../../lib/use-work.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/vault.js';
import { changeUnlock } from './change-unlock.js';

/** S-05: a new identity for this device; whoever holds the old one, or is another device, opens nothing any more. */
export function RotateDialog({ state }: { readonly state: AppState }) {
  const { ask } = useView();
  const work = useWork();
  const [passphrase, setPassphrase] = useState('');
  const byPassphrase = state.unlock === 'passphrase';
  const isWrong = work.error?.code === 'E_PASSPHRASE_WRONG';
  const close = () => ask(null);
  const submit = async () => {
    const same = byPassphrase ? passphrase : null;
    await work.run(async () => {
      if (await changeUnlock({ unlock: state.unlock ?? 'keychain', rotate: true, current: same, passphrase: same }, state)) close();
    });
  };
  return (
    <StepDialog
      title={texts.newIdentityForThisDevice}
      lead={texts.whenToMakeOne}
      verb={texts.makeANewOne}
      doing={texts.sealingAgain}
      ready={!byPassphrase || passphrase !== ''}
      busy={work.busy}
      error={isWrong ? null : work.error}
      onClose={close}
      onSubmit={() => void submit()}
    >
      <ul className="points">
        <li>{texts.sealedAgain}</li>
        <li>{texts.othersStop}</li>
        <li>{texts.olderCopies}</li>
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
