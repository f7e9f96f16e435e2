import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const child = resolve(import.meta.dirname, 'crash-child.ts');

/** One piece of work in a process of its own that kills itself at the step named (crash-child.ts says which there are). */
export function crashed(...args: readonly string[]): Promise<{ out: string; signal: string | null; code: number | null }> {
  const process_ = spawn(process.execPath, ['--import', 'tsx', child, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  return new Promise((done) => process_.once('close', (code, signal) => done({ out, signal, code })));
}
