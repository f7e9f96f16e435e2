import { join } from 'node:path';
import { readWhole } from '../disk/files.js';
import { refuseLinks } from '../disk/links.js';
import type { Why } from '../disk/move-aside.js';
import type { VaultDocument } from '../document/document.js';
import type { Ports } from '../ports.js';
import { type Generation, generationFiles, openGeneration, sha256Of, vaultFile } from './generations.js';
import { mayGo } from './may-delete-copy.js';

/** What becomes of the two copies whose places a save takes: `.1`, and the oldest, which has no place to go on to. */
export interface GivingWay {
  readonly copy: 'rotate' | 'replace' | Why;
  readonly oldest: 'replace' | Why;
}

/**
 * M-1. Looked at before anything is renamed: a copy is written over only where it opens and `vault`, which is on the disk, holds all
 * there is in it. One that opens to nothing, to more, or only to somebody else is moved aside. E_VAULT_READ where the disk would not
 * give one: nobody can say then what would be lost. `known`: by their hashes, files that are known to hold nothing more.
 */
export async function whatGivesWay(
  ports: Ports,
  identity: string,
  vault: VaultDocument,
  { copyIsGood, known }: { readonly copyIsGood: boolean; readonly known: ReadonlySet<string> },
): Promise<GivingWay> {
  const look = async (file: string): Promise<'replace' | Why> => {
    const found = await readWhole(ports.disk, join(ports.home, file));
    if (found.is === 'read' && known.has(sha256Of(found.bytes))) return 'replace';
    return fateOf(vault, await openGeneration(file, found, identity));
  };
  await refuseLinks(ports, generationFiles);
  const oldest = await look(`${vaultFile}.5`);
  return { copy: copyIsGood ? 'rotate' : await look(`${vaultFile}.1`), oldest };
}

function fateOf(vault: VaultDocument, copy: Generation): 'replace' | Why {
  if (copy.is === 'unread') throw copy.error;
  if (copy.is === 'missing' || mayGo(vault, copy)) return 'replace';
  return copy.is === 'bad' && copy.code === 'E_VAULT_DAMAGED' ? 'damaged' : 'set-aside';
}
