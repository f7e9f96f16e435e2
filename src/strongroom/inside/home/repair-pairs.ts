import { join } from 'node:path';
import { type Warning, warn } from '../../../shared/errors/index.js';
import type { UnlockWay } from '../../../shared/model.js';
import type { RepairReply } from '../../client/contract.js';
import { readWhole } from '../disk/files.js';
import { linksAmong } from '../disk/links.js';
import { moveAside } from '../disk/move-aside.js';
import type { VaultDocument } from '../document/document.js';
import type { Ports } from '../ports.js';
import { sha256Of } from '../vault/generations.js';
import { writePair } from '../vault/writer.js';
import { looksSealed } from '../ways-in/passphrase.js';
import { type HomeRecord, homeRecordIn, noteWay } from './home-facts.js';

type Moved = Pick<RepairReply, 'movedAside' | 'promoted'>;
interface PairsRepaired extends Moved {
  /** What is not whole and could not be repaired: nobody can say which copy is good, or none is. */
  readonly warnings: readonly Warning[];
}
type Copy =
  | { readonly file: string; readonly isLink: boolean; readonly is: 'missing' | 'bad' }
  | { readonly file: string; readonly isLink: boolean; readonly is: 'good'; readonly bytes: Buffer };

/**
 * R-31 for the two pairs beside the vault, once the vault itself is open and whole. `openedBy`: sha256 of the identity.age that let us
 * in, null where another way did. Nothing is deleted, and where two copies differ and nobody can say which is good, both stay.
 * E_VAULT_READ where one could not be read.
 */
export async function repairPairs(ports: Ports, document: VaultDocument, openedBy: string | null): Promise<PairsRepaired> {
  const identity = await repairIdentity(ports, openedBy);
  const record = await repairRecord(ports, document);
  return {
    movedAside: [...record.movedAside, ...identity.movedAside],
    promoted: [...record.promoted, ...identity.promoted],
    warnings: identity.unrepaired && record.unlock === 'passphrase' ? [unrepaired(identity.unrepaired)] : [],
  };
}

const unrepaired = (what: string): Warning =>
  warn(
    'W_VAULT_COPY_DAMAGED',
    `${what}, so neither was touched. “keyrack unlock-method passphrase” makes both anew, opened with the recovery key (KEYRACK_IDENTITY).`,
  );

/** Asked before the vault itself is repaired, so that nothing is half done where one of the four cannot be read. */
export async function refuseUnreadPairs(ports: Ports): Promise<void> {
  for (const name of ['keyrack.json', 'identity.age']) await pairOf(ports, name, () => true);
}

async function repairRecord(ports: Ports, { vaultId, recipients }: VaultDocument): Promise<Moved & { readonly unlock: UnlockWay }> {
  const copies = await pairOf(ports, 'keyrack.json', (bytes) => recordOf(bytes)?.vaultId === vaultId);
  const good = copies.find((one) => one.is === 'good');
  const unlock = recordOf(good?.bytes)?.unlock ?? (await wayByFiles(ports));
  if (isWhole(copies)) return { ...nothing, unlock };
  const movedAside = await asideOf(ports, copies);
  await noteWay(ports, { vaultId, unlock, recovery: recipients.recovery !== null });
  return { movedAside, promoted: promotedBy(copies), unlock };
}

async function repairIdentity(ports: Ports, openedBy: string | null): Promise<Moved & { readonly unrepaired?: string }> {
  const shaped = await pairOf(ports, 'identity.age', looksSealed);
  if (isWhole(shaped)) return nothing;
  const leaving = (unrepaired: string) => ({ ...nothing, unrepaired });
  if (shaped.every(({ is }) => is === 'missing')) return leaving('identity.age and its copy are both missing');
  if (!shaped.some(({ is }) => is === 'good')) return leaving('identity.age and its copy are damaged, or no files that can be read');
  const isTheOne = (one: Copy) => one.is === 'good' && sha256Of(one.bytes) === openedBy;
  // The one that let us in is not to be read any more: the other may be damaged where its shape does not show it.
  if (openedBy !== null && !shaped.some(isTheOne)) return leaving('What opened the vault is no longer in identity.age nor in its copy');
  const copies: readonly Copy[] =
    openedBy === null
      ? shaped
      : shaped.map((one) => (one.is === 'good' && !isTheOne(one) ? { file: one.file, isLink: one.isLink, is: 'bad' } : one));
  const good = copies.filter((one) => one.is === 'good');
  const [best] = good;
  if (best === undefined || !good.every(({ bytes }) => bytes.equals(best.bytes)))
    return leaving('identity.age and its copy are not the same, and nobody can say which is good');
  const movedAside = await asideOf(ports, copies);
  await writePair(ports, { name: 'identity.age', bytes: best.bytes, verify: async () => undefined });
  return { movedAside, promoted: promotedBy(copies) };
}

const nothing: Moved = { movedAside: [], promoted: [] };

async function pairOf({ disk, home }: Ports, name: string, isGood: (bytes: Buffer) => boolean): Promise<readonly Copy[]> {
  const links = await linksAmong({ disk, home }, [name, `${name}.1`]);
  const look = async (file: string): Promise<Copy> => {
    const isLink = links.includes(file);
    const found = await readWhole(disk, join(home, file));
    if (found.is === 'unread') throw found.error;
    if (found.is === 'missing') return { file, isLink, is: 'missing' };
    return found.is === 'read' && isGood(found.bytes) ? { file, isLink, is: 'good', bytes: found.bytes } : { file, isLink, is: 'bad' };
  };
  return [await look(name), await look(`${name}.1`)];
}

const isWhole = ([first, second]: readonly Copy[]): boolean =>
  first?.is === 'good' && second?.is === 'good' && !first.isLink && !second.isLink && first.bytes.equals(second.bytes);

async function asideOf(ports: Ports, copies: readonly Copy[]): Promise<Moved['movedAside']> {
  const goes = copies.filter(({ is, isLink }) => is === 'bad' || isLink);
  return Promise.all(goes.map(({ file, isLink }) => moveAside(ports, file, isLink ? 'set-aside' : 'damaged')));
}

const promotedBy = ([first, second]: readonly Copy[]): readonly string[] =>
  first?.is !== 'good' && second?.is === 'good' ? [second.file] : [];

function recordOf(bytes: Buffer | undefined): HomeRecord | null {
  try {
    return homeRecordIn(JSON.parse(bytes?.toString('utf8') ?? ''));
  } catch {
    return null;
  }
}

async function wayByFiles({ disk, home }: Ports): Promise<UnlockWay> {
  const names = await disk.readdir(home);
  return names.includes('identity.age') || names.includes('identity.age.1') ? 'passphrase' : 'keychain';
}
