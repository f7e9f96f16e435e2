import { asKeyrackError, type ErrorBody, fromBody, KeyrackError } from '../../../shared/errors/index.js';
import type { RekeyReply, WaysIn } from '../../client/contract.js';
import type { Context } from '../context.js';
import { initialise } from '../home/init.js';
import type { Ports } from '../ports.js';
import { newIdentity, recipientOf } from '../vault/seal.js';
import { withWarnings } from '../vault/view.js';
import { newWay, presentWay } from './chosen-way.js';
import { verifyRecovery } from './recovery.js';
import { type Rekeying, rekey } from './rekey.js';
import { obtainIdentity } from './unlock.js';
import { accountOf } from './way-in.js';

export function createWaysIn(context: Context): WaysIn {
  const { ports, store, held, inOrder } = context;
  return {
    async status() {
      const { home, warnings } = await store.home();
      return { home: ports.home, vault: home, unlocked: held.identity !== null, warnings };
    },

    // Not in order: one that hangs keeps nobody waiting but whoever asks.
    probeKeychain: probing(ports),

    init: (request) => inOrder(async () => initialise(ports, store, request)),

    ...unlocking(context),

    offerRecovery: (request) =>
      inOrder(async () => {
        const { document, health } = await held.opened((by) => store.load(by));
        if (health.readOnly) throw fromBody(health.readOnly.error);
        // Whoever had the old key knows the recipients, and could forge a vault for them (S-05); a first key has no such past.
        const alone = request.for === 'unlock-change' || document.recipients.recovery === null;
        const way = alone ? null : await presentWay(ports, store, request);
        held.offer = { key: await newIdentity(), way };
        return { recoveryKey: held.offer.key };
      }),

    verifyRecovery: (request) => verifyRecovery(ports, request),

    ...rekeyings(context),
  };
}

/** So many identities that opened nothing are remembered. */
const mostTried = 8;

function unlocking({ ports, store, held, inOrder, view }: Context): Pick<WaysIn, 'unlock' | 'lock'> {
  return {
    unlock(request) {
      const wasLocked = held.sinceNow();
      return inOrder(async () => {
        const obtained = await obtainIdentity(ports, store, request);
        held.tried = [...held.tried, obtained.identity].slice(-mostTried);
        // Side by side: reading waits for the disk, decrypting for nobody.
        const [tightened, loaded, facts] = await Promise.all([store.tighten(), store.load(obtained.identity), store.home()]);
        // The later word counts.
        if (wasLocked()) throw new KeyrackError('E_LOCKED');
        held.admit(obtained.identity, obtained.openedBy);
        return withWarnings(await view(loaded, facts), [...tightened, ...obtained.warnings]);
      });
    },

    async lock() {
      held.lock();
    },
  };
}

function rekeyings({ ports, store, held, inOrder, view }: Context): Pick<WaysIn, 'adoptRecovery' | 'changeUnlock'> {
  const offered = () => {
    if (!held.offer) throw new KeyrackError('E_NOT_FOUND', 'The new recovery key is no longer at hand; start again.');
    return held.offer;
  };
  const changed = async (rekeying: Rekeying): Promise<RekeyReply> => {
    let by = held.needIdentity();
    const done = await rekey(ports, store, by, rekeying, (now) => {
      by = now;
      held.becomes(now);
    });
    const { newDevice, deleted, found, warnings } = done;
    if (rekeying.recoveryKey !== null) held.offer = null;
    return { view: withWarnings(await view(await store.load(by, { fresh: true })), warnings), newDevice, deleted, found };
  };
  return {
    adoptRecovery: ({ mayDelete = [] } = {}) =>
      inOrder(() => {
        const { key, way } = offered();
        return changed({ way, rotate: true, recoveryKey: key, mayDelete });
      }),

    changeUnlock: (request) =>
      inOrder(async () => {
        const { document } = await held.opened((by) => store.load(by));
        const isDevice = document.recipients.devices.includes(await recipientOf(held.needIdentity()));
        const way = await newWay(ports, store, request, isDevice);
        const recoveryKey = request.recovery ? offered().key : null;
        const rotate = request.rotate || request.recovery;
        return changed({ way, rotate, recoveryKey, mayDelete: rotate ? (request.mayDelete ?? []) : null });
      }),
  };
}

/** Milliseconds for which a keychain that did not answer is not asked again. */
const silentMs = 10_000;

/** One at a time, and not soon again where none answered: a call that hangs holds a thread that the disk's reads and writes need, too. */
function probing({ keychain, clock }: Ports): WaysIn['probeKeychain'] {
  let asked: ReturnType<WaysIn['probeKeychain']> | null = null;
  let silent: { readonly problem: ErrorBody; readonly atMs: number } | null = null;
  const ask = async () => {
    try {
      await keychain.get(accountOf('none'));
      return { problem: null };
    } catch (error) {
      const problem = asKeyrackError(error).body;
      if (problem.code === 'E_KEYCHAIN_TIMEOUT') silent = { problem, atMs: clock.monotonic() };
      return { problem };
    } finally {
      asked = null;
    }
  };
  return async () => {
    if (silent && clock.monotonic() - silent.atMs < silentMs) return { problem: silent.problem };
    asked ??= ask();
    return asked;
  };
}
