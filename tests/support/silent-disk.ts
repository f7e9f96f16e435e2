import * as fs from 'node:fs/promises';
import { basename } from 'node:path';
import type { Disk } from '../../src/strongroom/inside/ports.js';

/** Each way a disk has of not giving a file that is there and whole. */
export const silences = ['ENFILE', 'EMFILE', 'EIO', 'ENOMEM', 'EACCES', 'ESTALE', 'ELOOP', 'EIO reading', 'ENOMEM asking', 'cut short'];

/** Once armed, these files are not given, in this way. */
export function silentDisk(files: readonly string[], how: string) {
  let isArmed = false;
  const isMeant = (path: unknown) => isArmed && files.includes(basename(String(path)));
  const failure = (code: string) => Object.assign(new Error(code), { code });
  const open: Disk['open'] = async (path, ...more) => {
    const reads = typeof more[0] === 'number';
    if (!reads || !isMeant(path)) return fs.open(path, ...more);
    if (!how.includes(' ')) throw failure(how);
    const handle = await fs.open(path, ...more);
    return new Proxy(handle, {
      get(file, name) {
        const own: unknown = Reflect.get(file, name);
        if (how === 'EIO reading' && name === 'readFile') return () => Promise.reject(failure('EIO'));
        if (how === 'ENOMEM asking' && name === 'stat') return () => Promise.reject(failure('ENOMEM'));
        if (how === 'cut short' && name === 'readFile') return async () => (await file.readFile()).subarray(0, 100);
        return typeof own === 'function' ? own.bind(file) : own;
      },
    });
  };
  const set = (to: boolean) => () => {
    isArmed = to;
  };
  return { disk: { ...fs, open } as Disk, arm: set(true), calm: set(false) };
}
