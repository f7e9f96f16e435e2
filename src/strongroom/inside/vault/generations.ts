import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type ErrorCode, KeyrackError } from '../../../shared/errors/index.js';
import type { Health } from '../../client/contract.js';
import { type Bytes, codeOf, notRead, readWhole } from '../disk/files.js';
import { isLink, linksAmong } from '../disk/links.js';
import { decodeDocument } from '../document/decode.js';
import { isNewer, type VaultDocument } from '../document/document.js';
import type { Ports } from '../ports.js';
import { open } from './seal.js';

export const vaultFile = 'vault.age';
/** The current file, its copy, and the four revisions before it. */
export const generationFiles = [vaultFile, ...[1, 2, 3, 4, 5].map((n) => `${vaultFile}.${n}`)] as const;

export interface Loaded {
  readonly document: VaultDocument;
  /** Where the document was read. */
  readonly file: string;
  readonly revision: number;
  /** Hex, of `vault.age` as it was read; '' when that file is missing or unreadable. */
  readonly sha256: string;
  readonly health: Health;
  /** `.1` is the same bytes as `vault.age`: it may be rotated. */
  readonly copyIsGood: boolean;
}

interface Found {
  readonly file: string;
  readonly sha256: string;
  readonly isLink?: boolean;
  /** The disk would not say whether it is one: a reader goes on, whoever would write does not. */
  readonly linkUnread?: KeyrackError;
}
export type Generation = Found &
  (
    | { readonly is: 'good'; readonly document: VaultDocument }
    | { readonly is: 'missing' }
    /** Read whole, and not what was sealed, or not for this identity. `sha256` is '' where what lies there is no file of the vault at all. */
    | { readonly is: 'bad'; readonly code: ErrorCode }
    | { readonly is: 'unread'; readonly error: KeyrackError }
  );

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `sha256Of` that remembers the last file: in a save the same bytes come up again and again, and comparing them is faster than hashing. */
export function rememberingSha256(): typeof sha256Of {
  let last: { readonly bytes: Uint8Array; readonly sha256: string } | null = null;
  return (bytes) => {
    if (last === null || Buffer.compare(last.bytes, bytes) !== 0) last = { bytes, sha256: sha256Of(bytes) };
    return last.sha256;
  };
}

export async function readGeneration(ports: Ports, file: string, identity: string): Promise<Generation> {
  return openGeneration(file, await readWhole(ports.disk, join(ports.home, file)), identity);
}

export async function openGeneration(file: string, found: Bytes, identity: string): Promise<Generation> {
  if (found.is === 'missing') return { file, sha256: '', is: 'missing' };
  if (found.is === 'unread') return { file, sha256: '', is: 'unread', error: found.error };
  if (found.is === 'foreign') return { file, sha256: '', is: 'bad', code: 'E_VAULT_DAMAGED' };
  const sha256 = sha256Of(found.bytes);
  try {
    return { file, sha256, is: 'good', document: decodeDocument(await open(found.bytes, identity)) };
  } catch (error) {
    if (!(error instanceof KeyrackError)) throw error;
    return { file, sha256, is: 'bad', code: error.code };
  }
}

/**
 * The ordinary case at the cost of one decryption: `vault.age` opens, its copy is the same bytes, and no newer revision
 * was ever noted. Null: something is out of the ordinary, look at all of them.
 */
export async function loadHealthy(ports: Ports, identity: string, notedRevision: number): Promise<Loaded | null> {
  const [current, copy, links] = await Promise.all([
    readGeneration(ports, vaultFile, identity),
    readWhole(ports.disk, join(ports.home, `${vaultFile}.1`)),
    linksAmong(ports, generationFiles).catch((): readonly string[] => []),
  ]);
  if (links.length > 0) return null;
  if (current.is !== 'good' || isNewer(current.document)) return null;
  if (copy.is !== 'read' || sha256Of(copy.bytes) !== current.sha256) return null;
  if (current.document.revision < notedRevision) return null;
  return {
    document: current.document,
    file: vaultFile,
    revision: current.document.revision,
    sha256: current.sha256,
    health: { readOnly: null, warnings: [] },
    copyIsGood: true,
  };
}

export async function readAll(ports: Ports, identity: string): Promise<readonly Generation[]> {
  return Promise.all(
    generationFiles.map(async (file) => {
      const [one, link] = await Promise.all([readGeneration(ports, file, identity), linkOf(ports, file)]);
      return { ...one, ...link };
    }),
  );
}

async function linkOf({ disk, home }: Ports, file: string): Promise<Pick<Found, 'isLink' | 'linkUnread'>> {
  const path = join(home, file);
  try {
    return (await isLink(disk, path)) ? { isLink: true } : {};
  } catch (error) {
    return { linkUnread: notRead(path, codeOf(error), error) };
  }
}

/** Whoever moves, replaces or deletes copies hears first which of them nobody could read: E_VAULT_READ, by its name. */
export function refuseUnread(all: readonly Generation[]): void {
  for (const one of all) {
    if (one.is === 'unread') throw one.error;
    if (one.linkUnread) throw one.linkUnread;
  }
}

export type Good = Extract<Generation, { is: 'good' }>;

/** A number the document can hold: above that one it could not be read again. */
export const revisionAfter = (revision: number): number => Math.min(revision + 1, Number.MAX_SAFE_INTEGER);

/** Throws unless these bytes open as this plaintext, which is a document (`encodeDocument`): what cannot be read is never committed. */
export async function checkReadBack(back: Uint8Array, identity: string, plaintext: Uint8Array): Promise<void> {
  const opened = await open(back, identity);
  if (Buffer.compare(opened, plaintext) !== 0) throw new KeyrackError('E_VAULT_VERIFY');
}
