import { constants, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { readFileName } from '../../shared/apple/ids.js';
import { KeyrackError, type Warning, warn } from '../../shared/errors/index.js';
import type { KeyKind, Program } from '../../shared/model.js';
import { cleanName } from '../../shared/text.js';
import type { Source } from '../client/contract.js';
import { codeOf } from './files.js';
import { readKey } from './p8/read-key.js';
import type { Disk } from './ports.js';

/** A .p8 is 257 bytes; base64 of base64 of it, with a comment, is still far below this. */
export const mostKeyBytes = 16 * 1024;

export interface FoundKey {
  readonly privateKeyPem: string;
  readonly fingerprint: string;
  readonly keyIdFromFile: string | null;
  readonly kind: KeyKind | null;
  readonly issuerId: string | null;
  readonly program: Program | null;
  readonly sourceName: string;
  readonly warnings: readonly Warning[];
}

interface Deps {
  readonly disk: Disk;
  readonly stdin: (limit: number) => Promise<Uint8Array>;
}

/** One file, pipe or text, read within bounds and parsed. The source is only ever read. */
export async function readKeyFile(source: Source, { disk, stdin }: Deps): Promise<FoundKey> {
  if (source.from === 'text') return found(Buffer.from(source.text), 'clipboard', []);
  if (source.from === 'stdin') return found(Buffer.from(await stdin(mostKeyBytes)), '-', []);
  const path = resolve(source.path);
  const { bytes, stat } = await readBounded(disk, path);
  return found(bytes, source.path, await exposure(disk, path, stat));
}

function found(bytes: Buffer, name: string, exposed: readonly Warning[]): FoundKey {
  if (bytes.length > mostKeyBytes) throw new KeyrackError('E_FILE_TOO_BIG');
  const sourceName = cleanName(name.split(/[\\/]/).at(-1) ?? '');
  const json = fastlaneKey(bytes);
  const { privateKeyPem, fingerprint, warnings } = readKey(json ? json.key : bytes);
  const named = readFileName(name);
  const fromName: Warning[] = [];
  if (named.otherService) fromName.push(warn('W_NAME_OTHER_KEY'));
  if (named.kind === 'individual') fromName.push(warn('W_NAME_INDIVIDUAL'));
  return {
    privateKeyPem,
    fingerprint,
    keyIdFromFile: json?.keyId ?? named.keyId,
    kind: named.kind,
    issuerId: json?.issuerId ?? null,
    program: json?.program ?? null,
    sourceName,
    warnings: [...warnings, ...fromName, ...exposed],
  };
}

const Fastlane = z.looseObject({
  key_id: z.string(),
  key: z.string(),
  issuer_id: z.string().nullish(),
  in_house: z.boolean().nullish(),
  is_key_content_base64: z.boolean().nullish(),
});

/** fastlane's API-key JSON (J-05); null for what is no JSON. Other JSON is refused by name. */
function fastlaneKey(bytes: Buffer): { key: Buffer; keyId: string; issuerId: string | null; program: Program | null } | null {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (!/^\s*\{/.test(text)) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new KeyrackError(/"(key_id|key)"/.test(text) ? 'E_JSON_SYNTAX' : 'E_FILE_JSON');
  }
  const parsed = Fastlane.safeParse(json);
  if (!parsed.success) throw new KeyrackError(/"key_id"/.test(text) ? 'E_JSON_FORMAT' : 'E_FILE_JSON');
  const { key, key_id: keyId, issuer_id: issuerId, in_house: inHouse } = parsed.data;
  return { key: Buffer.from(key), keyId, issuerId: issuerId || null, program: inHouse ? 'enterprise' : null };
}

/** Never waits (O_NONBLOCK: a pipe without a writer opens at once), never reads beyond the cap, never opens what is no file. */
async function readBounded(disk: Disk, path: string): Promise<{ bytes: Buffer; stat: Stats }> {
  for (const attempt of ['first', 'second']) {
    const handle = await openFile(disk, path);
    try {
      const before = await handle.stat();
      if (!before.isFile()) throw new KeyrackError('E_FILE_KIND');
      if (before.size > mostKeyBytes) throw new KeyrackError('E_FILE_TOO_BIG');
      const buffer = Buffer.alloc(mostKeyBytes + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
        length += bytesRead;
        if (bytesRead === 0 || length === buffer.length) break;
      }
      const after = await handle.stat();
      if (after.size === before.size && after.mtimeMs === before.mtimeMs) return { bytes: buffer.subarray(0, length), stat: after };
      if (attempt === 'second') throw new KeyrackError('E_FILE_CHANGED');
    } catch (error) {
      throw error instanceof KeyrackError ? error : new KeyrackError('E_FILE_READ', undefined, { cause: error });
    } finally {
      await handle.close();
    }
  }
  throw new KeyrackError('E_FILE_CHANGED');
}

async function openFile(disk: Disk, path: string): ReturnType<Disk['open']> {
  try {
    return await disk.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  } catch (error) {
    const code = codeOf(error);
    if (['ENXIO', 'EISDIR', 'ENODEV', 'EOPNOTSUPP'].includes(code)) throw new KeyrackError('E_FILE_KIND');
    if (code === 'ELOOP') throw new KeyrackError('E_FILE_LINK');
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new KeyrackError((await isLink(disk, path)) ? 'E_FILE_LINK' : 'E_FILE_MISSING');
    if (code === 'EACCES' || code === 'EPERM') throw new KeyrackError('E_FILE_PERMISSION');
    throw new KeyrackError('E_FILE_READ', undefined, { cause: error });
  }
}

const isLink = async (disk: Disk, path: string): Promise<boolean> => {
  try {
    return (await disk.lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
};

/** B-65: advice, never a refusal. */
async function exposure(disk: Disk, path: string, stat: Stats): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  if (process.platform !== 'win32' && (stat.mode & 0o044) !== 0) warnings.push(warn('W_FILE_EXPOSED'));
  let folder = dirname(path);
  for (let up = 0; up < 40; up += 1) {
    const git = await disk.lstat(join(folder, '.git')).catch(() => null);
    if (git) {
      warnings.push(warn('W_FILE_IN_GIT'));
      break;
    }
    if (dirname(folder) === folder) break;
    folder = dirname(folder);
  }
  return warnings;
}
