import { CircleCheck, CircleDashed } from 'lucide-react';
import { useState } from 'react';
import type { ErrorBody } from '../../../shared/errors/index.js';
import type { AppState } from '../../../shared/ipc/contract.js';
import type { UnlockWay } from '../../../shared/model.js';
import { Button } from '../../components/Button.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { Meter } from '../../components/Meter.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { strength } from '../../lib/strength.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/first-run.js';
import { Step } from './FirstRun.js';

interface Made {
  readonly recoveryKey: string | null;
  readonly ask: readonly number[];
}

/** Where the vault will be sealed: the keychain by name, or a passphrase. Nothing is chosen silently (S-03). */
export function SealStep({ state, onMade }: { readonly state: AppState; readonly onMade: (made: Made) => void }) {
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
      async () => onMade(await unwrap(api.vault.init({ unlock, passphrase: unlock === 'passphrase' ? passphrase : null, recovery: true }))),
      (failed) => setError(failed.body),
    );
    setBusy(false);
  };
  const foot = (
    <>
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
    <Step step={1} title={texts.whereYourKeysWillBeSealed} lead={texts.everythingStaysHere} foot={foot} onSubmit={() => void make()}>
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
          {common.noKeychainFound}
        </p>
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </Step>
  );
}
