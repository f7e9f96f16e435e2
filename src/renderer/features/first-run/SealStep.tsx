import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import type { ErrorBody } from '../../../shared/errors/index.js';
import type { AppState } from '../../../shared/ipc/contract.js';
import type { UnlockWay } from '../../../shared/model.js';
import { Button } from '../../components/Button.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { Meter } from '../../components/Meter.js';
import { NoKeychain } from '../../components/NoKeychain.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { attempt } from '../../lib/attempt.js';
import { useKeychain } from '../../lib/hooks/use-keychain.js';
import { strength } from '../../lib/strength.js';
import * as common from '../../words/common.js';
import { hintBeforeAVault } from '../../words/errors.js';
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
  const keychain = useKeychain(state);
  const [chosen, setChosen] = useState<UnlockWay | null>(null);
  // The keychain where there is one, else the passphrase, with the reason below.
  const unlock = keychain.is === 'not-there' ? 'passphrase' : (chosen ?? 'keychain');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const guess = strength(passphrase);
  const ready = unlock === 'keychain' ? keychain.is === 'there' : guess.enough;
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
        {keychain.is === 'not-there' ? null : (
          <label className="choice radio">
            <input type="radio" name="seal" checked={unlock === 'keychain'} onChange={() => setChosen('keychain')} />
            <span className="choice-title">{state.keychain}</span>
            <Looked isThere={keychain.is === 'there'} />
            <span className="body">{texts.keychainSays}</span>
          </label>
        )}
        <div className="choice radio">
          <input id="seal-passphrase" type="radio" name="seal" checked={unlock === 'passphrase'} onChange={() => setChosen('passphrase')} />
          <label className="choice-title" htmlFor="seal-passphrase">
            {common.passphrase}
          </label>
          <span className="body">{texts.passphraseSays}</span>
          {unlock === 'passphrase' ? (
            <div className="inner">
              <PassphraseField label={common.newPassphrase} value={passphrase} isFirst={chosen === null} onChange={setPassphrase} />
              <Meter passphrase={passphrase} />
            </div>
          ) : null}
        </div>
      </fieldset>
      {keychain.is === 'not-there' ? <NoKeychain name={state.keychain} problem={keychain.problem} /> : null}
      {error ? <ErrorNote error={error} hint={hintBeforeAVault(error)} /> : null}
    </Step>
  );
}

/** Said to be found only once it has answered. */
function Looked({ isThere }: { readonly isThere: boolean }) {
  return (
    <span className={`badge ${isThere ? 'badge-good' : ''}`} role="status">
      {isThere ? <CircleCheck className="icon" aria-hidden /> : null}
      {isThere ? texts.found : common.lookingForKeychain}
    </span>
  );
}
