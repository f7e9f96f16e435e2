import type { Care } from '../../client/contract.js';
import type { Context } from '../context.js';
import { breakLock } from '../disk/lock-facts.js';
import { withWarnings } from '../vault/view.js';
import { identitiesAtHand, judgeHome } from './home-verdict.js';
import { inspect } from './inspect.js';
import { mendPairs } from './repair-pairs.js';

export function createCare(context: Context): Care {
  const { ports, store, held, inOrder, view } = context;
  return {
    repair: ({ keep }) =>
      inOrder(async () => {
        const by = held.needIdentity();
        const done = await store.repair(by, keep);
        const loaded = await store.load(by, { fresh: true });
        const mended = await store.withLock(() => mendPairs(ports, loaded.document, held.openedBy));
        const movedAside = [...done.movedAside, ...mended.movedAside];
        const promoted = [...done.promoted, ...mended.promoted];
        return { movedAside, promoted, kept: done.kept, view: withWarnings(await view(loaded), mended.warnings) };
      }),

    leftovers: async () => store.leftovers(held.needIdentity()),
    inspect: (request) => inspect(ports, store, held.identity, request),
    judge: ({ interactive }) => inOrder(async () => judgeHome(ports, store, await atHand(context, interactive))),
    breakLock: (request) => breakLock(ports, request),
  };
}

/** Every identity that can be had, whoever was let in before among them; `ask`: for a passphrase, on a terminal. */
export async function atHand({ ports, store, held }: Context, ask: boolean): Promise<readonly string[]> {
  const before = held.identity === null ? held.tried : [...held.tried, held.identity];
  held.tried = await identitiesAtHand(ports, await store.home(), { before, passphrases: [], ask });
  return held.tried;
}
