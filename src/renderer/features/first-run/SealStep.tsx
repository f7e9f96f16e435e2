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
      <span className="small faint">
        {unlock === 'passphrase' && !ready ? 'At least 12 characters, or four words.' : 'Stored on this computer only.'}
      </span>
      <span className="spacer" />
      <Button type="submit" look="primary" large aria-disabled={!ready || busy}>
        {busy ? 'Sealing…' : 'Continue'}
        <kbd className="kbd" aria-hidden>
          ↵
        </kbd>
      </Button>
    </>
  );
  return (
    <Step
      step={1}
      title="Where your keys will be sealed"
      lead="Everything stays on this computer, in one encrypted vault. Something has to hold what opens it."
      foot={foot}
      onSubmit={() => void make()}
    >
      <fieldset>
        <legend className="sr">What opens the vault</legend>
        {state.keychain === null ? null : (
          <label className="choice radio">
            <input type="radio" name="seal" checked={unlock === 'keychain'} onChange={() => setUnlock('keychain')} />
            <span className="choice-title">{state.keychain}</span>
            <span className="badge badge-good">
              <CircleCheck className="icon" aria-hidden />
              Found
            </span>
            <span className="body">Opens when you log in. Nothing to type, nothing to remember.</span>
          </label>
        )}
        <div className="choice radio">
          <input id="seal-passphrase" type="radio" name="seal" checked={unlock === 'passphrase'} onChange={() => setUnlock('passphrase')} />
          <label className="choice-title" htmlFor="seal-passphrase">
            Passphrase
          </label>
          <span className="body">Asked each time Keyrack starts. Nobody can reset it; the recovery key, next, is the other way in.</span>
          {unlock === 'passphrase' ? (
            <div className="inner">
              <PassphraseField label="New passphrase" value={passphrase} onChange={setPassphrase} />
              <Meter passphrase={passphrase} />
            </div>
          ) : null}
        </div>
      </fieldset>
      {state.keychain === null ? (
        <p className="help">
          <CircleDashed className="icon" aria-hidden />
          No keychain was found here; GNOME Keyring or KWallet would be one.
        </p>
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </Step>
  );
}
