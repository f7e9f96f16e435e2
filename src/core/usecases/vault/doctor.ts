import { asKeyrackError, type ErrorBody } from '../../../shared/errors/index.js';
import type { BreakLockRequest, LockFacts } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { checkBackup } from '../../doctor/backup.js';
import { checkClock } from '../../doctor/clock.js';
import { checkDumps } from '../../doctor/dumps.js';
import type { Finding } from '../../doctor/finding.js';
import { checkKeychain } from '../../doctor/keychain.js';
import { checkLeftovers } from '../../doctor/leftovers.js';
import { checkLock } from '../../doctor/lock.js';
import { checkNodeFlags } from '../../doctor/node-flags.js';
import { checkPermissions } from '../../doctor/permissions.js';
import { checkProxy } from '../../doctor/proxy.js';
import { checkRecovery } from '../../doctor/recovery.js';
import { checkStrays } from '../../doctor/strays.js';
import { checkSynced } from '../../doctor/synced.js';
import { checkVault } from '../../doctor/vault.js';
import { holds } from '../../state/apple-time.js';

/** Looks at everything and changes nothing but what opening tightens; asks nobody: no prompt of the keychain's, no network. Says what it could not look at. */
export async function doctor(deps: Deps): Promise<readonly Finding[]> {
  const { strongroom, state, clock } = deps;
  const machine = await deps.machine();
  const { home } = await strongroom.status();
  const before = await strongroom.inspect({ keychain: false });
  const refused = before.unlocked ? null : await openByEnvironment(deps);
  const after = await strongroom.inspect({ keychain: true });
  const keys = after.unlocked && after.problem === null ? (await strongroom.read()).keys : null;
  const known = await state.read();
  const savedAt = after.generations[0]?.savedAt ?? null;
  return [
    checkVault(after, refused),
    checkLeftovers(after),
    checkPermissions(machine.platform, before, after),
    await checkSynced(machine, home),
    checkKeychain(after, machine),
    checkRecovery(after, known.settings.recoveryPending === true),
    checkBackup(after.vault !== null, keys, known, clock.now()),
    checkLock(after.lock, clock.now()),
    checkClock(known.clock, savedAt, clock.now(), holds(known.clock, clock)),
    await checkStrays(machine, deps.cwd),
    checkProxy(machine),
    checkNodeFlags(machine),
    await checkDumps(machine),
  ];
}

/** Null: nothing was given, or it opened. In the window only its own screen unlocks. */
async function openByEnvironment({ strongroom, unlocks }: Deps): Promise<ErrorBody | null> {
  if (unlocks === 'when-told') return null;
  try {
    await strongroom.unlock({ how: 'environment' });
    return null;
  } catch (error) {
    const { body } = asKeyrackError(error);
    return body.code === 'E_LOCKED' || body.code === 'E_VAULT_MISSING' ? null : body;
  }
}

/** Null: the lock is free. */
export const lockHolder = async ({ strongroom }: Deps): Promise<LockFacts | null> => (await strongroom.inspect({ keychain: false })).lock;

/** The shells ask first, naming the holder. */
export async function breakLock({ strongroom, activity }: Deps, request: BreakLockRequest): Promise<void> {
  await strongroom.breakLock(request);
  // A file of ours in a home without a vault would keep init from making one (S-09).
  if ((await strongroom.status()).vault !== null) activity.note('break-lock', [null], 'ok');
}
