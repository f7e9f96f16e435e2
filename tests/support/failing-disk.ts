import * as fs from 'node:fs/promises';
import type { Disk } from '../../src/strongroom/inside/ports.js';

/** What becomes of one call: it happens, it half happens (a write or a read that is cut short without a word), or it fails with this code. */
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
 * `fate` is told the call's name and, where it has one, its path; it may also not return at all.
 */
export function hookedDisk(fate: (call: string, path: string) => Fate, { reads = false } = {}): Disk {
  const hooked = async (name: string, path: unknown, real: () => Promise<unknown>, half?: () => Promise<unknown>): Promise<unknown> => {
    const now = fate(name, String(path));
    if (now === 'real') return real();
    if (now === 'short') return half ? half() : Promise.reject(failure('EIO'));
    return Promise.reject(failure(now.code));
  };
  const handleOf = (handle: fs.FileHandle, path: unknown) =>
    new Proxy(handle, {
      get(file, method) {
        const own: unknown = Reflect.get(file, method);
        if (method === 'writeFile' || method === 'write') {
          return (data: Uint8Array, ...more: never[]) => {
            const write = (bytes: Uint8Array) => Reflect.apply(own as (...all: unknown[]) => Promise<unknown>, file, [bytes, ...more]);
            return hooked(
              String(method),
              path,
              () => write(data),
              () => write(data.subarray(0, data.length >> 1)),
            );
          };
        }
        if (method === 'sync') return () => hooked('sync', path, () => file.sync());
        if (reads && (method === 'readFile' || method === 'stat' || method === 'read'))
          return (...args: unknown[]) => {
            const whole = () => Reflect.apply(own as (...all: unknown[]) => Promise<unknown>, file, args);
            return hooked(`handle.${method}`, path, whole, method === 'readFile' ? async () => halfOf(await whole()) : undefined);
          };
        return typeof own === 'function' ? own.bind(file) : own;
      },
    });
  return new Proxy(fs, {
    get(target, name) {
      const real = Reflect.get(target, name) as (...all: unknown[]) => Promise<unknown>;
      if (name === 'open') {
        return async (...args: Parameters<typeof fs.open>) => {
          const creates = typeof args[1] === 'string' && args[1] !== 'r';
          const opened = () => fs.open(...args).then((handle) => handleOf(handle, args[0]));
          return creates || reads ? hooked('open', args[0], opened).catch(naming(args)) : opened();
        };
      }
      return changing.has(name) || (reads && looking.has(name))
        ? (...args: unknown[]) => hooked(String(name), args[0], () => Reflect.apply(real, target, args)).catch(naming(args))
        : real;
    },
  }) as unknown as Disk;
}

/** A read that ends early, as on a share that went away. */
const halfOf = (read: unknown): unknown => (Buffer.isBuffer(read) ? read.subarray(0, read.length >> 1) : read);

const failure = (code: string) => Object.assign(new Error(code), { code });

/** As Node has them: a call that was given names says them in its error, one that has a handle says none. */
const naming =
  ([path, dest]: readonly unknown[]) =>
  (error: object): Promise<never> =>
    Promise.reject(
      'path' in error ? error : Object.assign(error, typeof path === 'string' && { path }, typeof dest === 'string' && { dest }),
    );

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
