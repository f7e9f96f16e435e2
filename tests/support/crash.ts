import { spawn } from 'node:child_process';
import { bundled } from './bundled.js';

/** One piece of work in a process of its own that kills itself at the step named (crash-child.ts says which there are). */
export async function crashed(...args: readonly string[]): Promise<{ out: string; signal: string | null; code: number | null }> {
  const process_ = spawn(process.execPath, [await bundled('crash-child'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  return new Promise((done) => process_.once('close', (code, signal) => done({ out, signal, code })));
}
