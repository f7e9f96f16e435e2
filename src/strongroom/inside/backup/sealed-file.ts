import { Decrypter, Encrypter } from 'age-encryption';
import { KeyrackError } from '../../../shared/errors/index.js';
import { formsOf } from '../../../shared/passphrase.js';
import { sourcePorts } from '../keys/import-keys.js';
import { readKeyFile } from '../keys/key-file.js';
import { ageMagic, armorMagic } from '../keys/source/age-magic.js';
import { openFile, readError } from '../keys/source/bounded.js';
import type { Ports } from '../ports.js';
import type { SealingPassphrase } from '../ways-in/new-passphrase.js';
import { highestLogN } from '../ways-in/passphrase.js';
import { recordBytes } from './archive.js';

type Handle = Awaited<ReturnType<Ports['disk']['open']>>;

const mostBytes = 256 * 1024 * 1024;
const chunkBytes = 64 * 1024;
const tagBytes = 16;
/** The version line, one scrypt stanza with its body, the MAC. */
const header = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9]\d?)\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n/;

/** Seals a stream under a passphrase as binary age. */
export async function sealStream(
  plain: AsyncIterable<Uint8Array>,
  passphrase: SealingPassphrase,
  logN: number,
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(logN);
  return encrypter.encrypt(readable(plain[Symbol.asyncIterator]()));
}

/** Has the passphrase and opens with it; more than once where a person may have mistyped. */
type ByPassphrase = (open: (passphrase: string) => Promise<Buffer>) => Promise<Buffer>;

/**
 * what a backup's file holds in the clear, in memory, or what it is instead. A work factor is looked at before any work is
 * done, and sizes before anything is read.
 */
export async function openSealed(ports: Ports, path: string, byPassphrase: ByPassphrase): Promise<Buffer> {
  const handle = await openFile(ports.disk, path);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new KeyrackError('E_FILE_KIND');
    if (stat.size > mostBytes) throw new KeyrackError('E_BACKUP_LIMIT');
    const headLength = await refuseOthers(ports, path, await headOf(handle), stat.size);
    return await byPassphrase((passphrase) => decrypted(handle, passphrase, stat.size - headLength - tagBytes));
  } catch (error) {
    throw await readError(ports.disk, path, error);
  } finally {
    await handle.close();
  }
}

async function headOf(handle: Handle): Promise<string> {
  const buffer = Buffer.alloc(512);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
  return buffer.subarray(0, bytesRead).toString('latin1');
}

/** The header's length, where this is a binary age file under one passphrase at a bearable cost; else its own refusal. */
async function refuseOthers(ports: Ports, path: string, head: string, size: number): Promise<number> {
  if (size === 0) throw new KeyrackError('E_BACKUP_TRUNCATED', 'This file is empty: 0 bytes.');
  if (head.trimStart().startsWith(armorMagic)) throw new KeyrackError('E_BACKUP_ARMORED');
  if (ageMagic.startsWith(head)) throw new KeyrackError('E_BACKUP_TRUNCATED');
  if (!head.startsWith(ageMagic)) throw new KeyrackError((await isKeyFile(ports, path, head)) ? 'E_BACKUP_KEY_FILE' : 'E_BACKUP_NOT_AGE');
  const stanza = head.slice(ageMagic.length);
  const cost = /^-> scrypt \S+ (\d+)\n/.exec(stanza);
  if (cost && Number(cost[1]) > highestLogN) throw new KeyrackError('E_BACKUP_COST');
  const whole = header.exec(head);
  if (whole) return whole[0].length;
  if (/^-> (?!scrypt )\S+ /.test(stanza))
    throw new KeyrackError('E_BACKUP_FOREIGN', 'This age file is sealed to a key, not under a passphrase, so it is no backup.');
  throw new KeyrackError(head.length < 182 ? 'E_BACKUP_TRUNCATED' : 'E_BACKUP_DAMAGED');
}

/** J-12. */
async function isKeyFile(ports: Ports, path: string, head: string): Promise<boolean> {
  if (head.includes('PRIVATE KEY-----')) return true;
  try {
    await readKeyFile({ from: 'file', path }, sourcePorts(ports));
    return true;
  } catch {
    return false;
  }
}

async function decrypted(handle: Handle, passphrase: string, sealedLength: number): Promise<Buffer> {
  const decrypter = new Decrypter();
  for (const form of formsOf(passphrase)) decrypter.addPassphrase(form);
  // Identities are asked in order: who gets as far as this witness was not let in by the passphrase.
  let unmatched = false;
  decrypter.addIdentity({
    unwrapFileKey() {
      unmatched = true;
      return null;
    },
  });
  const chunks: Uint8Array[] = [];
  let failure: unknown = null;
  // Our own errors of the disk must not be taken for the library's verdict on the bytes.
  const file = pieces(handle, (error) => {
    failure = error;
  });
  try {
    for await (const chunk of await decrypter.decrypt(readable(file))) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    if (failure !== null) throw failure;
    if (unmatched) throw new KeyrackError('E_BACKUP_PASSPHRASE_WRONG');
    throw new KeyrackError(isWholeLength(sealedLength) ? 'E_BACKUP_DAMAGED' : 'E_BACKUP_TRUNCATED', undefined, { cause });
  }
}

/** Ours are whole tar records; age itself cannot tell a file that was cut off from one that was changed. */
function isWholeLength(sealedLength: number): boolean {
  const sealedChunk = chunkBytes + tagBytes;
  const plain = sealedLength - Math.ceil(sealedLength / sealedChunk) * tagBytes;
  return plain > 0 && plain % recordBytes === 0;
}

async function* pieces(handle: Handle, failed: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const buffer = Buffer.alloc(chunkBytes);
    let bytesRead: number;
    try {
      ({ bytesRead } = await handle.read(buffer, 0, buffer.length, at));
    } catch (error) {
      failed(error);
      throw error;
    }
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const readable = (source: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
