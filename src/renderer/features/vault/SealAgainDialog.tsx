import { useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { StepDialog } from '../../components/StepDialog.js';
import { useWork } from '../../lib/hooks/use-work.js';
import * as common from '../../words/common.js';

/** What is sealed anew for the vault's own passphrase asks for it; a keychain is asked by itself. What follows from it is said first. */
export function SealAgainDialog(props: {
  readonly state: AppState;
  readonly title: string;
  readonly lead: string;
  readonly verb: string;
  readonly doing: string;
  readonly points: readonly string[];
  readonly onClose: () => void;
  /** Null where a keychain opens the vault. */
  readonly work: (passphrase: string | null) => Promise<unknown>;
}) {
  const { state, title, lead, verb, doing, points, onClose, work } = props;
  const { busy, error, run, forget } = useWork();
  const [passphrase, setPassphrase] = useState('');
  const byPassphrase = state.unlock === 'passphrase';
  const isWrong = error?.code === 'E_PASSPHRASE_WRONG';
  return (
    <StepDialog
      title={title}
      lead={lead}
      verb={verb}
      doing={doing}
      ready={!byPassphrase || passphrase !== ''}
      busy={busy}
      error={isWrong ? null : error}
      onClose={onClose}
      onSubmit={() => void run(() => work(byPassphrase ? passphrase : null))}
    >
      <ul className="points">
        {points.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {byPassphrase ? (
        <PassphraseField
          label={common.passphrase}
          value={passphrase}
          isFirst
          onChange={(text) => {
            setPassphrase(text);
            forget();
          }}
          error={isWrong ? (error?.message ?? null) : null}
        />
      ) : null}
    </StepDialog>
  );
}
