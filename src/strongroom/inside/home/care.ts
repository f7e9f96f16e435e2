import type { Care } from '../../client/contract.js';
import type { Context } from '../context.js';
import { breakLock } from '../disk/lock-facts.js';
import { withWarnings } from '../vault/view.js';
import { assessHome, identitiesAtHand } from './home-verdict.js';
import { inspect } from './inspect.js';
import { repairPairs } from './repair-pairs.js';

export function createCare(context: Context): Care {
  const { ports, store, held, inOrder, view } = context;
  return {
    repair: ({ keep }) =>
      inOrder(async () => {
        const by = held.needIdentity();
        const done = await store.repair(by, keep);
        const loaded = await store.load(by, { fresh: true });
        const pairs = await store.withLock(() => repairPairs(ports, loaded.document, held.openedBy));
        const movedAside = [...done.movedAside, ...pairs.movedAside];
        const promoted = [...done.promoted, ...pairs.promoted];
        return { movedAside, promoted, kept: done.kept, view: withWarnings(await view(loaded), pairs.warnings) };
      }),

    leftovers: async () => store.leftovers(held.needIdentity()),
    inspect: (request) => inspect(ports, store, held.identity, request),
    assessHome: ({ interactive }) => inOrder(async () => assessHome(ports, store, await identitiesToTry(context, interactive))),
    breakLock: (request) => breakLock(ports, request),
  };
}

/** Every identity that can be had, whoever was let in before among them; `ask`: for a passphrase, on a terminal. */
export async function identitiesToTry({ ports, store, held }: Context, ask: boolean): Promise<readonly string[]> {
  const before = held.identity === null ? held.tried : [...held.tried, held.identity];
  held.tried = await identitiesAtHand(ports, await store.home(), { before, passphrases: [], ask });
  return held.tried;
}
