import { KeyrackError } from '../../../shared/errors/index.js';
import type { RepairReply } from '../../client/contract.js';
import { moveAside } from '../disk/move-aside.js';
import type { VaultDocument } from '../document/document.js';
import { readNoted } from '../home/home-facts.js';
import { refuseUnreadPairs } from '../home/repair-pairs.js';
import type { Ports } from '../ports.js';
import { chooseCopy, highestOf } from './choose-copy.js';
import { type Generation, type Good, type Loaded, readAll, refuseUnread, revisionAfter, vaultFile } from './generations.js';

export type Repaired = Omit<RepairReply, 'view'>;

/**
 * damaged files aside, the good copy promoted; E_VAULT_READ before anything is moved where a file could not be read. The caller
 * holds the lock. `save` writes this document where `from` was read.
 */
export async function repairVault(
  ports: Ports,
  identity: string,
  keep: 'vault' | 'newest' | undefined,
  save: (document: VaultDocument, from: Loaded) => Promise<unknown>,
): Promise<Repaired> {
  const all = await readAll(ports, identity);
  refuseUnread(all);
  await refuseUnreadPairs(ports);
  const noted = (await readNoted(ports)).revision;
  const judged = chooseCopy(all, noted);
  const moved: { from: string; to: string }[] = [];
  if (judged.health.readOnly?.error.code === 'E_VAULT_NEWER') throw new KeyrackError('E_VAULT_NEWER');
  if (judged.health.readOnly?.error.code === 'E_VAULT_OLD' && !keep) {
    throw new KeyrackError('E_VAULT_OLD', `${judged.health.readOnly.error.message} Say which to keep: vault or newest.`);
  }
  const current = all.find(({ file }) => file === vaultFile);
  const chosen = keep === 'vault' && current?.is === 'good' ? current : all.find(({ file }) => file === judged.file);
  if (chosen?.is !== 'good') throw new KeyrackError('E_VAULT_DAMAGED');
  for (const one of all.filter(({ is, isLink }) => is === 'bad' && !isLink)) moved.push(await moveAside(ports, one.file));
  // A link goes as it is, and what it names stays where it lies.
  const rejected = all.filter((one) => one.isLink || isRejected(one, chosen));
  for (const { file } of rejected) moved.push(await moveAside(ports, file, 'set-aside'));
  const untouched = judged.health.readOnly === null && moved.length === 0 && judged.copyIsGood;
  if (untouched) return { movedAside: moved, promoted: [], kept: null };
  const sha256 = current?.is === 'good' && !rejected.includes(current) ? current.sha256 : '';
  const { revision, savedAt } = chosen.document;
  await save(stamped(ports, chosen.document, revisionAfter(highestOf(all, noted))), { ...judged, document: chosen.document, sha256 });
  return {
    movedAside: moved,
    promoted: chosen.file === vaultFile ? [] : [chosen.file],
    kept: judged.health.readOnly ? { file: chosen.file, revision, savedAt } : null,
  };
}

export const stamped = ({ clock }: Ports, document: VaultDocument, revision: number): VaultDocument => ({
  ...document,
  revision,
  savedAt: new Date(clock.now()).toISOString(),
});

/** Newer than what is kept, or of another history: it is never overwritten by what was chosen over it. */
const isRejected = (one: Generation, kept: Good): boolean =>
  one.is === 'good' &&
  one.sha256 !== kept.sha256 &&
  (one.document.revision >= kept.document.revision || one.document.vaultId !== kept.document.vaultId);
