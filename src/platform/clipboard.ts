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

/** The command line's clipboard. Both methods reject with E_CLIPBOARD where no tool for it runs. */
export function commandClipboard(platform: NodeJS.Platform = process.platform): Clipboard {
  const { write, read } = tools[platform === 'darwin' || platform === 'win32' ? platform : 'linux'];
  return {
    write: async (text) => void (await first(write, text)),
    read: () => first(read, null),
  };
}

async function first(candidates: readonly Tool[], input: string | null): Promise<string> {
  for (const tool of candidates) {
    const output = await runTool(tool, input);
    if (output !== null) return output;
  }
  throw new KeyrackError('E_CLIPBOARD');
}

/** What it printed; null when it is not there or failed. */
function runTool([command, ...args]: Tool, input: string | null): Promise<string | null> {
  return new Promise((resolve) => {
    // wl-copy and xclip leave a child behind that holds the selection: an open stdout of theirs would keep us waiting for it.
    const child = spawn(command, args, { env: forChild(process.env), stdio: ['pipe', input === null ? 'pipe' : 'ignore', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', () => resolve(null));
    child.once(input === null ? 'close' : 'exit', (code) => resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : null));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}
