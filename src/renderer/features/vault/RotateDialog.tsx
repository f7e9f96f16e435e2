import { useState } from 'react';
import type { AppState } from '../../../shared/ipc/contract.js';
import { PassphraseField } from '../../components/PassphraseField.js';
import { StepDialog } from '../../components/StepDialog.js';
import { useWork } from '../../lib/use-work.js';
import { useView } from '../../state/view.js';
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
      title="New identity for this device"
      lead="For when a device, or a copy of what opens the vault, may be in other hands."
      verb="Make a new one…"
      doing="Sealing again…"
      ready={!byPassphrase || passphrase !== ''}
      busy={work.busy}
      error={isWrong ? null : work.error}
      onClose={close}
      onSubmit={() => void submit()}
    >
      <ul className="points">
        <li>Every copy of the vault is sealed again. Your keys stay as they are.</li>
        <li>Every other device that opens this vault stops doing so.</li>
        <li>Backups and copies made before still open with what opened them then.</li>
      </ul>
      {byPassphrase ? (
        <PassphraseField
          label="Passphrase"
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
