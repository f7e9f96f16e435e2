import { KeyrackError } from '../../../shared/errors/index.js';
import type { Vault } from '../../client/contract.js';
import type { Context } from '../context.js';
import { type VaultDocument, withoutKeys } from '../document/document.js';
import { otherCopies, purgedKeys } from '../home/other-copies.js';

export function createVault({ ports, store, held, inOrder, view, viewUnlessShown }: Context): Vault {
  return {
    read: () => held.opened(async (by) => view(await store.load(by))),

    readIfNew: (revision) =>
      held.opened(async (by) => {
        const [loaded, facts] = await Promise.all([store.load(by), store.home()]);
        return viewUnlessShown(loaded, facts, revision);
      }),

    change: (change) =>
      inOrder(async () => {
        const { apply } = await import('../document/apply-change.js');
        return held.opened(async (by) => view(await store.commit(by, (document) => apply(document, change))));
      }),

    purge: ({ ids, mayDelete = [] }) =>
      inOrder(async () => {
        const identity = held.needIdentity();
        let before: readonly VaultDocument[] = [];
        const deleted = await store.withLock((lock) =>
          store.rewrite(lock, identity, {
            name: 'purge',
            identities: [identity],
            check(documents) {
              refuseUnknown(documents, ids);
              before = documents;
            },
            change: (document) => withoutKeys(document, ids),
            mayDelete,
          }),
        );
        const found = await otherCopies(ports, purgedKeys(identity, ids, before));
        return { view: await view(await store.load(identity, { fresh: true })), deleted, found };
      }),
  };
}

/** An older generation will do: a purge that was stopped after the current one was written can be asked for again. */
function refuseUnknown(documents: readonly VaultDocument[], ids: readonly string[]): void {
  const stored = new Set(documents.flatMap(({ keys }) => keys.map(({ id }) => id)));
  if (ids.length === 0 || !ids.every((id) => stored.has(id))) throw new KeyrackError('E_NOT_FOUND', 'This key is no longer there.');
}
