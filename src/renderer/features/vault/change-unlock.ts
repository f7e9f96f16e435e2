import type { AppState } from '../../../shared/ipc/contract.js';
import { api, unwrap } from '../../lib/api.js';
import { say } from '../../state/toasts.js';
import { useView } from '../../state/view.js';

/** Answers whether it was done: main asks first, and Cancel there leaves the form as it is. */
export async function changeUnlock(input: Parameters<typeof api.vault.changeUnlock>[0], { keychain }: AppState): Promise<boolean> {
  const { changed, deleted } = await unwrap(api.vault.changeUnlock(input));
  if (!changed) return false;
  const by = input.unlock === 'keychain' ? `${keychain ?? 'The keychain'} opens` : 'Your passphrase opens';
  const gone = deleted.length === 0 ? '' : ` Old files that still held keys were deleted: ${deleted.join(', ')}.`;
  if (input.rotate)
    say(`This device has a new identity; every other one is out.${gone}`, {
      label: 'New recovery key…',
      run: () => useView.getState().ask({ ask: 'new-recovery', id: '' }),
    });
  else say(`Changed. ${by} the vault from now on.${gone}`);
  return true;
}
