import type { UnlockWay } from '../../../shared/model.js';
import type { Deps } from '../../deps.js';
import { setAsideIn } from '../../set-aside.js';
import { inHand, type Rekeyed } from './recovery-key.js';

export interface ChangeUnlock {
  readonly unlock: UnlockWay;
  /** A new device identity; all others open nothing afterwards. */
  readonly rotate: boolean;
  /** Makes what `offerRecovery` answered last the recovery key. */
  readonly recovery: boolean;
  /** Files that open to nothing, by name, and that may go with what is rotated. */
  readonly mayDelete?: readonly string[];
  /** From the window's fields; the command line leaves them out, and the strongroom reads the new one itself. */
  readonly current?: string | null;
  readonly passphrase?: string;
  /** From the command line: a new passphrase may be weak. */
  readonly allowWeak?: boolean;
}

/** S-05: how the vault opens from now on. Opened by its recovery key, it gets a device identity here. */
export async function changeUnlock({ session, strongroom, state, activity, interactive }: Deps, request: ChangeUnlock): Promise<Rekeyed> {
  await session.view();
  const done = await strongroom.changeUnlock({ ...request, interactive });
  session.tookAnew(done.view);
  if (request.recovery) inHand(state);
  activity.note('unlock-method', [null], 'ok');
  return { ...done, setAside: request.rotate || request.recovery ? await setAsideIn(strongroom) : [] };
}
