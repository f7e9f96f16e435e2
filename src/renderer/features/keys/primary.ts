import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import { isAgreement } from '../../lib/vault/organizations.js';
import type { Panel } from '../../state/view.js';

/** Whose action is the one filled button in view: what is most urgent. `pane`: the current card, or the drop target of an empty list. */
export function primaryOf(data: VaultData, panel: Panel, keys: readonly KeyData[]): 'vault' | 'diagnosis' | 'agreement' | 'pane' {
  if (data.readOnly !== null) return 'vault';
  if (panel?.show === 'diagnosis') return 'diagnosis';
  return keys.some(({ lastTest }) => isAgreement(lastTest?.code)) ? 'agreement' : 'pane';
}
