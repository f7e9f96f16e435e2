import { useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { Button } from '../../components/Button.js';
import { ErrorNote, type Said } from '../../components/ErrorNote.js';
import { Mark } from '../../components/Mark.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useApp } from '../../state/app.js';
import { useRestoring } from '../../state/restoring.js';
import { sayError } from '../../state/toasts.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/lock.js';
import { Locked } from './Locked.js';
import { LookAtHealth } from './LookAtHealth.js';
import { Way } from './Way.js';

const screens: Readonly<Record<string, { readonly title: string; readonly lead: string }>> = {
  E_VAULT_NEWER: {
    title: texts.madeByANewerKeyrack,
    lead: texts.leftAsItIs,
  },
  E_VAULT_READ: {
    title: texts.folderCannotBeRead,
    lead: texts.systemRefused,
  },
};
const damaged = {
  title: texts.vaultCannotBeRead,
  lead: texts.noCopyOpens,
};

/** no copy opens. Nothing is changed here; each way out says what it does. */
export function Damaged({ state }: { readonly state: AppState }) {
  const { took } = useApp();
  const { beginAnew } = useRestoring();
  const [error, setError] = useState<Said | null>(state.error);
  const [byRecovery, setByRecovery] = useState(false);
  const { title, lead } = screens[state.error?.code ?? ''] ?? damaged;
  const isDamage = !Object.hasOwn(screens, state.error?.code ?? '');
  const again = async () => {
    setError(null);
    await attempt(
      async () => took(await unwrap(api.vault.unlock({ passphrase: null }))),
      (failed) => setError(failed.body),
    );
  };
  if (byRecovery) return <Locked state={{ ...state, error: null }} onBack={() => setByRecovery(false)} />;
  return (
    <main className="welcome">
      <div className="welcome-body lock ways-out">
        <Mark />
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
        <p className="id path">{state.home}</p>
        <div className="welcome-main">
          {error ? <ErrorNote error={error} /> : null}
          <ul className="group ways" aria-label={texts.waysOut}>
            {isDamage ? (
              <>
                <Way title={texts.useTheRecoveryKey} help={texts.whatTheRecoveryKeyMay}>
                  <Button onClick={() => setByRecovery(true)}>{texts.useIt}</Button>
                </Way>
                <Way title={common.restoreABackup} help={texts.howToRestore}>
                  <Button onClick={beginAnew}>{texts.chooseABackup}</Button>
                </Way>
                <Way title={texts.showTheFolder} help={texts.whyShowTheFolder}>
                  <ShowFolder />
                </Way>
              </>
            ) : (
              <Way title={texts.showTheFolder} help={texts.whyShowTheFolder}>
                <ShowFolder />
              </Way>
            )}
            <LookAtHealth />
          </ul>
        </div>
        <div className="welcome-foot">
          <span className="spacer" />
          <Button look="primary" large onClick={() => void again()}>
            {texts.tryAgain}
          </Button>
        </div>
      </div>
    </main>
  );
}

const ShowFolder = () => (
  <Button onClick={() => void attempt(() => unwrap(api.app.showFolder({})), sayError)}>{texts.showTheFolder}</Button>
);
