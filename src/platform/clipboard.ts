import { spawn } from 'node:child_process';
import type { Clipboard } from '../core/ports/index.js';
import { forChild } from '../shared/environment.js';
import { KeyrackError } from '../shared/errors/index.js';

type Tool = readonly [command: string, ...args: string[]];

/** What each system offers a program without a window, best first. The text goes over stdin, never in `argv`. */
const tools: Readonly<Record<'darwin' | 'win32' | 'linux', { readonly write: readonly Tool[]; readonly read: readonly Tool[] }>> = {
  darwin: { write: [['pbcopy']], read: [['pbpaste']] },
  win32: { write: [['clip.exe']], read: [['powershell.exe', '-NoProfile', '-Command', 'Get-Clipboard -Raw']] },
  linux: {
    write: [['wl-copy', '--sensitive'], ['wl-copy'], ['xclip', '-selection', 'clipboard', '-in'], ['xsel', '--clipboard', '--input']],
    read: [
      ['wl-paste', '--no-newline'],
      ['xclip', '-selection', 'clipboard', '-out'],
      ['xsel', '--clipboard', '--output'],
    ],
  },
};

/** Milliseconds. A tool has its answer at once, or waits for a desktop that does not answer: then nobody knows for how long. */
const patienceMs = 10_000;

/** The command line's clipboard. Both methods reject with E_CLIPBOARD where no tool for it runs, or the one that runs does not end. */
export function commandClipboard(platform: NodeJS.Platform = process.platform, deadlineMs = patienceMs): Clipboard {
  const { write, read } = tools[platform === 'darwin' || platform === 'win32' ? platform : 'linux'];
  return {
    write: async (text) => void (await first(write, text, deadlineMs)),
    read: () => first(read, null, deadlineMs),
  };
}

async function first(candidates: readonly Tool[], input: string | null, deadlineMs: number): Promise<string> {
  for (const tool of candidates) {
    const output = await runTool(tool, input, deadlineMs);
    if (output !== null) return output;
  }
  throw new KeyrackError('E_CLIPBOARD');
}

/** What it printed; null when it is not there or failed. One that hangs is stopped, and no other is tried: the same desktop would not answer it. */
function runTool([command, ...args]: Tool, input: string | null, deadlineMs: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    // wl-copy and xclip leave a child behind that holds the selection: an open stdout of theirs would keep us waiting for it.
    const child = spawn(command, args, { env: forChild(process.env), stdio: ['pipe', input === null ? 'pipe' : 'ignore', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      // Something it started may hold its ends of these open; we wait for none of them.
      for (const stream of [child.stdin, child.stdout]) stream?.destroy();
      reject(hung(command, input !== null, deadlineMs));
    }, deadlineMs);
    child.once('error', () => {
      clearTimeout(late);
      resolve(null);
    });
    child.once(input === null ? 'close' : 'exit', (code) => {
      clearTimeout(late);
      resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : null);
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

function hung(command: string, writing: boolean, deadlineMs: number): KeyrackError {
  const unknown = writing ? ' Whether the text is on the clipboard is not known.' : '';
  return new KeyrackError('E_CLIPBOARD', `${command} did not end within ${Math.ceil(deadlineMs / 1_000)} s and was stopped.${unknown}`, {
    next: 'Try again once the desktop answers; or leave --copy out, which prints the token.',
  });
}
