import { opendir, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Machine } from '../core/ports/index.js';
import { lookedAt } from '../core/ports/machine-variables.js';
import { coreDumpsOf } from './core-dumps.js';

/** This machine for `doctor`. Of the environment it passes on what doctor names, never the rest. */
export function machineOf(env: Readonly<Record<string, string | undefined>>): Machine {
  return {
    platform: process.platform,
    homedir: env.HOME || homedir(),
    env: Object.fromEntries(lookedAt.flatMap((name) => (env[name] ? [[name, env[name]]] : []))),
    execArgv: process.execArgv,
    async list(folder, most) {
      const names: string[] = [];
      try {
        for await (const { name } of await opendir(folder)) {
          names.push(name);
          if (names.length >= most) break;
        }
      } catch (error) {
        const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
        return code === 'EACCES' || code === 'EPERM' ? 'refused' : 'missing';
      }
      return names;
    },
    realPath: (path) => realpath(path).catch(() => path),
    coreDumps: () => coreDumpsOf(process.platform),
  };
}
