import type { AppState } from '../../../shared/ipc/contract.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/vault.js';
import { changeUnlock } from './change-unlock.js';
import { SealAgainDialog } from './SealAgainDialog.js';

/** S-05: a new identity for this device; whoever holds the old one, or is another device, opens nothing any more. */
export function RotateDialog({ state }: { readonly state: AppState }) {
  const { ask } = useView();
  const close = () => ask(null);
  return (
    <SealAgainDialog
      state={state}
      title={texts.newIdentityForThisDevice}
      lead={texts.whenToMakeOne}
      verb={texts.makeANewOne}
      doing={texts.sealingAgain}
      points={[texts.sealedAgain, texts.othersStop, texts.olderCopies]}
      onClose={close}
      work={async (same) => {
        if (await changeUnlock({ unlock: state.unlock ?? 'keychain', rotate: true, current: same, passphrase: same }, state)) close();
      }}
    />
  );
}
