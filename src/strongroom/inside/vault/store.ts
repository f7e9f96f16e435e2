import { join } from 'node:path';
import { fromBody, KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import { diskError, notCopied, orDiskError, readWhole } from '../disk/files.js';
import { acquireLock, type Lock } from '../disk/lock.js';
import { decodeDocument } from '../document/decode.js';
import { encodeDocument, recipientsOf, type VaultDocument } from '../document/document.js';
import { type HomeFacts, readHome, readNoted, tighten } from '../home/home-facts.js';
import type { Ports } from '../ports.js';
import { chooseCopy } from './choose-copy.js';
import {
  checkReadBack,
  generationFiles,
  type Loaded,
  loadHealthy,
  readAll,
  rememberingSha256,
  revisionAfter,
  vaultFile,
} from './generations.js';
import { type Repaired, repairVault, stamped } from './repair.js';
import { whatGivesWay } from './replaced-copies.js';
import { type Rewriting, rewriteGenerations, surveyed } from './rewrite.js';
import { open, seal } from './seal.js';
import { fileMark, writeGenerations, writePair } from './writer.js';

export type { Loaded };

export interface Store {
  home(): Promise<HomeFacts>;
  tighten(): Promise<readonly Warning[]>;
  /** The first vault of a home; the caller holds the lock. */
  create(document: VaultDocument, identity: string): Promise<void>;
  /** Takes no lock and changes nothing. `fresh`: even if the file looks as it did. */
  load(identity: string, options?: { readonly fresh: boolean }): Promise<Loaded>;
  /** Under the lock, on the newest document, again if another process was faster. Answering the same object saves nothing, unless the copy is to be made good. */
  commit(identity: string, change: (document: VaultDocument) => VaultDocument): Promise<Loaded>;
  repair(identity: string, keep: 'vault' | 'newest' | undefined): Promise<Repaired>;
  /** What a rewriting would delete, by name: nothing of it opens. */
  leftovers(identity: string): Promise<{ readonly unopened: readonly string[] }>;
  /** Every generation anew (R-33, S-05); the caller holds the lock. Answers the names of what was deleted. */
  rewrite(lock: Lock, identity: string, rewriting: Rewriting): Promise<readonly string[]>;
  withLock<T>(work: (lock: Lock) => Promise<T>): Promise<T>;
  forget(): void;
}

class Moved extends Error {}
const attempts = 5;
/** How often everything must look the same before something out of the ordinary is said. */
const looks = 3;

export function createStore(ports: Ports): Store {
  const path = join(ports.home, vaultFile);
  /** Hashes of files that hold no key that `newest` does not hold: each was saved by this very store on top of the one before. */
  let held = nothingHeld;
  const sha256 = rememberingSha256();
  let known: { readonly loaded: Loaded; readonly mark: string; readonly identity: string } | null = null;

  const markOf = async (file: string): Promise<string> => {
    try {
      const { ino, size, mtimeMs, ctimeMs } = await ports.disk.stat(file);
      return [ino, size, mtimeMs, ctimeMs].join(' ');
    } catch {
      return '';
    }
  };
  /** Of every generation, so that what nobody has touched since the last look is not opened again. */
  const marks = () => Promise.all(generationFiles.map((file) => markOf(join(ports.home, file))));

  const load: Store['load'] = async (identity, options) => {
    let mark = await markOf(path);
    if (known?.identity === identity && !options?.fresh && mark !== '' && known.mark === mark) return known.loaded;
    const { revision } = await readNoted(ports);
    const look = async () => (await loadHealthy(ports, identity, revision)) ?? chooseCopy(await readAll(ports, identity), revision);
    let loaded = await look();
    // What looks out of the ordinary may be a writer between two renames: it is said once nothing has moved for a while.
    for (let [seen, still] = ['', 0]; isOdd(loaded) && still < looks; ) {
      await ports.clock.wait(20);
      const now = await marks();
      still = now.join() === seen ? still + 1 : 1;
      seen = now.join();
      if (still > 1) continue;
      [mark = ''] = now;
      loaded = await look();
    }
    known = isOdd(loaded) ? null : { loaded, mark, identity };
    return loaded;
  };

  const withLock: Store['withLock'] = async (work) => {
    await ports.disk.mkdir(ports.home, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw diskError(error);
    });
    const lock = await acquireLock(ports);
    try {
      return await work(lock);
    } catch (error) {
      throw orDiskError(error);
    } finally {
      // Nothing that is saved is less so because its lock could not be read just now; this process knows that it let go.
      await lock.release().catch(() => undefined);
    }
  };

  const save = async (next: VaultDocument, identity: string, from: Loaded, lock: Lock): Promise<Loaded> => {
    const before = held.newest === from.sha256 ? held.all : new Set<string>();
    const givingWay = await whatGivesWay(ports, identity, from.document, { copyIsGood: from.copyIsGood, known: before });
    const plaintext = encodeDocument(next);
    const bytes = await seal(plaintext, recipientsOf(next));
    const writing = {
      name: vaultFile,
      bytes,
      verify: (back: Uint8Array) => checkReadBack(back, identity, plaintext),
      beforeRename: async () => {
        await lock.stillMine();
        const now = await readWhole(ports.disk, path);
        if (now.is === 'unread') throw now.error;
        if ((now.is === 'read' ? sha256(now.bytes) : '') !== from.sha256) throw new Moved();
      },
    };
    known = null;
    const { copied, mark } = await writeGenerations(ports, writing, givingWay);
    const warnings = copied ? [] : [warn('W_VAULT_COPY')];
    const saved: Loaded = {
      document: next,
      file: vaultFile,
      revision: next.revision,
      sha256: sha256(bytes),
      health: { readOnly: null, warnings },
      copyIsGood: copied,
    };
    held = { newest: saved.sha256, all: new Set([...before, from.sha256, saved.sha256].filter(Boolean)) };
    // The very file that was read back and opened: what it holds is known. Anything else in its place is read like any other.
    const there = await markOf(path);
    if (copied && mark !== '' && (await fileMark(ports.disk, path)) === mark) known = { loaded: saved, mark: there, identity };
    return saved;
  };

  return {
    home: () => readHome(ports),
    tighten: () => tighten(ports),
    async create(document, identity) {
      const { copied } = await writePair(ports, {
        name: vaultFile,
        bytes: await seal(encodeDocument(document), recipientsOf(document)),
        verify: async (back) => void decodeDocument(await open(back, identity)),
      });
      if (!copied) throw notCopied(vaultFile);
    },
    load,
    commit: (identity, change) =>
      withLock(async (lock) => {
        for (let attempt = 1; ; attempt += 1) {
          const loaded = await load(identity, { fresh: attempt > 1 });
          const { readOnly } = loaded.health;
          if (readOnly) throw fromBody(readOnly.error);
          const next = change(loaded.document);
          if (next === loaded.document && loaded.copyIsGood) return loaded;
          try {
            return await save(stamped(ports, next, revisionAfter(loaded.revision)), identity, loaded, lock);
          } catch (error) {
            const moved = error instanceof KeyrackError && error.cause instanceof Moved;
            if (!moved) throw error;
            if (attempt >= attempts) throw new KeyrackError('E_BUSY', 'The vault kept changing while this was saved; nothing was saved.');
          }
        }
      }),
    repair: (identity, keep) =>
      withLock((lock) =>
        repairVault(ports, identity, keep, async (document, from) => {
          await save(document, identity, from, lock);
          // What it was saved over may be another history, and hold more.
          held = nothingHeld;
        }),
      ),
    async leftovers(identity) {
      // Under the lock: what a writer has at hand just now is no leftover.
      const { leftovers } = await withLock(() => surveyed(ports, identity));
      return { unopened: leftovers.unopened };
    },
    async rewrite(lock, identity, rewriting) {
      known = null;
      return rewriteGenerations(ports, lock, identity, rewriting);
    },
    withLock,
    forget() {
      known = null;
    },
  };
}

const nothingHeld: { readonly newest: string; readonly all: ReadonlySet<string> } = { newest: '', all: new Set() };

const isOdd = ({ health }: Loaded): boolean => health.warnings.length > 0 || health.readOnly !== null;
