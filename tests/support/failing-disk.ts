import * as fs from 'node:fs/promises';
import type { Disk } from '../../src/strongroom/inside/ports.js';

/** What becomes of one call: it happens, it half happens (a write that is cut short without a word), or it fails with this code. */
export type Fate = 'real' | 'short' | { readonly code: string };

export const changing: ReadonlySet<PropertyKey> = new Set<PropertyKey>([
  'rename',
  'link',
  'unlink',
  'mkdir',
  'chmod',
  'rm',
  'sync',
  'write',
  'writeFile',
]);
const looking = new Set<PropertyKey>(['readFile', 'stat', 'lstat', 'readlink', 'readdir']);

/**
 * The real disk, asking `fate` before every call that changes something (and, with `reads`, before every other one too).
 * `fate` is told the call's name; it may also not return at all.
 */
export function hookedDisk(fate: (call: string) => Fate, { reads = false } = {}): Disk {
  const hooked = async (name: string, real: () => Promise<unknown>, half?: () => Promise<unknown>): Promise<unknown> => {
    const now = fate(name);
    if (now === 'real') return real();
    if (now === 'short') return half ? half() : Promise.reject(failure('EIO'));
    return Promise.reject(failure(now.code));
  };
  const handleOf = (handle: fs.FileHandle) =>
    new Proxy(handle, {
      get(file, method) {
        const own: unknown = Reflect.get(file, method);
        if (method === 'writeFile' || method === 'write') {
          return (data: Uint8Array, ...more: never[]) => {
            const write = (bytes: Uint8Array) => Reflect.apply(own as (...all: unknown[]) => Promise<unknown>, file, [bytes, ...more]);
            return hooked(
              String(method),
              () => write(data),
              () => write(data.subarray(0, data.length >> 1)),
            );
          };
        }
        if (method === 'sync') return () => hooked('sync', () => file.sync());
        if (reads && (method === 'readFile' || method === 'stat' || method === 'read'))
          return (...args: unknown[]) =>
            hooked(`handle.${method}`, () => Reflect.apply(own as (...all: unknown[]) => Promise<unknown>, file, args));
        return typeof own === 'function' ? own.bind(file) : own;
      },
    });
  return new Proxy(fs, {
    get(target, name) {
      const real = Reflect.get(target, name) as (...all: unknown[]) => Promise<unknown>;
      if (name === 'open') {
        return async (...args: Parameters<typeof fs.open>) => {
          const creates = typeof args[1] === 'string' && args[1] !== 'r';
          const opened = () => fs.open(...args).then(handleOf);
          return creates || reads ? hooked('open', opened) : opened();
        };
      }
      return changing.has(name) || (reads && looking.has(name))
        ? (...args: unknown[]) => hooked(String(name), () => Reflect.apply(real, target, args))
        : real;
    },
  }) as unknown as Disk;
}

const failure = (code: string) => Object.assign(new Error(code), { code });

/**
 * Call number `at` (from 1) fails with `code`, or writes half and says nothing; calls count while it is armed, which it is
 * unless told. Where an error and half a write come to the same, `short` counts writes alone.
 */
export function failingDisk(
  at: number,
  code: 'ENOSPC' | 'EIO' | 'short',
  { reads = false, armed = true } = {},
): { readonly disk: Disk; arm(on: boolean): void; failed(): string | null } {
  let calls = 0;
  let counts = armed;
  let failed: string | null = null;
  const disk = hookedDisk(
    (call) => {
      if (!counts || (code === 'short' && !call.startsWith('write'))) return 'real';
      calls += 1;
      if (calls !== at) return 'real';
      failed = call;
      return code === 'short' ? 'short' : { code };
    },
    { reads },
  );
  const arm = (on: boolean) => {
    counts = on;
  };
  return { disk, arm, failed: () => failed };
}
