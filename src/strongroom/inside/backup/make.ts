import { randomUUID } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import { showName } from '../../../shared/text.js';
import type { BackupReply, BackupRequest, NamedKey } from '../../client/contract.js';
import { codeOf, removeQuietly, syncFolder } from '../disk/files.js';
import { isNewer, type StoredKey, type VaultDocument } from '../document/document.js';
import { signsAsItself } from '../keys/import-keys.js';
import type { Ports } from '../ports.js';
import { askNewPassphrase, fitToSeal, givenIn, type SealingPassphrase } from '../ways-in/new-passphrase.js';
import { archiveOf, type Contents, readArchive } from './archive.js';
import { contentsOf } from './manifest.js';
import { openSealed, sealStream } from './sealed-file.js';

/** Where a crash must leave no FILE, or a whole one. */
export const backupSteps = ['backup:started', 'backup:written', 'backup:verified', 'backup:placed', 'backup:synced'] as const;

/** sealed while it is written, synced, opened again and compared key by key, and only then given its name. */
export async function makeBackup(ports: Ports, document: VaultDocument, request: BackupRequest): Promise<BackupReply> {
  const path = resolve(request.path);
  if (dirname(path) === resolve(ports.home))
    throw new KeyrackError('E_USAGE', 'A backup in Keyrack’s own folder would be lost with it: choose another folder.');
  if (isNewer(document)) throw new KeyrackError('E_VAULT_NEWER', 'Only the newer Keyrack that made this vault can back up all of it.');
  await refuseTaken(ports, path);
  const readable = await Promise.all(document.keys.map(isReadable));
  const unreadable = document.keys.filter((_key, n) => !readable[n]);
  const asks = unreadable.filter(({ id }) => !request.leaveOut.includes(id));
  if (asks.length > 0) return { made: false, unreadable: asks.map((key) => named(document, key)) };
  const passphrase = await newPassphrase(ports, request);
  const createdAt = new Date(ports.clock.now()).toISOString();
  const keys = document.keys.filter((key) => !unreadable.includes(key));
  const contents = contentsOf(document, keys, createdAt);
  const bytes = await writeBackup(ports, path, contents, passphrase, new Date(createdAt));
  return {
    made: true,
    file: showName(basename(path)),
    bytes,
    createdAt,
    organizations: document.organizations.length,
    keys: keys.map(({ id }) => id),
    trashed: keys.filter(({ trashedAt }) => trashedAt !== null).length,
    leftOut: unreadable.map((key) => named(document, key)),
  };
}

const named = ({ organizations }: VaultDocument, { id, keyId, name, organizationId }: StoredKey): NamedKey => ({
  id,
  keyId,
  name,
  organization: organizations.find((one) => one.id === organizationId)?.name ?? '?',
});

async function isReadable(key: StoredKey): Promise<boolean> {
  try {
    return await signsAsItself(key);
  } catch {
    return false;
  }
}

async function newPassphrase(ports: Ports, { passphrase, interactive, allowWeak }: BackupRequest): Promise<SealingPassphrase> {
  const given = givenIn(passphrase, 'KEYRACK_BACKUP_PASSPHRASE', ports.secrets.backupPassphrase());
  if (given) return fitToSeal(given, { allowWeak });
  if (!interactive) throw new KeyrackError('E_BACKUP_PASSPHRASE_MISSING');
  return askNewPassphrase(ports.secrets, { undone: 'no backup was made', question: 'Passphrase for the backup: ', allowWeak });
}

async function refuseTaken({ disk }: Ports, path: string): Promise<void> {
  const there = await disk.lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw placeError(error);
  });
  if (there) throw new KeyrackError('E_BACKUP_EXISTS');
}

/** Answers the size. Whatever fails, neither FILE nor the temporary file stays, as far as the disk lets us. */
async function writeBackup(ports: Ports, path: string, contents: Contents, passphrase: SealingPassphrase, mtime: Date): Promise<number> {
  const { disk } = ports;
  const temporary = `${path}.${randomUUID()}.tmp`;
  let placed = false;
  try {
    await ports.step('backup:started');
    const size = await writeSealed(ports, temporary, await sealStream(archiveOf(contents, mtime), passphrase, ports.scryptLogN));
    await ports.step('backup:written');
    await compare(ports, temporary, contents, passphrase);
    await ports.step('backup:verified');
    await giveName(ports, temporary, path);
    placed = true;
    await ports.step('backup:placed');
    await disk.unlink(temporary).catch(ignoreGone);
    await syncFolder(disk, dirname(path));
    await ports.step('backup:synced');
    return size;
  } catch (error) {
    // A file under that name is ours only if we put it there.
    if (placed) await removeQuietly(disk, path);
    await removeQuietly(disk, temporary);
    throw placeError(error);
  }
}

async function writeSealed({ disk }: Ports, path: string, sealed: AsyncIterable<Uint8Array>): Promise<number> {
  const handle = await disk.open(path, 'wx', 0o600);
  try {
    let size = 0;
    for await (const chunk of sealed) {
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, size + done);
        if (bytesWritten === 0) throw new KeyrackError('E_DISK', noBackup('the disk took no more bytes'));
        done += bytesWritten;
      }
      size += chunk.length;
    }
    await handle.sync();
    if ((await handle.stat()).size !== size) throw new KeyrackError('E_BACKUP_VERIFY');
    return size;
  } finally {
    await handle.close();
  }
}

/** As a stranger with the passphrase would open it: manifest and every key, byte by byte, and nothing besides. */
async function compare(ports: Ports, path: string, { manifest, keys }: Contents, passphrase: string): Promise<void> {
  let back: Awaited<ReturnType<typeof readArchive>>;
  try {
    back = await readArchive(await openSealed(ports, path, (open) => open(passphrase)));
  } catch (cause) {
    throw new KeyrackError('E_BACKUP_VERIFY', undefined, { cause });
  }
  const same = back.manifest.equals(manifest) && back.ignored === 0 && back.keys.size === keys.size;
  if (!same || ![...keys].every(([name, bytes]) => back.keys.get(name)?.equals(bytes))) throw new KeyrackError('E_BACKUP_VERIFY');
}

/** A link never replaces. Where the file system knows none (FAT), the name is claimed first, and then replaced by its own file. */
async function giveName({ disk }: Ports, temporary: string, path: string): Promise<void> {
  try {
    return await disk.link(temporary, path);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw error;
  }
  await (await disk.open(path, 'wx', 0o600)).close();
  try {
    await disk.rename(temporary, path);
  } catch (error) {
    await removeQuietly(disk, path);
    throw error;
  }
}

const ignoreGone = (error: unknown): void => {
  if (codeOf(error) !== 'ENOENT') throw error;
};

const noBackup = (why: string): string => `No backup was made: ${why}. Your keys are as they were.`;

function placeError(error: unknown): KeyrackError {
  if (error instanceof KeyrackError) return error;
  const code = codeOf(error);
  if (code === 'EEXIST') return new KeyrackError('E_BACKUP_EXISTS');
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return new KeyrackError('E_DISK_FULL', noBackup('the disk is full'), { cause: error });
  const place = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL', 'EISDIR'];
  if (place.includes(code)) return new KeyrackError('E_BACKUP_PLACE', undefined, { cause: error });
  return new KeyrackError('E_DISK', noBackup('the disk gave an error'), { cause: error });
}
