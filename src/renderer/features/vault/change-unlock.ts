import type { AppState } from '../../../shared/ipc/contract.js';
import { api, unwrap } from '../../lib/api.js';
import { leaving, say } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/vault.js';

/** Answers whether it was done: main asks first, and Cancel there leaves the form as it is. */
export async function changeUnlock(input: Parameters<typeof api.vault.changeUnlock>[0], { keychain }: AppState): Promise<boolean> {
  const { changed, ...left } = await unwrap(api.vault.changeUnlock(input));
  if (!changed) return false;
  const by = input.unlock === 'keychain' ? (keychain ?? texts.theKeychain) : texts.yourPassphrase;
  if (input.rotate)
    say(texts.hasNewIdentity(left), {
      ...leaving(left.setAside.length + left.found.length > 0),
      action: { label: texts.newRecoveryKey, run: () => useView.getState().ask({ ask: 'new-recovery', id: '' }) },
    });
  else say(texts.changed(by, left.deleted));
  return true;
}
