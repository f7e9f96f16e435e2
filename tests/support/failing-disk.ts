import * as fs from 'node:fs/promises';
import type { Disk } from '../../src/strongroom/inside/ports.js';

/** The real disk, but its call number `at` fails with `code`; `short` writes half and says nothing. */
export function failingDisk(at: number, code: 'ENOSPC' | 'EIO' | 'short'): { disk: Disk; failed(): boolean } {
  let calls = 0;
  let failed = false;
  const due = () => {
    calls += 1;
    failed ||= calls === at;
    return calls === at;
  };
  const fail = () => Promise.reject(Object.assign(new Error(code), { code: code === 'short' ? 'EIO' : code }));
  const writing = new Set<PropertyKey>(['rename', 'link', 'unlink', 'mkdir']);
  const disk = new Proxy(fs, {
    get(target, name) {
      const real = Reflect.get(target, name);
      if (name === 'open') {
        return async (...args: Parameters<typeof fs.open>) => {
          if (args[1] === 'wx' && due()) return fail();
          const handle = await fs.open(...args);
          return new Proxy(handle, {
            get(file, method) {
              const own = Reflect.get(file, method);
              if (method === 'writeFile')
                return (data: Uint8Array) =>
                  due() ? (code === 'short' ? file.writeFile(data.subarray(0, data.length >> 1)) : fail()) : file.writeFile(data);
              if (method === 'sync') return () => (due() ? fail() : file.sync());
              return typeof own === 'function' ? own.bind(file) : own;
            },
          });
        };
      }
      return writing.has(name)
        ? (...args: unknown[]) => (due() ? fail() : Reflect.apply(real as (...all: unknown[]) => unknown, target, args))
        : real;
    },
  }) as unknown as Disk;
  return { disk, failed: () => failed };
}
