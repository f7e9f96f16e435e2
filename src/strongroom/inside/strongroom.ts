import { fromBody, KeyrackError } from '../../shared/errors/index.js';
import type { HomeStatus, RekeyReply, Strongroom, UnlockRequest, VaultView } from '../client/contract.js';
import type { OpenedBackup } from './backup/restore.js';
import { breakLock } from './disk/lock-facts.js';
import { emptyDocument, type VaultDocument, withoutKeys } from './document/document.js';
import type { HomeFacts } from './home/home-facts.js';
import { identitiesAtHand, judgeHome } from './home/home-verdict.js';
import { initialise, wayAsked } from './home/init.js';
import { inspect } from './home/inspect.js';
import { otherCopies, purgedKeys } from './home/other-copies.js';
import { mendPairs } from './home/repair-pairs.js';
import { identifySource } from './keys/identify.js';
import { examineSources, importInto, progressOf, sourcePorts } from './keys/import-keys.js';
import { scanPlaces } from './keys/scan.js';
import { createTokenSigner } from './keys/sign.js';
import type { Ports } from './ports.js';
import { newIdentity, recipientOf } from './vault/seal.js';
import { createStore, type Loaded } from './vault/store.js';
import { newWay, presentWay } from './ways-in/chosen-way.js';
import { verifyRecovery } from './ways-in/recovery.js';
import { type Rekeying, rekey } from './ways-in/rekey.js';
import { obtainIdentity } from './ways-in/unlock.js';
import type { WayIn } from './ways-in/way-in.js';
import { around } from './wrap-methods.js';

/**
 * The one object that ever holds a private key, a passphrase or an identity. An object first and a thread second:
 * tests drive it in-process, `worker.ts` serves it over a port.
 */
export function createStrongroom(ports: Ports): Strongroom {
  const store = createStore(ports);
  const outside: Ports = { ...ports, disk: ports.otherDisk ?? ports.disk };
  const signer = createTokenSigner();
  let identity: string | null = null;
  /** A recovery key that was shown and is not in use yet, and how the new device identity that comes with it will be kept. */
  let offer: { readonly key: string; readonly way: WayIn | null } | null = null;
  let openBackup: OpenedBackup | null = null;
  /** Which identity.age is good: the one that let us in. */
  let openedBy: string | null = null;
  /** Who was let in, or tried to be, where no copy opened: what they cannot open either is damaged for them too. */
  let tried: readonly string[] = [];
  /** How often it was locked, and after which of these it was opened. */
  let locks = 0;
  let openedAfter = 0;
  /** What the last view was made of. */
  let told: { readonly loaded: Loaded; readonly unlock: VaultView['unlock'] } | null = null;
  const inOrder = createQueue();
  const importing = new Set<AbortController>();

  const held = (): string => {
    if (identity === null) throw new KeyrackError('E_LOCKED');
    return identity;
  };
  const forget = () => {
    identity = null;
    openedBy = null;
    offer = null;
    openBackup = null;
    tried = [];
    told = null;
    signer.forget();
    store.forget();
  };
  /** S-07: what was begun before a lock goes on to its end, and whatever it kept on the way is forgotten then. */
  const tidy = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = locks;
    try {
      return await work();
    } finally {
      if (locks !== before && openedAfter !== locks) forget();
    }
  };
  /** Another Keyrack may have given the vault a new identity since: what is held opens nothing then, and only unlocking helps. */
  const opened = async <T>(work: (identity: string) => Promise<T>): Promise<T> => {
    try {
      return await work(held());
    } catch (error) {
      if (!(error instanceof KeyrackError) || error.code !== 'E_IDENTITY_WRONG') throw error;
      forget();
      throw new KeyrackError('E_LOCKED', 'The vault has another identity by now; unlock it again.');
    }
  };
  const saveAndReread = async (change: (document: VaultDocument) => VaultDocument) => {
    const by = held();
    const saved = await opened(() => store.commit(by, change));
    // By what saved it: a lock that fell into it makes nothing less stored.
    const reread = await store.load(by, { fresh: true });
    return { document: reread.document, copied: !saved.health.warnings.some(({ code }) => code === 'W_VAULT_COPY') };
  };
  const offered = () => {
    if (!offer) throw new KeyrackError('E_NOT_FOUND', 'The new recovery key is no longer at hand; start again.');
    return offer;
  };
  const atHand = async (ask: boolean): Promise<readonly string[]> => {
    const before = identity === null ? tried : [...tried, identity];
    tried = await identitiesAtHand(ports, await store.home(), { before, passphrases: [], ask });
    return tried;
  };
  const changed = async (rekeying: Rekeying): Promise<RekeyReply> => {
    let by = held();
    const done = await rekey(ports, store, by, rekeying, (now) => {
      by = now;
      if (identity !== null) identity = now;
    });
    const { newDevice, deleted, found, warnings } = done;
    if (rekeying.recoveryKey !== null) offer = null;
    return { view: withWarnings(await view(await store.load(by, { fresh: true })), warnings), newDevice, deleted, found };
  };
  const view = async (loaded: Loaded, facts?: HomeFacts): Promise<VaultView> => {
    const unlock = await unlockOf(facts);
    told = { loaded, unlock };
    return viewOf(loaded, unlock);
  };
  const unlockOf = async (facts?: HomeFacts) => (facts ?? (await store.home())).home?.unlock ?? 'passphrase';

  const room: Strongroom = {
    async status(): Promise<HomeStatus> {
      const { home, warnings } = await store.home();
      return { home: ports.home, vault: home, unlocked: identity !== null, warnings };
    },

    init: (request) => inOrder(async () => initialise(ports, store, request)),

    unlock(request: UnlockRequest) {
      const before = locks;
      return inOrder(async () => {
        const obtained = await obtainIdentity(ports, store, request);
        tried = [...tried, obtained.identity].slice(-mostTried);
        // Side by side: reading waits for the disk, decrypting for nobody.
        const [tightened, loaded, facts] = await Promise.all([store.tighten(), store.load(obtained.identity), store.home()]);
        // Locked since it was asked for: the later word counts.
        if (locks !== before) throw new KeyrackError('E_LOCKED');
        openedAfter = locks;
        identity = obtained.identity;
        tried = [];
        openedBy = obtained.openedBy;
        return withWarnings(await view(loaded, facts), [...tightened, ...obtained.warnings]);
      });
    },

    async lock() {
      locks += 1;
      forget();
    },

    read: () => opened(async (by) => view(await store.load(by))),

    readIfNew: (revision) =>
      opened(async (by) => {
        const [loaded, facts] = await Promise.all([store.load(by), store.home()]);
        const same = told?.loaded === loaded && loaded.revision === revision && told.unlock === (await unlockOf(facts));
        return same ? null : view(loaded, facts);
      }),

    change: (change) =>
      inOrder(async () => {
        const { apply } = await import('./document/apply-change.js');
        return opened(async (by) => view(await store.commit(by, (document) => apply(document, change))));
      }),

    async examine({ sources }, onProgress) {
      // Before the first unlock (first run) files can be looked at too; they are then known to no vault.
      const document = identity === null ? null : (await store.load(identity)).document;
      return examineSources(outside, sources, document, onProgress);
    },

    scan: async (request, onProgress) => scanPlaces(outside, request, (await store.load(held())).document, onProgress),

    async identify({ source }, onProgress) {
      return identifySource(source, (await store.load(held())).document, sourcePorts(outside, progressOf(1, onProgress)));
    },

    async importKeys(request, onProgress) {
      const stop = new AbortController();
      importing.add(stop);
      return inOrder(async () => {
        const by = held();
        const { rows, stoppedBy } = await importInto(outside, request, saveAndReread, { stop: stop.signal, onProgress });
        return { rows, stoppedBy: stoppedBy?.body ?? null, view: await view(await store.load(by)) };
      }).finally(() => importing.delete(stop));
    },

    async stopImport() {
      for (const stop of importing) stop.abort();
    },

    async sign(request) {
      const { document } = await opened((by) => store.load(by));
      const { key, organization } = findKey(document, request.id);
      const nowMs = request.nowMs ?? ports.clock.now();
      return signer.sign({ key, issuerId: organization.issuerId, program: organization.program }, request, nowMs);
    },

    repair: ({ keep }) =>
      inOrder(async () => {
        const by = held();
        const done = await store.repair(by, keep);
        const loaded = await store.load(by, { fresh: true });
        const mended = await store.withLock(() => mendPairs(ports, loaded.document, openedBy));
        const movedAside = [...done.movedAside, ...mended.movedAside];
        return { movedAside, promoted: [...done.promoted, ...mended.promoted], kept: done.kept, view: await view(loaded) };
      }),

    leftovers: async () => store.leftovers(held()),

    purge: ({ ids, mayDelete = [] }) =>
      inOrder(async () => {
        const identity = held();
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
    inspect: (request) => inspect(ports, store, identity, request),
    breakLock: (request) => breakLock(ports, request),

    offerRecovery: (request) =>
      inOrder(async () => {
        const { document, health } = await opened((by) => store.load(by));
        if (health.readOnly) throw fromBody(health.readOnly.error);
        // Whoever had the old key knows the recipients, and could forge a vault for them (S-05); a first key has no such past.
        const alone = request.for === 'unlock-change' || document.recipients.recovery === null;
        const way = alone ? null : await presentWay(ports, store, request);
        offer = { key: await newIdentity(), way };
        return { recoveryKey: offer.key };
      }),

    adoptRecovery: ({ mayDelete = [] } = {}) =>
      inOrder(() => {
        const { key, way } = offered();
        return changed({ way, rotate: true, recoveryKey: key, mayDelete });
      }),

    verifyRecovery: (request) => verifyRecovery(ports, request),

    changeUnlock: (request) =>
      inOrder(async () => {
        const { document } = await opened((by) => store.load(by));
        const isDevice = document.recipients.devices.includes(await recipientOf(held()));
        const way = await newWay(ports, store, request, isDevice);
        const recoveryKey = request.recovery ? offered().key : null;
        const rotate = request.rotate || request.recovery;
        return changed({ way, rotate, recoveryKey, mayDelete: rotate ? (request.mayDelete ?? []) : null });
      }),

    // Loaded when they are asked for: every command starts this worker, and few of them make a backup.
    async backup(request) {
      const { document } = await opened((by) => store.load(by, { fresh: true }));
      return (await import('./backup/make.js')).makeBackup(outside, document, request);
    },

    async openBackup(request) {
      const restoring = await import('./backup/restore.js');
      if (request.into !== 'new') held();
      const found = await restoring.openBackup(outside, request);
      const document = request.into === 'new' ? null : (await opened((by) => store.load(by))).document;
      openBackup = found;
      return restoring.previewOf(document ?? nobodys((await store.home()).home?.vaultId), found);
    },

    async restoreKeys(request, onProgress) {
      const stop = new AbortController();
      importing.add(stop);
      return inOrder(async () => {
        if (openBackup?.ticket !== request.ticket) throw new KeyrackError('E_NOT_FOUND', 'This backup is no longer open; open it again.');
        const { restoreInto } = await import('./backup/restore.js');
        const by = held();
        const watcher = { stop: stop.signal, onProgress };
        const { rows, stoppedBy } = await restoreInto(outside, openBackup.backup, request, saveAndReread, watcher);
        return { rows, stoppedBy: stoppedBy?.body ?? null, view: await view(await store.load(by)) };
      }).finally(() => importing.delete(stop));
    },

    async closeBackup() {
      openBackup = null;
    },

    judge: ({ interactive }) => inOrder(async () => judgeHome(ports, store, await atHand(interactive))),

    restoreAnew: (request) =>
      inOrder(async () => {
        if (openBackup?.ticket !== request.ticket) throw new KeyrackError('E_NOT_FOUND', 'This backup is no longer open; open it again.');
        const { restoreAnew } = await import('./backup/restore.js');
        const { backup } = openBackup;
        const way = await wayAsked(ports, request);
        const done = await restoreAnew(ports, store, { backup, way, identities: await atHand(false), request });
        forget();
        return done;
      }),
  };
  return around(room, tidy);
}

const mostTried = 8;

/** What a new vault is before a backup is in it. */
const nobodys = (vaultId = ''): VaultDocument => emptyDocument({ vaultId, devices: [], recovery: null, savedAt: '' });

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
