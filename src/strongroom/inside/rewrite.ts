import { join } from 'node:path';
import { KeyrackError } from '../../shared/errors/index.js';
import { encodeDocument, isNewer, recipientsOf, type VaultDocument } from './document.js';
import { diskError, readWhole, removeQuietly, renameOver, writeTemporary } from './files.js';
import { checkReadBack, type Generation, readAll, revisionAfter, sha256Of, vaultFile } from './generations.js';
import { readNoted } from './home-facts.js';
import { judge } from './judge.js';
import type { Lock } from './lock.js';
import { moveAside } from './mend.js';
import type { Ports } from './ports.js';
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
}

/** The points of one rewriting, in their order; the current file and its copy go through `saveSteps` besides. */
export const rewriteSteps = (name: Rewriting['name']): readonly string[] =>
  ['start', 'swept', 'rewritten-5', 'rewritten-4', 'rewritten-3', 'rewritten-2', 'done'].map((step) => `${name}:${step}`);

/**
 * R-33, S-05: every generation anew, under the lock. Leftovers go first and the current revision last, so that whoever
 * is stopped on the way still has what they asked to change, and can ask again. Answers the names of what was deleted.
 * Nothing rotates: the revision before would come back as `.2`.
 */
export async function rewriteGenerations(ports: Ports, lock: Lock, identity: string, rewriting: Rewriting): Promise<readonly string[]> {
  const all = await readAll(ports, identity);
  const { document, revision, sha256, health, copyIsOthers } = judge(all, (await readNoted(ports)).revision);
  if (health.readOnly) throw new KeyrackError(health.readOnly.error.code, health.readOnly.error.message);
  const good = all.filter((one) => one.is === 'good');
  if (good.some((one) => isNewer(one.document))) throw new KeyrackError('E_VAULT_NEWER');
  rewriting.check?.(good.map((one) => one.document));
  const step = (at: string) => ports.step(`${rewriting.name}:${at}`);
  const deleted: string[] = [];
  try {
    await step('start');
    await sweep(ports, lock, all, (name) => deleted.push(name));
    await step('swept');
    // Another vault's: it is not ours to write over.
    if (copyIsOthers) await moveAside(ports, `${vaultFile}.1`, 'set-aside');
    for (const n of [5, 4, 3, 2]) {
      const old = good.find(({ file }) => file === `${vaultFile}.${n}`);
      if (old) await rewriteOld(ports, lock, old.file, await sealed(rewriting, rewriting.change(old.document)));
      await step(`rewritten-${n}`);
    }
    const next = { ...rewriting.change(document), revision: revisionAfter(revision), savedAt: new Date(ports.clock.now()).toISOString() };
    await rewriteCurrent(ports, lock, sha256, await sealed(rewriting, next));
    await step('done');
    return deleted;
  } catch (error) {
    const { code, message, hint } = diskError(error);
    // Whoever asks again hears nothing of them any more.
    const also = deleted.length === 0 ? '' : ` Before that, these were deleted, which could not be rewritten: ${deleted.join(', ')}.`;
    throw new KeyrackError(code, `${message}${also}`, { cause: error, next: hint });
  }
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
    if (back.is !== 'read') throw new KeyrackError('E_VAULT_VERIFY');
    await verify(back.bytes);
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
      if (now.is === 'unreadable') throw new KeyrackError('E_DISK');
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

const ours = String.raw`(?:vault\.age|identity\.age|keyrack\.json)(?:\.[1-5])?`;
/** Moved aside by repair, or left by a crash in the middle of a save. What was set aside is another history: it may hold keys that nothing else holds, and stays. */
const leftover = new RegExp(String.raw`^${ours}\.(?:damaged-.+|[0-9a-f-]{36}\.tmp)$`);

/** What cannot be rewritten is deleted: nobody could say what it holds. The home's own files only, and no folder. Tells of each before the next. */
async function sweep({ disk, home }: Ports, lock: Lock, all: readonly Generation[], tell: (deleted: string) => void): Promise<void> {
  const damaged = all.filter(({ is }) => is === 'bad');
  // A file the disk did not give is not known to be damaged.
  for (const { file } of damaged.filter(({ sha256 }) => sha256 === ''))
    if ((await disk.lstat(join(home, file))).isFile())
      throw new KeyrackError('E_VAULT_READ', `${file} cannot be read. Nothing was changed.`, {
        next: 'Try again; if it stays so, “keyrack recovery repair” moves the file aside.',
      });
  const names = [...damaged.map(({ file }) => file), ...(await disk.readdir(home)).filter((name) => leftover.test(name)).sort()];
  for (const name of names) {
    const path = join(home, name);
    if ((await disk.lstat(path)).isDirectory()) continue;
    await lock.stillMine();
    await disk.unlink(path);
    tell(name);
  }
}
