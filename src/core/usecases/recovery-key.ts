import type { RecoveryCheck, RekeyReply } from '../../strongroom/client/contract.js';
import type { Deps } from '../deps.js';

export interface OfferRecovery {
  /** `unlock-change`: to be taken along by `changeUnlock`. */
  readonly for: 'itself' | 'unlock-change';
  /** From the window's field: a passphrase vault's current one. */
  readonly passphrase?: string;
}

/** S-04: a key to show and to ask back; the vault knows nothing of it until `adoptRecovery`. It is in the answer once and nowhere else. */
export async function offerRecovery({ session, strongroom, interactive }: Deps, request: OfferRecovery): Promise<string> {
  await session.view();
  const { recoveryKey } = await strongroom.offerRecovery({ ...request, interactive });
  return recoveryKey;
}

/** S-05: what was offered last opens every generation from now on; a key it replaces, and every other device, none. */
export async function adoptRecovery({ session, strongroom, activity }: Deps): Promise<RekeyReply> {
  const done = await strongroom.adoptRecovery();
  session.tookAnew(done.view);
  activity.note('recovery', [null], 'ok');
  return done;
}

export interface VerifyRecovery {
  /** From the window's field. */
  readonly key?: string;
}

/** Needs no unlocked vault. E_IDENTITY_WRONG when the key opens nothing here. */
export const verifyRecovery = ({ strongroom, interactive }: Deps, request: VerifyRecovery): Promise<RecoveryCheck> =>
  strongroom.verifyRecovery({ ...request, interactive });
