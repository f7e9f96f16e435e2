import { useEffect, useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { tidyRecoveryKey } from '../../../shared/recovery-key.js';
import { Button, LinkButton } from '../../components/Button.js';
import { ErrorNote, type Said } from '../../components/ErrorNote.js';
import { TextField } from '../../components/Field.js';
import { Mark } from '../../components/Mark.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useApp } from '../../state/app.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/lock.js';
import { HealthDialog } from './LookAtHealth.js';

/** The vault is sealed; its own way opens it, or the recovery key (`onBack`: asked for from another screen). A wrong passphrase is said on the field, anything else below it. */
export function Locked({ state, onBack }: { readonly state: AppState; readonly onBack?: () => void }) {
  const { took } = useApp();
  const isPassphraseHome = state.unlock === 'passphrase';
  const [passphrase, setPassphrase] = useState('');
  const [byRecovery, setByRecovery] = useState(onBack !== undefined);
  const [looking, setLooking] = useState(false);
  const [recoveryKey, setRecoveryKey] = useState('');
  const [busy, setBusy] = useState(false);
  const atFirst = state.error?.code === 'E_PASSPHRASE_MISSING' ? null : state.error;
  const [error, setError] = useState<Said | null>(atFirst);
  // A keychain that took its time is spoken of when it has answered.
  useEffect(() => {
    if (atFirst) setError(atFirst);
  }, [atFirst]);
  const byPassphrase = isPassphraseHome && !byRecovery;
  // Nothing to type is a keychain's case alone.
  const isEmpty = byRecovery ? recoveryKey.trim() === '' : byPassphrase && passphrase === '';
  const isWrong = error?.code === 'E_PASSPHRASE_WRONG';
  const unlock = async () => {
    if (busy || isEmpty) return;
    setBusy(true);
    setError(null);
    await attempt(
      async () =>
        took(
          await unwrap(
            api.vault.unlock(
              byRecovery
                ? { passphrase: null, recoveryKey: tidyRecoveryKey(recoveryKey) }
                : { passphrase: byPassphrase ? passphrase : null },
            ),
          ),
        ),
      (failed) => setError(failed.body),
    );
    setBusy(false);
  };
  return (
    <main className="welcome">
      <form
        className="welcome-body lock"
        aria-label={texts.unlock}
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <Mark />
        <h1>{onBack ? texts.useTheRecoveryKey : texts.keyrackIsLocked}</h1>
        <p className="lead">
          {byRecovery ? texts.recoveryKeyOpens : byPassphrase ? texts.passphraseOpens : texts.opensTheVault(state.keychain)}
        </p>
        <div className="welcome-main">
          {byPassphrase ? (
            <PassphraseField
              label={common.passphrase}
              value={passphrase}
              isFirst
              onChange={(text) => {
                setPassphrase(text);
                if (isWrong) setError(null);
              }}
              error={isWrong ? error.message : null}
            />
          ) : null}
          {byRecovery ? (
            <TextField
              label={common.recoveryKey}
              className="id"
              value={recoveryKey}
              placeholder={texts.recoveryKeyShape}
              onChange={({ target }) => setRecoveryKey(target.value)}
              help={common.spacesDoNotMatter}
            />
          ) : null}
          {error && !isWrong ? <ErrorNote error={error} /> : null}
        </div>
        <div className="welcome-foot">
          <LinkButton
            onClick={() => {
              if (onBack) return onBack();
              setByRecovery(!byRecovery);
              setError(null);
            }}
          >
            {byRecovery ? texts.back : texts.useTheRecoveryKey}
          </LinkButton>
          {error && !isWrong ? <LinkButton onClick={() => setLooking(true)}>{texts.lookForWhatIsWrong}</LinkButton> : null}
          <span className="spacer" />
          <Button type="submit" look="primary" large aria-disabled={busy || isEmpty}>
            {busy ? texts.unlocking : texts.unlock}
          </Button>
        </div>
      </form>
      {looking ? <HealthDialog onClose={() => setLooking(false)} /> : null}
    </main>
  );
}
