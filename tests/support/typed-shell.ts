import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bin } from './cli.js';
import { temporaryFolder } from './home.js';

export type TypedShell = 'bash' | 'zsh' | 'fish';
const started: Readonly<Record<TypedShell, string>> = {
  bash: 'bash --norc --noprofile -i',
  zsh: 'zsh -f -i',
  fish: 'fish --no-config -i',
};
const loaded: Readonly<Record<TypedShell, string>> = {
  bash: 'source <(keyrack completion bash)',
  zsh: 'autoload -Uz compinit; compinit -u -D; source <(keyrack completion zsh)',
  fish: 'keyrack completion fish | source',
};
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Types lines into a real shell on a terminal of its own, Tabs included, and answers what the commands were called with.
 * `keyrack` on its PATH writes down its arguments, except where completion itself asks.
 */
export async function typeInto(
  shell: TypedShell,
  lines: readonly string[],
  env: Readonly<Record<string, string>>,
  onEnd: (work: () => Promise<void>) => void,
): Promise<readonly (readonly string[])[]> {
  const folder = await temporaryFolder(onEnd);
  const [calls, errors] = [join(folder, 'calls'), join(folder, 'errors')];
  const stub = `#!/bin/sh
case "$1" in completion|__complete) exec ${quoted(process.execPath)} ${quoted(bin)} "$@" 2>>${quoted(errors)};; esac
printf '%s\\037' "$@" >>${quoted(calls)}; printf '\\036' >>${quoted(calls)}
`;
  await writeFile(join(folder, 'keyrack'), stub, { mode: 0o755 });
  await writeFile(calls, '');
  await writeFile(errors, '');
  const child = spawn('script', ['-qec', started[shell], '/dev/null'], {
    env: { PATH: `${folder}:${process.env.PATH ?? ''}`, HOME: folder, TERM: 'xterm', LC_ALL: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: folder,
  });
  const shown: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => shown.push(chunk));
  const ended = new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('close', () => done());
  });
  child.stdin.write([loaded[shell], ...lines, 'exit'].map((line) => `${line}\r`).join(''));
  await ended;
  const said = await readFile(errors, 'utf8');
  if (said !== '') throw new Error(`completion said on stderr: ${said}`);
  const made = (await readFile(calls, 'utf8')).split('\u001e').slice(0, -1);
  if (made.length === 0) throw new Error(`no command was run; the terminal showed: ${Buffer.concat(shown).toString('utf8')}`);
  return made.map((call) => call.split('\u001f').slice(0, -1));
}
