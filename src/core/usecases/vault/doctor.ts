import { asKeyrackError, type ErrorBody } from '../../../shared/errors/index.js';
import type { BreakLockRequest, Inspection, LockFacts, VaultView } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { checkBackup } from '../../doctor/backup.js';
import { checkClock } from '../../doctor/clock.js';
import { checkDumps } from '../../doctor/dumps.js';
import type { Finding, NamedFinding } from '../../doctor/finding.js';
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
import type { Machine, State } from '../../ports/index.js';
import { holds } from '../../state/apple-time.js';

/** What the checks are shown. */
interface Seen {
  readonly deps: Deps;
  readonly machine: Machine;
  readonly home: string;
  readonly before: Inspection;
  readonly after: Inspection;
  /** Why the environment did not open the vault. */
  readonly refused: ErrorBody | null;
  readonly keys: VaultView['keys'] | null;
  readonly known: State;
}

/** Every check, by what it is called where it is shown, in the order it is told in. */
const checks: Readonly<Record<string, (seen: Seen) => Finding | Promise<Finding>>> = {
  Vault: ({ after, refused }) => checkVault(after, refused),
  'Leftover files': ({ after }) => checkLeftovers(after),
  Permissions: ({ machine, before, after }) => checkPermissions(machine.platform, before, after),
  'Synced folders': ({ machine, home }) => checkSynced(machine, home),
  Keychain: ({ after, machine }) => checkKeychain(after, machine),
  'Recovery key': ({ after, known }) => checkRecovery(after, known.settings.recoveryPending === true),
  Backup: ({ after, keys, known, deps }) => checkBackup(after.vault !== null, keys, known, deps.clock.now()),
  Lock: ({ after, deps }) => checkLock(after.lock, deps.clock.now()),
  Clock: ({ known, after, deps }) =>
    checkClock(known.clock, after.generations[0]?.savedAt ?? null, deps.clock.now(), holds(known.clock, deps.clock)),
  'Keys lying about': ({ machine, deps }) => checkStrays(machine, deps.cwd),
  Proxy: ({ machine }) => checkProxy(machine),
  'Options of the process': ({ machine }) => checkNodeFlags(machine),
  'After a crash': ({ machine }) => checkDumps(machine),
};

/** Looks at everything and changes nothing but what opening tightens; asks nobody: no prompt of the keychain's, no network. Says what it could not look at. */
export async function doctor(deps: Deps): Promise<readonly NamedFinding[]> {
  const { strongroom, state } = deps;
  const machine = await deps.machine();
  const { home } = await strongroom.status();
  const before = await strongroom.inspect({ keychain: false });
  const refused = before.unlocked ? null : await openByEnvironment(deps);
  const after = await strongroom.inspect({ keychain: true });
  const keys = after.unlocked && after.problem === null ? (await strongroom.read()).keys : null;
  const seen: Seen = { deps, machine, home, before, after, refused, keys, known: await state.read() };
  const found: NamedFinding[] = [];
  for (const [name, look] of Object.entries(checks)) found.push({ ...(await look(seen)), name });
  return found;
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
