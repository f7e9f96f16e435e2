import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import type { GivenSecrets } from '../../shared/environment.js';
import { KeyrackError } from '../../shared/errors/index.js';
import { codeOf } from './files.js';
import { readIdentityFile } from './identity-file.js';
import type { Ports, Secrets } from './ports.js';
import { identityIn } from './recovery.js';

/** What the environment gave, and the terminal and stdin of this process, read in the strongroom's own isolate (S-06). */
export function realSecrets(env: GivenSecrets, outside: Pick<Ports, 'disk' | 'clock'>): Secrets {
  return {
    async identity(tell) {
      if (env.KEYRACK_IDENTITY) return identityIn(env.KEYRACK_IDENTITY) || env.KEYRACK_IDENTITY.trim();
      if (!env.KEYRACK_IDENTITY_FILE) return null;
      const { identity, warnings } = await readIdentityFile(outside, env.KEYRACK_IDENTITY_FILE);
      for (const warning of warnings) tell?.(warning);
      return identity;
    },
    passphrase: () => env.KEYRACK_PASSPHRASE || null,
    newPassphrase: () => env.KEYRACK_NEW_PASSPHRASE || null,
    backupPassphrase: () => env.KEYRACK_BACKUP_PASSPHRASE || null,
    ask: askOnTerminal,
    stdin: readStdin,
  };
}

/** The descriptor itself: a stream of stdin's would pass its bytes through the main isolate. */
async function readStdin(limit: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(limit + 1);
  let length = 0;
  while (length < buffer.length) {
    try {
      const read = readSync(0, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    } catch (error) {
      // Windows' way of saying that the pipe has ended.
      if (codeOf(error) === 'EOF') break;
      // Node makes a pipe non-blocking when anyone in the process looks at stdin; then a slow writer is not waited for.
      if (codeOf(error) !== 'EAGAIN') throw new KeyrackError('E_FILE_READ', undefined, { cause: error });
      await (await import('node:timers/promises')).setTimeout(10);
    }
  }
  return buffer.subarray(0, length);
}

/** The terminal itself, not stdin, without echo; its mode is put back whatever happens. */
async function askOnTerminal(prompt: string): Promise<string> {
  let fd: number;
  try {
    fd = openSync(process.platform === 'win32' ? '\\\\.\\CON' : '/dev/tty', constants.O_RDWR);
  } catch {
    throw new KeyrackError('E_PASSPHRASE_MISSING');
  }
  const { ReadStream } = await import('node:tty');
  const terminal = new ReadStream(fd);
  try {
    terminal.setRawMode(true);
    process.stderr.write(prompt);
    return await readLine(terminal);
  } finally {
    terminal.setRawMode(false);
    process.stderr.write('\n');
    terminal.destroy();
    try {
      closeSync(fd);
    } catch {
      // destroy() has closed it
    }
  }
}

function readLine(terminal: ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const typed: string[] = [];
    terminal.setEncoding('utf8').on('data', (text) => {
      for (const character of String(text)) {
        if (character === '\r' || character === '\n' || character === '\u0004') return resolve(typed.join(''));
        if (character === '\u0003') return reject(new KeyrackError('E_CANCELLED'));
        if (character === '\u007f' || character === '\b') typed.pop();
        else if (character === '\u0015') typed.length = 0;
        else typed.push(character);
      }
    });
    terminal.once('error', () => reject(new KeyrackError('E_PASSPHRASE_MISSING')));
  });
}
