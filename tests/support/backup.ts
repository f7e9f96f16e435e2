import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { pack } from 'tar-stream';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import type { Disk } from '../../src/strongroom/inside/ports.js';
import { issuerId, makeHome, temporaryFolder } from './home.js';
import { makeKey, type TestKey } from './keys.js';

export const backupPassphrase = 'four words, well shuffled';

/** Stores fresh keys in an organization, `Acme` unless told, under Key IDs KEY0000001 and so on. */
export async function storeKeys(
  room: Strongroom,
  folder: string,
  count: number,
  { organization = 'Acme', first = 1, issuer = issuerId } = {},
): Promise<readonly { readonly id: string; readonly keyId: string; readonly key: TestKey }[]> {
  const made = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const [key, keyId] = [makeKey(), `KEY${String(first + n).padStart(7, '0')}`];
      const path = join(folder, `AuthKey_${keyId}.p8`);
      await writeFile(path, key.applePem, { mode: 0o600 });
      return { key, keyId, path };
    }),
  );
  const { rows } = await room.importKeys({
    organization: { name: organization, program: 'app-store' },
    items: made.map(({ path }) => ({ source: { from: 'file', path }, issuerId: issuer })),
    at: new Date().toISOString(),
  });
  return made.map(({ key, keyId }, n) => {
    const id = rows[n]?.id;
    if (!id) throw new Error(`not stored: ${rows[n]?.error?.code}`);
    return { id, keyId, key };
  });
}

/** A vault with keys, and a place for its backup. */
export async function vaultWithKeys(onEnd: (work: () => Promise<void>) => void, count = 2) {
  const made = await makeHome(onEnd);
  const folder = await temporaryFolder(onEnd);
  const keys = await storeKeys(made.room, folder, count);
  return { ...made, folder, keys, path: join(folder, 'backup.age') };
}

export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: { code: string }) => error.code,
  );

/** What opening this file is answered with. */
export const openCode = (room: Strongroom, path: string, passphrase = backupPassphrase): Promise<string> =>
  codeOf(room.openBackup({ path, passphrase, interactive: false }));

/** Every row that can be restored, as core does it. */
export async function restoreAll(room: Strongroom, path: string, options: { keepBoth?: boolean; passphrase?: string } = {}) {
  const { passphrase = backupPassphrase, keepBoth = false } = options;
  const preview = await room.openBackup({ path, passphrase, interactive: false });
  const wanted = preview.rows.filter(({ found }) => found === 'new' || (keepBoth && found === 'conflict')).map(({ entry }) => entry);
  const reply = await room.restoreKeys({
    ticket: preview.ticket,
    keys: wanted,
    keepBoth: keepBoth ? wanted : [],
    at: new Date().toISOString(),
  });
  return { preview, ...reply };
}

export interface TarEntry {
  readonly name: string;
  readonly body?: string | Buffer;
  readonly type?: 'file' | 'symlink' | 'link' | 'directory' | 'fifo';
  readonly linkname?: string;
}

/** A backup as anyone could make one: any tar, sealed under our passphrase. */
export async function sealTar(entries: readonly TarEntry[], cut = 0): Promise<Uint8Array> {
  const tar = pack();
  for (const { name, body = '', type = 'file', linkname } of entries) tar.entry({ name, type, ...(linkname ? { linkname } : {}) }, body);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return sealBytes(bytes.subarray(0, bytes.length - cut));
}

export async function sealBytes(bytes: Uint8Array, passphrase = backupPassphrase): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  return encrypter.encrypt(bytes);
}

/** A manifest and its keys, of one organization, for what is then spoilt by hand. */
export function handMade(keys: readonly { readonly keyId: string; readonly key: TestKey; readonly id?: string }[]) {
  const organization = {
    id: randomUUID(),
    name: 'Acme',
    program: 'app-store',
    issuerId,
    teamId: null,
    vendorNumber: null,
    notes: '',
    tags: [],
    defaultKeyId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const rows = keys.map(({ keyId, key, id = randomUUID() }) => ({
    id,
    organizationId: organization.id,
    kind: 'team',
    keyId,
    name: keyId,
    roles: [],
    fingerprint: key.fingerprint,
    sourceName: `AuthKey_${keyId}.p8`,
    addedAt: '2026-01-01T00:00:00.000Z',
    trashedAt: null,
  }));
  const manifest = {
    format: 'keyrack-backup',
    version: 1,
    vaultId: randomUUID(),
    createdAt: '2026-01-02T00:00:00.000Z',
    organizations: [organization],
    keys: rows,
  };
  const files = rows.map(({ id, keyId }, n): TarEntry => ({ name: `keys/${id}/AuthKey_${keyId}.p8`, body: keys[n]?.key.applePem ?? '' }));
  return { manifest, files, entries: (): TarEntry[] => [{ name: 'manifest.json', body: JSON.stringify(manifest) }, ...files] };
}

/** The real disk, but its call number `at` fails with `code`; `short` writes half and says nothing. Counts everything that touches a file. */
export function faultyDisk(at: number, code: 'ENOSPC' | 'EIO' | 'short'): { disk: Disk; failed(): boolean } {
  let calls = 0;
  const due = () => {
    calls += 1;
    return calls === at;
  };
  const fail = () => Promise.reject(Object.assign(new Error(code), { code: code === 'short' ? 'EIO' : code }));
  const methods = new Set<PropertyKey>(['write', 'read', 'sync', 'stat']);
  const disk = new Proxy(fs, {
    get(target, name) {
      const real = Reflect.get(target, name) as (...all: unknown[]) => Promise<unknown>;
      if (name !== 'open') return (...args: unknown[]) => (due() ? fail() : real(...args));
      return async (...args: Parameters<typeof fs.open>) => {
        if (due()) return fail();
        const handle = await fs.open(...args);
        return new Proxy(handle, {
          get(file, method) {
            const own = Reflect.get(file, method) as unknown;
            if (typeof own !== 'function') return own;
            if (!methods.has(method)) return own.bind(file);
            return async (...given: unknown[]) => {
              if (!due()) return own.apply(file, given);
              if (code !== 'short' || method !== 'write') return fail();
              const [bytes, offset, length, position] = given as [Uint8Array, number, number, number];
              await file.write(bytes, offset, length >> 1, position);
              return { bytesWritten: length, buffer: bytes };
            };
          },
        });
      };
    },
  }) as unknown as Disk;
  return { disk, failed: () => calls >= at };
}
