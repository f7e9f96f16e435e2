import { spawn } from 'node:child_process';
import { bin } from './cli.js';

/** The built command line inside a line of `sh`, where the test needs what only a shell gives: bytes, closed streams. `$keyrack` is the command. */
export function shellLine(line: string, env: Readonly<Record<string, string>>) {
  const child = spawn('sh', ['-c', `keyrack="$0 $1"; ${line}`, process.execPath, bin], {
    env: { PATH: process.env.PATH ?? '', HOME: env.KEYRACK_HOME ?? '/nonexistent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, ...said }));
  });
}
