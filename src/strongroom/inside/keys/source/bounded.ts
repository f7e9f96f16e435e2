import { constants, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { KeyrackError } from '../../../../shared/errors/index.js';
import { codeOf } from '../../disk/files.js';
import { patience } from '../../disk/patience.js';
import type { Clock, Disk } from '../../ports.js';
import { jsonLimits } from '../json/parse.js';
import { nameOf } from '../p8/no-key.js';
import { isWebPage, isZip } from '../p8/text.js';
import { refuseBackup } from './age-magic.js';

/** A .p8 is 257 bytes; base64 of base64 of it, with a comment, is still far below this. */
export const mostKeyBytes = 16 * 1024;
const mostVariableBytes = 512 * 1024;
/** A file in the cloud, or on a share, that has not answered by then is given up (B-58). Milliseconds. */
const patienceMs = 20_000;
/** And before that it is worth a word. */
const silenceMs = 1_000;

export interface BoundedRead {
  readonly bytes: Buffer;
  readonly stat: Stats;
}

export interface Reading {
  /** Called once it is worth a word that somebody waits. */
  readonly waiting?: () => void;
  /** What to do about a file that is larger than any key; left out, it is looked at for what it is. */
  readonly larger?: (handle: Handle, size: number) => Promise<Buffer>;
}

/** Never waits without an end, never reads beyond the cap, never opens what is no file; reads again once when the file changed (B-53…B-59). */
export async function readBounded(disk: Disk, clock: Clock, path: string, how: Reading = {}): Promise<BoundedRead> {
  refuseByName(path, process.platform);
  const once = () => withinPatience(clock, () => readOnce(disk, path, how.larger ?? readLarge), how.waiting);
  const first = await once();
  if (!first.changed) return first;
  const second = await once();
  if (second.changed) throw new KeyrackError('E_FILE_CHANGED');
  return second;
}

async function readOnce(disk: Disk, path: string, larger: typeof readLarge): Promise<BoundedRead & { readonly changed: boolean }> {
  const handle = await openFile(disk, path);
  try {
    const before = await handle.stat();
    if (!before.isFile()) throw new KeyrackError('E_FILE_KIND');
    const bytes = before.size > mostKeyBytes ? await larger(handle, before.size) : await readUpTo(handle, mostKeyBytes + 1);
    const after = await handle.stat();
    return { bytes, stat: after, changed: after.size !== before.size || after.mtimeMs !== before.mtimeMs };
  } catch (error) {
    throw await readError(disk, path, error);
  } finally {
    await handle.close().catch(() => undefined);
  }
}

type Handle = Awaited<ReturnType<Disk['open']>>;

/** What is larger than any key: its beginning says whether it is one of the things people save in a key's place. */
async function readLarge(handle: Handle, size: number): Promise<Buffer> {
  const head = await readUpTo(handle, 512);
  refuseBackup(head);
  const named = nameOf(head, false) ?? (isZip(head) ? new KeyrackError('E_FILE_ZIP') : null);
  if (named) throw named;
  const text = head
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  if (isWebPage(text)) throw new KeyrackError('E_FILE_HTML');
  // A `.env` of dozens of keys is larger than one key.
  const hasVariables =
    size <= mostVariableBytes && /^(?:#|(?:export|declare|typeset|set)\s|["']?[A-Za-z_][\w.-]{0,100}["']?\s{0,16}[=:])/.test(text);
  if (hasVariables) return readUpTo(handle, mostVariableBytes);
  if (!/^[[{]/.test(text)) throw new KeyrackError('E_FILE_TOO_BIG');
  if (size > jsonLimits.bytes) throw new KeyrackError('E_JSON_LIMIT', 'The JSON is larger than 5 MB and was not read.');
  const bytes = await readUpTo(handle, jsonLimits.bytes + 1);
  if (bytes.length > jsonLimits.bytes) throw new KeyrackError('E_JSON_LIMIT', 'The JSON is larger than 5 MB and was not read.');
  return bytes;
}

async function readUpTo(handle: Handle, most: number): Promise<Buffer> {
  const buffer = Buffer.alloc(most);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, most - length, length);
    length += bytesRead;
    if (bytesRead === 0 || length === most) return buffer.subarray(0, length);
  }
}

/** O_NONBLOCK: a pipe without a writer opens at once. */
export async function openFile(disk: Disk, path: string): Promise<Handle> {
  try {
    return await disk.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  } catch (error) {
    throw await readError(disk, path, error);
  }
}

/** B-57: what the system's refusal means, each in its own words. */
export async function readError(disk: Disk, path: string, error: unknown): Promise<KeyrackError> {
  if (error instanceof KeyrackError) return error;
  const because = (code: ConstructorParameters<typeof KeyrackError>[0], detail?: string) =>
    new KeyrackError(code, detail, { cause: error });
  switch (codeOf(error)) {
    case 'ENXIO':
    case 'EISDIR':
    case 'ENODEV':
    case 'EOPNOTSUPP':
      return because('E_FILE_KIND');
    case 'ELOOP':
      return because('E_FILE_LINK');
    case 'ENOENT':
    case 'ENOTDIR':
      return because((await isLink(disk, path)) ? 'E_FILE_LINK' : 'E_FILE_MISSING');
    case 'ESTALE':
      return because('E_FILE_MISSING', 'The file vanished while it was read.');
    case 'ENAMETOOLONG':
      return because('E_FILE_MISSING', 'The name is longer than the system allows a file to have.');
    case 'EACCES':
      return because('E_FILE_PERMISSION', 'Your user may not read this file.');
    case 'EPERM':
      return because(
        'E_FILE_PERMISSION',
        'The system keeps this folder (Desktop, Documents, Downloads) from programs that were not allowed in: on macOS, System Settings > Privacy & Security > Files and Folders.',
      );
    case 'ETIMEDOUT':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'ENETUNREACH':
    case 'ENOTCONN':
      return because('E_FILE_READ', 'The network share this file lies on does not answer.');
    case 'EBUSY':
    case 'EAGAIN':
      return because('E_FILE_READ', 'Another program holds this file open.');
    default:
      return because('E_FILE_READ');
  }
}

const isLink = async (disk: Disk, path: string): Promise<boolean> => {
  try {
    return (await disk.lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
};

/** The read goes on behind a refusal: no system call can be taken back. Its result is dropped, its handle closed. */
async function withinPatience<T>(clock: Clock, work: () => Promise<T>, waiting?: () => void): Promise<T> {
  const answered = new AbortController();
  const after = (ms: number, then: () => void) => {
    const over = patience(clock, ms);
    return clock.wait(ms, answered.signal).then(
      () => {
        if (over()) then();
      },
      () => undefined,
    );
  };
  if (waiting) void after(silenceMs, waiting);
  const gaveUp = new Promise<never>((_resolve, reject) => void after(patienceMs, () => reject(new KeyrackError('E_FILE_NOT_LOCAL'))));
  try {
    return await Promise.race([work(), gaveUp]);
  } finally {
    answered.abort();
  }
}

const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

/** Names that mean something else than a file: Windows's devices and streams (B-60), iCloud's stand-ins (B-58). */
export function refuseByName(path: string, platform: NodeJS.Platform): void {
  const name = platform === 'win32' ? (path.split(/[\\/]/).at(-1) ?? '') : basename(path);
  if (/^\..+\.icloud$/.test(name))
    throw new KeyrackError('E_FILE_NOT_LOCAL', 'This is iCloud’s stand-in for a file that is not on this machine.');
  if (platform !== 'win32') return;
  if (device.test(name.trimEnd())) throw new KeyrackError('E_FILE_KIND', 'This is the name of a device of Windows, not of a file.');
  if (name.replace(/^[A-Za-z]:/, '').includes(':')) throw new KeyrackError('E_FILE_KIND', 'This names a stream beside a file, not a file.');
}
