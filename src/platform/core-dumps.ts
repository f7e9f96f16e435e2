import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CoreDumps } from '../core/ports/index.js';
import { forChild } from '../shared/environment.js';

/** Milliseconds for a shell to answer. */
const patienceMs = 10_000;

/** Linux tells in two files, macOS through its shell; Windows, and whoever does not answer, not at all. */
export async function coreDumpsOf(platform: NodeJS.Platform, read: (path: string) => Promise<string> = text): Promise<CoreDumps | null> {
  try {
    if (platform === 'linux')
      return { allowed: limitIn(await read('/proc/self/limits')), handler: handlerIn(await read('/proc/sys/kernel/core_pattern')) };
    if (platform === 'darwin') return { allowed: (await askShell()) !== '0', handler: null };
    return null;
  } catch {
    return null;
  }
}

const text = (path: string): Promise<string> => readFile(path, 'utf8');

/** “Max core file size        0                    unlimited            bytes”: the first counts, the second is how far it may be raised. */
function limitIn(limits: string): boolean {
  const soft = /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
  if (soft === undefined) throw new Error('no such limit');
  return soft !== '0';
}

/** core(5): a pattern that begins with “|” names a program, which is handed the memory over stdin and is not bound by the limit. */
function handlerIn(pattern: string): string | null {
  const program = /^\|\s*(\S+)/.exec(pattern)?.[1];
  return program === undefined ? null : basename(program);
}

/** The shell's own limit is the one it inherited from this process. */
const askShell = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const options = { env: forChild(process.env), timeout: patienceMs, killSignal: 'SIGKILL' } as const;
    execFile('/bin/sh', ['-c', 'ulimit -c'], options, (error, stdout) => (error ? reject(error) : resolve(stdout.trim())));
  });
