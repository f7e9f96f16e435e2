import { closeSync, constants, openSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import { KeyrackError } from '../../shared/errors/index.js';

/** The terminal itself, not stdin, without echo; its mode is put back whatever happens. */
export async function askOnTerminal(prompt: string): Promise<string> {
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
