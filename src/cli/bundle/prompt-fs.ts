import * as fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/**
 * In the command line's bundle this stands for `node:fs/promises` where the home is read and written: small files on a disk that
 * answers at once, for a process that has nothing else to do. Node's own loads a dozen modules and starts four threads first.
 * `prompt-fs.test.ts` holds the two side by side.
 */
const promised =
  <Given extends readonly unknown[], Answer>(call: (...given: Given) => Answer) =>
  async (...given: Given): Promise<Answer> =>
    call(...given);

type Handle = Pick<FileHandle, 'stat' | 'read' | 'readFile' | 'writeFile' | 'chown' | 'sync' | 'close'>;

const handleOf = (fd: number): Handle =>
  ({
    stat: async () => fs.fstatSync(fd),
    read: async (buffer: Buffer, offset: number, length: number, position: number | null) => ({
      bytesRead: fs.readSync(fd, buffer, offset, length, position),
      buffer,
    }),
    readFile: async (encoding?: BufferEncoding) => fs.readFileSync(fd, encoding),
    writeFile: async (data: string | Uint8Array) => fs.writeFileSync(fd, data),
    chown: async (uid: number, gid: number) => fs.fchownSync(fd, uid, gid),
    sync: async () => fs.fsyncSync(fd),
    close: async () => fs.closeSync(fd),
  }) as Handle;

export const open = async (path: string, flags: string | number, mode?: number): Promise<Handle> =>
  handleOf(fs.openSync(path, flags, mode));
export const rename = promised(fs.renameSync);
export const link = promised(fs.linkSync);
export const unlink = promised(fs.unlinkSync);
export const readFile = promised((path: string, encoding?: BufferEncoding) => fs.readFileSync(path, encoding));
export const stat = promised((path: string) => fs.statSync(path));
export const lstat = promised((path: string) => fs.lstatSync(path));
export const readlink = promised((path: string) => fs.readlinkSync(path));
export const mkdir = promised((path: string, options: { recursive: true; mode: number }) => fs.mkdirSync(path, options));
export const readdir = promised((path: string) => fs.readdirSync(path));
export const chmod = promised(fs.chmodSync);
export const rm = promised(fs.rmSync);
