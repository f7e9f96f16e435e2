import type { UnlockWay } from '../../../shared/model.js';
import type { InitReply } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';

export interface InitVault {
  /** Null: the keychain where there is one. */
  readonly unlock: UnlockWay | null;
  readonly recovery: boolean;
  /** From the window's field; the command line leaves it out, and the strongroom reads it itself. */
  readonly passphrase?: string;
  /** From the command line: a new passphrase may be weak. */
  readonly allowWeak?: boolean;
}

/** Makes the vault. The recovery key is in the answer once and nowhere else. E_VAULT_EXISTS, E_KEYCHAIN_*, E_PASSPHRASE_MISSING. */
export async function init({ strongroom, state, interactive }: Deps, request: InitVault): Promise<InitReply> {
  const made = await strongroom.init({ ...request, interactive });
  state.update((before) => ({ ...before, vaultId: made.vaultId, revision: 1 }));
  return made;
}
