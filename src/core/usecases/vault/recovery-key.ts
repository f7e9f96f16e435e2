import type { AdoptRecoveryRequest, RecoveryCheck, RekeyReply } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { setAsideIn } from '../../set-aside.js';
import type { StateStore } from '../../state/state.js';

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

/** Files that were set aside still open with what opened them then. */
export interface Rekeyed extends RekeyReply {
  readonly setAside: readonly string[];
}

/** S-05: what was offered last opens every generation from now on; a key it replaces, and every other device, none. */
export async function adoptRecovery({ session, strongroom, state, activity }: Deps, request: AdoptRecoveryRequest): Promise<Rekeyed> {
  const done = await strongroom.adoptRecovery(request);
  session.tookAnew(done.view);
  inHand(state);
  activity.note('recovery', [null], 'ok');
  return { ...done, setAside: await setAsideIn(strongroom) };
}

export interface VerifyRecovery {
  /** From the window's field. */
  readonly key?: string;
}

/** Needs no unlocked vault. E_IDENTITY_WRONG when the key opens nothing here. */
export async function verifyRecovery({ strongroom, state, interactive }: Deps, request: VerifyRecovery): Promise<RecoveryCheck> {
  const check = await strongroom.verifyRecovery({ ...request, interactive });
  if (check.is === 'recovery') inHand(state);
  return check;
}

/** Somebody has it: what was put off with the window's “Later” counts as made. Told to a window that runs by saying so, not by leaving it out. */
export function inHand(state: StateStore): void {
  state.update((before) =>
    before.settings.recoveryPending === true ? { ...before, settings: { ...before.settings, recoveryPending: false } } : before,
  );
}
