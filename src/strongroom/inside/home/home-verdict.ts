import { join } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { HomeVerdict } from '../../client/contract.js';
import { readWhole } from '../disk/files.js';
import type { VaultDocument } from '../document/document.js';
import type { Ports } from '../ports.js';
import { generationFiles, openGeneration, sha256Of } from '../vault/generations.js';
import { newIdentity } from '../vault/seal.js';
import type { Store } from '../vault/store.js';
import { openIdentityFile } from '../ways-in/unlock.js';
import { accountOf } from '../ways-in/way-in.js';
import type { HomeFacts } from './home-facts.js';

/**
 * Every identity that can be had for what lies here, by any way in, and whoever was let in before. A way that does not lead in
 * is none, whatever the reason: it says nothing about the vault. `ask`: on a terminal, for a passphrase the user may not have.
 */
export async function identitiesAtHand(
  ports: Ports,
  { home, vaultIds, present, started }: HomeFacts,
  { before, passphrases, ask }: { readonly before: readonly string[]; readonly passphrases: readonly string[]; readonly ask: boolean },
): Promise<readonly string[]> {
  const found: (string | null)[] = [...before, await orNull(() => ports.secrets.identity())];
  const byPassphrase = (passphrase: string) => orNull(async () => (await openIdentityFile(ports, passphrase)).identity);
  if (present.some((file) => file.startsWith('identity.age'))) {
    const inEnvironment = ports.secrets.passphrase();
    const given = inEnvironment === null ? passphrases : [...passphrases, inEnvironment];
    const asked =
      ask && given.length === 0 ? await ports.secrets.ask('Passphrase of the vault that is here (Enter if you do not have it): ') : '';
    for (const passphrase of asked === '' ? given : [asked]) found.push(await byPassphrase(passphrase));
  }
  if ((home ?? started)?.unlock === 'keychain') {
    for (const vaultId of vaultIds) found.push(await orNull(() => ports.keychain.get(accountOf(vaultId))));
  }
  return [...new Set(found.filter((one) => one !== null))];
}

/**
 * What lies in the home, judged by opening. `damaged` is said of a file only when nobody can open it any more: it is no age file,
 * or it was opened and is not what was sealed. A whole file that these identities do not open is `sealed`, and may open to others.
 * E_VAULT_READ where one could not be read.
 */
export async function assessHome(ports: Ports, store: Store, identities: readonly string[]): Promise<HomeVerdict> {
  const { present, started, vaultIds } = await store.home();
  const all = await Promise.all(generationFiles.map((file) => openByAny(ports, file, identities)));
  const named = (is: Opened['is']) => all.flatMap((one) => (one.is === is ? [one.file] : []));
  const files = { opens: named('opens'), sealed: named('sealed'), damaged: named('damaged'), mark: markOf(all) };
  const documents = all.flatMap(({ is, document }) => (is === 'opens' ? [document] : []));
  const isEmpty = documents.every((one) => one?.keys.length === 0 && one.organizations.length === 0);
  const isFirst = documents.every((one) => one?.revision === 1 && one.vaultId === started?.vaultId);
  const isUnfinished = started !== null && vaultIds.every((id) => id === started.vaultId) && isFirst;
  if (isUnfinished && files.sealed.length === 0 && (documents.length > 0 || files.damaged.length === 0))
    return { ...files, is: 'unfinished', isEmpty };
  if (documents.length > 0) return { ...files, is: 'opens', isEmpty };
  if (files.sealed.length > 0) return { ...files, is: 'sealed', isEmpty };
  return { ...files, is: present.length === 0 ? 'none' : 'damaged', isEmpty };
}

/** Of the files as they lie here, by name and contents. */
const markOf = (all: readonly Opened[]): string =>
  sha256Of(new TextEncoder().encode(JSON.stringify(all.map(({ file, sha256 }) => [file, sha256]))));

interface Opened {
  readonly file: string;
  readonly is: 'opens' | 'sealed' | 'damaged' | 'missing';
  /** Null: a newer Keyrack's, which this one cannot read. */
  readonly document: VaultDocument | null;
  /** Null: missing, or nothing that can be read. */
  readonly sha256: string | null;
}

async function openByAny(ports: Ports, file: string, identities: readonly string[]): Promise<Opened> {
  const found = await readWhole(ports.disk, join(ports.home, file));
  // A disk that fails just now says nothing about what is on it, and so nothing is decided.
  if (found.is === 'unread') throw found.error;
  const sha256 = found.is === 'read' ? sha256Of(found.bytes) : null;
  // One that opens nothing: what it calls damaged is no age file at all, for anybody.
  const all = [...identities, await newIdentity()];
  const seen = await Promise.all(all.map((identity) => openGeneration(file, found, identity)));
  const good = seen.find((one) => one.is === 'good');
  if (good?.is === 'good') return { file, is: 'opens', document: good.document, sha256 };
  const codes = seen.map((one) => (one.is === 'bad' ? one.code : null));
  if (codes.includes('E_VAULT_NEWER')) return { file, is: 'opens', document: null, sha256 };
  if (codes.includes(null)) return { file, is: 'missing', document: null, sha256 };
  return { file, is: codes.includes('E_VAULT_DAMAGED') ? 'damaged' : 'sealed', document: null, sha256 };
}

async function orNull<T>(work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    // That the user wants out, or that the system does not let us look, is no verdict on the vault.
    if (!(error instanceof KeyrackError) || ['E_CANCELLED', 'E_VAULT_READ'].includes(error.code)) throw error;
    return null;
  }
}
