import { extract, pack } from 'tar-stream';
import { KeyrackError } from '../../../shared/errors/index.js';
import { mostKeyBytes } from '../keys/source/bounded.js';

/** What a backup holds, by names that are never used as paths. */
export interface Contents {
  readonly manifest: Buffer;
  /** By `keys/<id>/AuthKey_<KEYID>.p8`. */
  readonly keys: ReadonlyMap<string, Buffer>;
}

const manifestName = 'manifest.json';
export const keyFileName = ({ id, keyId }: { readonly id: string; readonly keyId: string }): string => `keys/${id}/AuthKey_${keyId}.p8`;
const keyName = /^keys\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/AuthKey_[A-Z0-9]{10}\.p8$/;

/** tar's own record: every archive is a multiple of it, so that one that was cut off shows by its length. */
export const recordBytes = 10_240;
const mostManifestBytes = 64 * 1024 * 1024;
const mostEntries = 200_000;

/** The tar, piece by piece, as `age -d backup.age | tar x` unpacks it: files for their owner alone. */
export async function* archiveOf({ manifest, keys }: Contents, mtime: Date): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const add = (name: string, bytes: Buffer) =>
    new Promise<void>((done, fail) => tar.entry({ name, mtime, mode: 0o600 }, bytes, (error) => (error ? fail(error) : done())));
  const filling = (async () => {
    await add(manifestName, manifest);
    for (const [name, bytes] of keys) await add(name, bytes);
    tar.finalize();
  })();
  let length = 0;
  for await (const chunk of tar as AsyncIterable<Buffer>) {
    length += chunk.length;
    yield chunk;
  }
  await filling;
  if (length % recordBytes > 0) yield Buffer.alloc(recordBytes - (length % recordBytes));
}

/**
 * Recognised names only, in memory and bounded; nothing is ever written by a name an archive brings.
 * E_BACKUP_FOREIGN: no archive of ours. E_BACKUP_LIMIT, E_BACKUP_DAMAGED. `ignored` counts what was passed over.
 */
export async function readArchive(bytes: Buffer): Promise<Contents & { readonly ignored: number }> {
  const tar = extract();
  tar.end(bytes);
  const keys = new Map<string, Buffer>();
  let [manifest, entries, ignored]: [Buffer | null, number, number] = [null, 0, 0];
  try {
    for await (const entry of tar) {
      const { name, size = 0, type } = entry.header;
      entries += 1;
      if (entries > mostEntries) throw new KeyrackError('E_BACKUP_LIMIT');
      const isManifest = name === manifestName;
      if (type !== 'file' || !(isManifest || keyName.test(name))) {
        ignored += 1;
        entry.resume();
        continue;
      }
      if (size > (isManifest ? mostManifestBytes : mostKeyBytes)) throw new KeyrackError('E_BACKUP_LIMIT');
      if (isManifest ? manifest : keys.has(name)) throw new KeyrackError('E_BACKUP_DAMAGED', 'The backup holds one of its entries twice.');
      const chunks: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
      if (isManifest) manifest = Buffer.concat(chunks);
      else keys.set(name, Buffer.concat(chunks));
    }
  } catch (cause) {
    if (cause instanceof KeyrackError) throw cause;
    throw new KeyrackError(entries === 0 ? 'E_BACKUP_FOREIGN' : 'E_BACKUP_DAMAGED', undefined, { cause });
  }
  if (manifest === null) throw new KeyrackError('E_BACKUP_FOREIGN');
  return { manifest, keys, ignored };
}
