import { join } from 'node:path';
import { fromBody, KeyrackError } from '../../../shared/errors/index.js';
import { checking, diskError, isMissing, readWhole, removeQuietly, renameOver, unverified, writeTemporary } from '../disk/files.js';
import type { Lock } from '../disk/lock.js';
import { moveAside } from '../disk/move-aside.js';
import { encodeDocument, isNewer, recipientsOf, type VaultDocument } from '../document/document.js';
import { readNoted } from '../home/home-facts.js';
import type { Ports } from '../ports.js';
import { chooseCopy } from './choose-copy.js';
import {
  checkReadBack,
  type Generation,
  type Good,
  type Loaded,
  readAll,
  refuseUnread,
  revisionAfter,
  sha256Of,
  vaultFile,
} from './generations.js';
import { type Leftovers, leftoversOf, refuseUnnamed, sweep } from './leftovers.js';
import { mayGo } from './may-delete-copy.js';
import { stamped } from './repair.js';
import { seal } from './seal.js';
import { writePair } from './writer.js';

export interface Rewriting {
  /** Begins the names of its steps. */
  readonly name: 'purge' | 'reseal-both' | 'reseal-new';
  /** Sees every generation that opens before anything is changed, and may refuse. */
  check?(documents: readonly VaultDocument[]): void;
  /** Applied to each generation; the current one gets the next revision besides. */
  change(document: VaultDocument): VaultDocument;
  /** Each of them must open what was written. */
  readonly identities: readonly string[];
  /** Files that open to nothing, and that the user was told the names of. Null: nothing is deleted; leftovers are written anew. */
  readonly mayDelete: readonly string[] | null;
}

/** The points of one rewriting, in their order; the current file and its copy go through `saveSteps` besides. */
export const rewriteSteps = (name: Rewriting['name']): readonly string[] =>
  ['start', 'swept', 'rewritten-5', 'rewritten-4', 'rewritten-3', 'rewritten-2', 'done'].map((step) => `${name}:${step}`);

/**
 * R-33, S-05: every copy anew that opens, under the lock. Leftovers go first and the current revision last, so that whoever
 * is stopped on the way still has what they asked to change, and can ask again. Answers the names of what was deleted.
 * Nothing rotates: the revision before would come back as `.2`. Nothing is changed before every copy was read (M-1).
 */
export async function rewriteGenerations(ports: Ports, lock: Lock, identity: string, rewriting: Rewriting): Promise<readonly string[]> {
  const { all, loaded, leftovers } = await surveyed(ports, identity);
  const good = all.filter((one) => one.is === 'good');
  rewriting.check?.(good.map((one) => one.document));
  // Once everything is sealed to old and new there is no way back: what could be refused was refused before that.
  if (rewriting.mayDelete !== null && rewriting.name !== 'reseal-new') refuseUnnamed(leftovers, rewriting.mayDelete);
  const step = (at: string) => ports.step(`${rewriting.name}:${at}`);
  const isOthers = ({ document }: Good) => document.vaultId !== loaded.document.vaultId;
  const rewritten = async ({ file, document }: Good) => rewriteOld(ports, lock, file, await sealed(rewriting, rewriting.change(document)));
  const deleted: string[] = [];
  try {
    await step('start');
    if (rewriting.mayDelete !== null) await sweep(ports, lock, leftovers, rewriting.mayDelete, (name) => deleted.push(name));
    await step('swept');
    for (const one of rewriting.mayDelete === null ? [...leftovers.spare, ...leftovers.kept] : leftovers.kept) await rewritten(one);
    // Another vault's, or sealed to somebody else: not ours to write over.
    for (const { file } of [...good.filter(isOthers), ...all.filter(isClosed), ...leftovers.others])
      await moveAside(ports, file, 'set-aside');
    await clearCopy(ports, loaded.document, all, rewritten);
    for (const n of [5, 4, 3, 2]) {
      const old = good.find(({ file }) => file === `${vaultFile}.${n}`);
      if (old && !isOthers(old)) await rewritten(old);
      await step(`rewritten-${n}`);
    }
    const next = rewriting.change(loaded.document);
    const stamp = stamped(ports, next, revisionAfter(loaded.revision));
    await rewriteCurrent(ports, lock, loaded.sha256, await sealed(rewriting, stamp));
    await step('done');
    return deleted;
  } catch (error) {
    const { code, message, hint } = diskError(error);
    // Whoever asks again hears nothing of them any more.
    const also = deleted.length === 0 ? '' : ` Before that, these were deleted, which could not be rewritten: ${deleted.join(', ')}.`;
    throw new KeyrackError(code, `${message}${also}`, { cause: error, next: hint });
  }
}

/** The vault and everything beside it, read and opened; refuses where there is something to mend first. */
export async function surveyed(
  ports: Ports,
  identity: string,
): Promise<{ readonly all: readonly Generation[]; readonly loaded: Loaded; readonly leftovers: Leftovers }> {
  const all = await readAll(ports, identity);
  const loaded = chooseCopy(all, (await readNoted(ports)).revision);
  const { readOnly } = loaded.health;
  if (readOnly) throw fromBody(readOnly.error);
  refuseUnread(all);
  if (all.some((one) => one.is === 'good' && isNewer(one.document))) throw new KeyrackError('E_VAULT_NEWER');
  return { all, loaded, leftovers: await leftoversOf(ports, identity, loaded.document, all) };
}

const isClosed = (one: Generation): boolean => one.is === 'bad' && one.code === 'E_IDENTITY_WRONG';

/** What lies in the place of `.1` and may not go is not written over: it makes room. Where it was swept it is gone already. */
async function clearCopy(
  ports: Ports,
  vault: VaultDocument,
  all: readonly Generation[],
  rewritten: (one: Good) => Promise<void>,
): Promise<void> {
  const copy = all.find(({ file }) => file === `${vaultFile}.1`);
  const isOurs = copy?.is === 'good' && copy.document.vaultId === vault.vaultId;
  if (copy?.is === 'bad' && !isClosed(copy) && !(await isMissing(ports.disk, join(ports.home, copy.file))))
    await moveAside(ports, copy.file);
  if (!isOurs || mayGo(vault, copy)) return;
  await rewritten(copy);
  await moveAside(ports, copy.file, 'set-aside');
}

interface Sealed {
  readonly bytes: Uint8Array;
  verify(back: Uint8Array): Promise<void>;
}

async function sealed({ identities }: Rewriting, document: VaultDocument): Promise<Sealed> {
  const plaintext = encodeDocument(document);
  return {
    bytes: await seal(plaintext, recipientsOf(document)),
    async verify(back) {
      for (const identity of identities) {
        await checkReadBack(back, identity, plaintext);
      }
    },
  };
}

async function rewriteOld(ports: Ports, lock: Lock, file: string, { bytes, verify }: Sealed): Promise<void> {
  const { disk, clock } = ports;
  const target = join(ports.home, file);
  const written = await writeTemporary(disk, target, bytes);
  try {
    const back = await readWhole(disk, written);
    if (back.is !== 'read') throw unverified(file);
    await checking(file, verify(back.bytes));
    await lock.stillMine();
    await renameOver(disk, clock, written, target);
  } catch (error) {
    await removeQuietly(disk, written);
    throw error;
  }
}

async function rewriteCurrent(ports: Ports, lock: Lock, loadedSha256: string, { bytes, verify }: Sealed): Promise<void> {
  const { copied } = await writePair(ports, {
    name: vaultFile,
    bytes,
    verify,
    async beforeRename() {
      await lock.stillMine();
      const now = await readWhole(ports.disk, join(ports.home, vaultFile));
      if (now.is === 'unread') throw now.error;
      if ((now.is === 'read' ? sha256Of(now.bytes) : '') !== loadedSha256)
        throw new KeyrackError('E_BUSY', 'The vault’s file was changed by something that is not Keyrack while this was saved.');
    },
  });
  if (!copied)
    throw new KeyrackError(
      'E_DISK',
      'The vault is changed, but its spare copy could not be rewritten and is as it was before. The next change of anything replaces it.',
    );
}
