import { KeyrackError } from '../../shared/errors/index.js';
import type { HomeStatus, Strongroom, UnlockRequest, VaultView } from '../client/contract.js';
import { apply, type VaultDocument, withoutKeys } from './document.js';
import { identifySource } from './identify.js';
import { examineSources, importInto, sourcePorts } from './import-keys.js';
import { initialise } from './init.js';
import { inspect } from './inspect.js';
import { breakLock } from './lock-facts.js';
import type { Ports } from './ports.js';
import { createTokenSigner } from './sign.js';
import { createStore, type Loaded } from './store.js';
import { obtainIdentity } from './unlock.js';

/**
 * The one object that ever holds a private key, a passphrase or an identity. An object first and a thread second:
 * tests drive it in-process, `worker.ts` serves it over a port.
 */
export function createStrongroom(ports: Ports): Strongroom {
  const store = createStore(ports);
  const signer = createTokenSigner();
  let identity: string | null = null;
  const inOrder = createQueue();
  const importing = new Set<AbortController>();

  const held = (): string => {
    if (identity === null) throw new KeyrackError('E_LOCKED');
    return identity;
  };
  const view = async (loaded: Loaded): Promise<VaultView> => {
    const { home } = await store.home();
    return viewOf(loaded, home?.unlock ?? 'passphrase');
  };

  return {
    async status(): Promise<HomeStatus> {
      const { home, warnings } = await store.home();
      return { home: ports.home, vault: home, unlocked: identity !== null, warnings };
    },

    init: (request) => inOrder(async () => initialise(ports, store, request)),

    unlock: (request: UnlockRequest) =>
      inOrder(async () => {
        const obtained = await obtainIdentity(ports, store, request);
        const tightened = await store.tighten();
        const loaded = await store.load(obtained.identity);
        identity = obtained.identity;
        return withWarnings(await view(loaded), [...tightened, ...obtained.warnings]);
      }),

    async lock() {
      identity = null;
      signer.forget();
      store.forget();
    },

    read: async () => view(await store.load(held())),

    change: (change) => inOrder(async () => view(await store.commit(held(), (document) => apply(document, change)))),

    async examine({ sources }) {
      // Before the first unlock (first run) files can be looked at too; they are then known to no vault.
      const keys = identity === null ? [] : (await store.load(identity)).document.keys;
      return examineSources(ports, sources, keys);
    },

    async identify({ source }) {
      return identifySource(source, (await store.load(held())).document, sourcePorts(ports));
    },

    async importKeys(request) {
      const stop = new AbortController();
      importing.add(stop);
      return inOrder(async () => {
        const rows = await importInto(
          ports,
          request,
          async (change) => {
            const saved = await store.commit(held(), change);
            const reread = await store.load(held(), { fresh: true });
            return { document: reread.document, copied: !saved.health.warnings.some(({ code }) => code === 'W_VAULT_COPY') };
          },
          stop.signal,
        );
        return { rows, view: await view(await store.load(held())) };
      }).finally(() => importing.delete(stop));
    },

    async stopImport() {
      for (const stop of importing) stop.abort();
    },

    async sign(request) {
      const { document } = await store.load(held());
      const { key, organization } = findKey(document, request.id);
      const nowMs = request.nowMs ?? ports.clock.now();
      return signer.sign({ key, issuerId: organization.issuerId, program: organization.program }, request, nowMs);
    },

    repair: ({ keep }) =>
      inOrder(async () => {
        const done = await store.repair(held(), keep);
        return { ...done, view: await view(await store.load(held(), { fresh: true })) };
      }),

    purge: ({ ids }) =>
      inOrder(async () => {
        const identity = held();
        const deleted = await store.withLock((lock) =>
          store.rewrite(lock, identity, {
            name: 'purge',
            identities: [identity],
            check: (documents) => refuseUnknown(documents, ids),
            change: (document) => withoutKeys(document, ids),
          }),
        );
        return { view: await view(await store.load(identity, { fresh: true })), deleted };
      }),
    inspect: (request) => inspect(ports, store, identity, request),
    breakLock: (request) => breakLock(ports, request),
  };
}

/** An older generation will do: a purge that was stopped after the current one was written can be asked for again. */
function refuseUnknown(documents: readonly VaultDocument[], ids: readonly string[]): void {
  const stored = new Set(documents.flatMap(({ keys }) => keys.map(({ id }) => id)));
  if (ids.length === 0 || !ids.every((id) => stored.has(id))) throw new KeyrackError('E_NOT_FOUND', 'This key is no longer there.');
}

function findKey(document: VaultDocument, id: string) {
  const key = document.keys.find((one) => one.id === id && one.trashedAt === null);
  const organization = document.organizations.find((one) => one.id === key?.organizationId);
  if (!key || !organization) throw new KeyrackError('E_NOT_FOUND');
  return { key, organization };
}

/** The document as everyone else may see it: each field named, so that an unknown one (or a private key) never slips out. */
function viewOf({ document, health }: Loaded, unlock: VaultView['unlock']): VaultView {
  return {
    vaultId: document.vaultId,
    revision: document.revision,
    savedAt: document.savedAt,
    unlock,
    recovery: document.recipients.recovery !== null,
    organizations: document.organizations.map(
      ({ id, name, program, issuerId, teamId, vendorNumber, notes, tags, defaultKeyId, createdAt }) => ({
        id,
        name,
        program,
        issuerId,
        teamId,
        vendorNumber,
        notes,
        tags: [...tags],
        defaultKeyId,
        createdAt,
      }),
    ),
    keys: document.keys.map(({ id, organizationId, kind, keyId, name, roles, fingerprint, sourceName, addedAt, trashedAt }) => ({
      id,
      organizationId,
      kind,
      keyId,
      name,
      roles: [...roles],
      fingerprint,
      sourceName,
      addedAt,
      trashedAt,
    })),
    health,
  };
}

const withWarnings = (view: VaultView, warnings: VaultView['health']['warnings']): VaultView =>
  warnings.length === 0 ? view : { ...view, health: { ...view.health, warnings: [...warnings, ...view.health.warnings] } };

/** What changes the home happens one at a time within this process; the lock file sees to the others. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
