import { join, relative } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { OtherCopy } from '../../client/contract.js';
import { readWhole } from '../disk/files.js';
import { targetOf } from '../disk/links.js';
import { decodeDocument } from '../document/decode.js';
import type { VaultDocument } from '../document/document.js';
import type { Disk, Ports } from '../ports.js';
import { open } from '../vault/seal.js';
import { homeFiles } from './home-facts.js';

/** What is looked for: what of a copy, once it is open, or of any file as it lies there, was to be gone. */
export interface Sought {
  readonly identity: string;
  inOpened(document: VaultDocument): boolean;
  inBytes(bytes: Buffer): boolean;
  /** Is a copy that does not open with `identity` worth a word? */
  readonly tellsOfClosed: boolean;
}

/** Deep enough for a sync program's folder of old versions, and for a vault that was set aside. */
const depth = 3;
const mostFiles = 2_000;
/** A file that is called nothing like a vault is read this far at most. */
const mostOfOthers = 64 * 1024;
const magic = 'age-encryption.org/v1';
/** Chromium's own, and what is no copy of anything. */
const passedBy: ReadonlySet<string> = new Set(['window', 'lock', 'state.json', ...homeFiles]);
/** “vault.age.bak”, “vault 2.age”, “vault (1).age”, “vault (conflicted copy …).age”, “vault.sync-conflict-….age”, “vault-HOST.age”, “.vault.age.swp”… */
const isCalledVault = (name: string): boolean => /vault/i.test(name);

/**
 * M-13: other programs make copies too: an editor's, a sync program's, one's own. Looked for below the home by what is in them, and where
 * a link leads by their names; opened, and told of. Changes nothing, and never fails: what could not be looked at is told as that.
 */
export async function otherCopies({ disk, home }: Ports, sought: Sought): Promise<readonly OtherCopy[]> {
  const found = new Map<string, OtherCopy>();
  const tell = (path: string, is: OtherCopy['is'] | null) => {
    const below = relative(home, path) || '.';
    // Every vault that was set aside is named as such, whatever it opens to.
    if (is === 'closed' && below.includes('set-aside-')) return;
    if (is !== null) found.set(path, { file: below.startsWith('..') ? path : below, is });
  };
  let left = mostFiles;
  const walk = async (folder: string, levels: number, byName: boolean): Promise<void> => {
    const names = await disk.readdir(folder).catch(() => null);
    if (names === null) return tell(folder, 'unread');
    for (const name of [...names].sort()) {
      const path = join(folder, name);
      if ((folder === home && passedBy.has(name)) || (byName && !isCalledVault(name))) continue;
      left -= 1;
      if (left < 0) return tell(folder, 'unread');
      const stat = await disk.lstat(path).catch(() => null);
      if (stat?.isDirectory() && levels > 1 && !byName) await walk(path, levels - 1, false);
      else if (stat?.isSymbolicLink() && isCalledVault(name)) await follow(path);
      else if (stat?.isFile()) tell(path, await judged(disk, path, stat.size, sought));
    }
  };
  const follow = async (link: string): Promise<void> => {
    const target = await targetOf(disk, link);
    const stat = target === null ? null : await disk.lstat(target.path).catch(() => null);
    if (target === null || stat === null) return tell(link, 'unread');
    if (!stat.isFile()) return;
    tell(target.path, await judged(disk, target.path, stat.size, sought));
    if (!seen.has(target.folder) && target.folder !== home) {
      seen.add(target.folder);
      await walk(target.folder, 1, true);
    }
  };
  const seen = new Set<string>();
  await walk(home, depth, false);
  return [...found.values()];
}

async function judged(disk: Disk, path: string, size: number, sought: Sought): Promise<OtherCopy['is'] | null> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isCalled = isCalledVault(name);
  if (!isCalled && size > mostOfOthers && !(await beginsAsAge(disk, path))) return null;
  const file = await readWhole(disk, path);
  if (file.is === 'unread') return 'unread';
  if (file.is !== 'read') return isCalled && sought.tellsOfClosed ? 'closed' : null;
  if (sought.inBytes(file.bytes)) return 'holds';
  const isAge = file.bytes.subarray(0, magic.length).toString('latin1') === magic;
  // An identity under a passphrase is no copy of the vault, whatever it is called.
  if (!isAge ? !isCalled : /identity/i.test(name)) return null;
  try {
    return sought.inOpened(decodeDocument(await open(file.bytes, sought.identity))) ? 'holds' : null;
  } catch (error) {
    if (!(error instanceof KeyrackError)) throw error;
    return sought.tellsOfClosed ? 'closed' : null;
  }
}

async function beginsAsAge(disk: Disk, path: string): Promise<boolean> {
  const handle = await disk.open(path, 'r').catch(() => null);
  if (handle === null) return true;
  try {
    const { buffer } = await handle.read(Buffer.alloc(magic.length), 0, magic.length, 0);
    return buffer.toString('latin1') === magic;
  } catch {
    return true;
  } finally {
    await handle.close().catch(() => undefined);
  }
}

/** After a purge: these keys, by their ids, by the private keys themselves, or in a file that was never sealed. */
export function purgedKeys(identity: string, ids: readonly string[], before: readonly VaultDocument[]): Sought {
  const pems = new Set(before.flatMap(({ keys }) => keys.filter(({ id }) => ids.includes(id)).map(({ privateKey }) => privateKey)));
  // A line of a PEM stands in a JSON as it is.
  const lines = [...pems].flatMap((pem) => pem.split('\n')[1] ?? []).filter((line) => line.length >= 48);
  return {
    identity,
    inOpened: ({ keys }) => keys.some(({ id, privateKey }) => ids.includes(id) || pems.has(privateKey)),
    inBytes: (bytes) => lines.some((line) => bytes.includes(line)),
    tellsOfClosed: true,
  };
}

/** After a rotation: whatever still opens with what was dropped. `others`: more was dropped than this one, and nobody can say what it opens. */
export const droppedIdentity = (identity: string, others: boolean): Sought => ({
  identity,
  inOpened: () => true,
  inBytes: () => false,
  tellsOfClosed: others,
});
