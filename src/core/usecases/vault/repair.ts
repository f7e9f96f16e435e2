import type { RepairReply, RepairRequest } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';

/** moves damaged files aside and promotes the good copy. E_VAULT_OLD until `keep` says which of two to keep. */
export async function repair({ session, strongroom, state, activity }: Deps, request: RepairRequest): Promise<RepairReply> {
  await session.view();
  const done = await strongroom.repair(request);
  // What was chosen may be of another history: it is the measure from now on.
  state.update((before) => ({ ...before, vaultId: done.view.vaultId, revision: done.view.revision }));
  session.tookAnew(done.view);
  activity.note('repair', [null], 'ok');
  return done;
}
