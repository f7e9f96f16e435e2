import { CircleCheck, CircleDashed } from 'lucide-react';
import { useState } from 'react';
import type { ErrorBody } from '../../../shared/errors/index.js';
import type { AppState } from '../../../shared/ipc/contract.js';
import type { UnlockWay } from '../../../shared/model.js';
import { Button } from '../../components/Button.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { Meter } from '../../components/Meter.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { attempt } from '../../lib/attempt.js';
import { strength } from '../../lib/strength.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/first-run.js';
import { Step } from './Step.js';

export interface Sealing {
  readonly unlock: UnlockWay;
  readonly passphrase: string | null;
}

/** Where the vault will be sealed: the keychain by name, or a passphrase. Nothing is chosen silently (S-03). */
export function SealStep(props: {
  readonly state: AppState;
  readonly step?: number | null;
  readonly lead?: string;
  /** What it throws is said here. */
  readonly make: (sealing: Sealing) => Promise<void>;
  readonly onBack?: () => void;
}) {
  const { state, step = 1, lead = texts.everythingStaysHere, onBack } = props;
  const [unlock, setUnlock] = useState<UnlockWay>(state.keychain === null ? 'passphrase' : 'keychain');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const guess = strength(passphrase);
  const ready = unlock === 'keychain' || guess.enough;
  const make = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setError(null);
    await attempt(
      () => props.make({ unlock, passphrase: unlock === 'passphrase' ? passphrase : null }),
      (failed) => setError(failed.body),
    );
    setBusy(false);
  };
  const foot = (
    <>
      {onBack ? (
        <Button look="quiet" large aria-disabled={busy} onClick={() => !busy && onBack()}>
          {common.cancel}
        </Button>
      ) : null}
      <span className="small faint">{unlock === 'passphrase' && !ready ? texts.longEnough : texts.storedHereOnly}</span>
      <span className="spacer" />
      <Button type="submit" look="primary" large aria-disabled={!ready || busy}>
        {busy ? texts.sealing : texts.goOn}
        <kbd className="kbd" aria-hidden>
          ↵
        </kbd>
      </Button>
    </>
  );
  return (
    <Step step={step} title={texts.whereYourKeysWillBeSealed} lead={lead} foot={foot} onSubmit={() => void make()}>
      <fieldset>
        <legend className="sr">{texts.whatOpensTheVault}</legend>
        {state.keychain === null ? null : (
          <label className="choice radio">
            <input type="radio" name="seal" checked={unlock === 'keychain'} onChange={() => setUnlock('keychain')} />
            <span className="choice-title">{state.keychain}</span>
            <span className="badge badge-good">
              <CircleCheck className="icon" aria-hidden />
              {texts.found}
            </span>
            <span className="body">{texts.keychainSays}</span>
          </label>
        )}
        <div className="choice radio">
          <input id="seal-passphrase" type="radio" name="seal" checked={unlock === 'passphrase'} onChange={() => setUnlock('passphrase')} />
          <label className="choice-title" htmlFor="seal-passphrase">
            {common.passphrase}
          </label>
          <span className="body">{texts.passphraseSays}</span>
          {unlock === 'passphrase' ? (
            <div className="inner">
              <PassphraseField label={common.newPassphrase} value={passphrase} onChange={setPassphrase} />
              <Meter passphrase={passphrase} />
            </div>
          ) : null}
        </div>
      </fieldset>
      {state.keychain === null ? (
        <p className="help">
          <CircleDashed className="icon" aria-hidden />
          {common.noKeychain(state.keychainProblem)}
        </p>
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </Step>
  );
}
