import { useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import type { UnlockWay } from '../../../shared/model.js';
import { isGood, NewPassphrase, nothingTyped } from '../../components/NewPassphrase.js';
import { NoKeychain } from '../../components/NoKeychain.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { StepDialog } from '../../components/StepDialog.js';
import { type Keychain, useKeychain } from '../../lib/hooks/use-keychain.js';
import { useWork } from '../../lib/hooks/use-work.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import { hintWhileOpen } from '../../words/errors.js';
import * as texts from '../../words/vault.js';
import { changeUnlock } from './change-unlock.js';

/** S-05: another passphrase, or the keychain instead, or the other way round. Main asks once more before anything is changed. */
export function ChangeUnlockDialog({ state }: { readonly state: AppState }) {
  const { ask } = useView();
  const work = useWork();
  const keychain = useKeychain(state);
  const had = state.unlock;
  const [chosen, setChosen] = useState<UnlockWay>('passphrase');
  const unlock = keychain.is === 'not-there' ? 'passphrase' : chosen;
  const [current, setCurrent] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const isSame = unlock === 'keychain' && had === 'keychain';
  const isWrong = work.error?.code === 'E_PASSPHRASE_WRONG';
  const ready = unlock === 'keychain' ? !isSame && keychain.is === 'there' : isGood(typed);
  const close = () => ask(null);
  const submit = async () => {
    const passphrase = unlock === 'passphrase' ? typed.text : null;
    await work.run(async () => {
      if (await changeUnlock({ unlock, rotate: false, current: current || null, passphrase }, state)) close();
    });
  };
  return (
    <StepDialog
      title={texts.howTheVaultOpens}
      lead={texts.recoveryKeyStays}
      verb={texts.change}
      doing={texts.changing}
      ready={ready}
      busy={work.busy}
      error={isWrong ? null : work.error}
      hint={work.error ? hintWhileOpen(work.error) : undefined}
      note={isSame ? texts.thisIsHowItOpensNow : ''}
      onClose={close}
      onSubmit={() => void submit()}
    >
      {had === 'passphrase' ? (
        <div>
          <PassphraseField
            label={texts.currentPassphrase}
            value={current}
            isFirst
            onChange={(text) => {
              setCurrent(text);
              work.forget();
            }}
            error={isWrong ? (work.error?.message ?? null) : null}
          />
          <p className="help">{texts.forgotten}</p>
        </div>
      ) : null}
      <Ways state={state} keychain={keychain} unlock={unlock} choose={setChosen}>
        <NewPassphrase label={common.newPassphrase} value={typed} onChange={setTyped} isFirst={had !== 'passphrase'} />
      </Ways>
    </StepDialog>
  );
}

/** The keychain by name and a passphrase; what the chosen one needs is below it. */
function Ways(props: {
  readonly state: AppState;
  readonly keychain: Keychain;
  readonly unlock: UnlockWay;
  readonly choose: (way: UnlockWay) => void;
  readonly children: React.ReactNode;
}) {
  const { state, keychain, unlock, choose, children } = props;
  return (
    <fieldset>
      <legend className="label">{texts.whatOpensItFromNowOn}</legend>
      {keychain.is === 'not-there' ? null : (
        <label className="choice radio">
          <input type="radio" name="way" checked={unlock === 'keychain'} onChange={() => choose('keychain')} />
          <span className="choice-title">{state.keychain}</span>
          {state.unlock === 'keychain' ? <span className="badge">{texts.now}</span> : null}
          <span className="body">{texts.keychainSays}</span>
        </label>
      )}
      <div className="choice radio">
        <input id="way-passphrase" type="radio" name="way" checked={unlock === 'passphrase'} onChange={() => choose('passphrase')} />
        <label className="choice-title" htmlFor="way-passphrase">
          {state.unlock === 'passphrase' ? texts.aNewPassphrase : common.passphrase}
        </label>
        <span className="body">{texts.passphraseSays}</span>
        {unlock === 'passphrase' ? <div className="inner">{children}</div> : null}
      </div>
      {keychain.is === 'not-there' ? <NoKeychain name={state.keychain} problem={keychain.problem} /> : null}
    </fieldset>
  );
}
