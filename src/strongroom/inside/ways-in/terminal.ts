import { closeSync, constants, openSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import { parentPort } from 'node:worker_threads';
import { KeyrackError } from '../../../shared/errors/index.js';
import { isTerminalWord, signalOfKey, type TerminalWord } from '../../client/terminal.js';

/** The terminal itself, not stdin, without echo; its mode is put back whatever happens, a signal included (M-20). */
export async function askOnTerminal(prompt: string): Promise<string> {
  let fd: number;
  try {
    fd = openSync(process.platform === 'win32' ? '\\\\.\\CON' : '/dev/tty', constants.O_RDWR);
  } catch {
    throw new KeyrackError('E_PASSPHRASE_MISSING');
  }
  const { ReadStream } = await import('node:tty');
  const terminal = new ReadStream(fd);
  const putBack = () => void terminal.setRawMode(false);
  const take = () => {
    // It is raw already as far as it knows, and does nothing when asked for that again.
    putBack();
    terminal.setRawMode(true);
    process.stderr.write(prompt);
  };
  const leave = await underWatch(putBack, take);
  try {
    take();
    return await readLine(terminal);
  } finally {
    putBack();
    process.stderr.write('\n');
    terminal.destroy();
    try {
      closeSync(fd);
    } catch {
      // destroy() has closed it
    }
    leave();
  }
}

/** Resolves once the main thread watches for signals; in-process there is none. */
function underWatch(putBack: () => void, takeAgain: () => void): Promise<() => void> {
  const port = parentPort;
  if (!port) return Promise.resolve(() => undefined);
  const say = (terminal: TerminalWord['terminal']) => port.postMessage({ terminal } satisfies TerminalWord);
  return new Promise((resolve) => {
    const hear = (word: unknown) => {
      if (!isTerminalWord(word)) return;
      if (word.terminal === 'take again') return takeAgain();
      if (word.terminal === 'give back') {
        putBack();
        return say('given back');
      }
      resolve(() => {
        port.off('message', hear);
        say('left');
      });
    };
    port.on('message', hear);
    say('taken');
  });
}

function readLine(terminal: ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const typed: string[] = [];
    terminal.setEncoding('utf8').on('data', (text) => {
      for (const character of String(text)) {
        if (character === '\r' || character === '\n' || character === '\u0004') return resolve(typed.join(''));
        if (character === '\u0003') return reject(new KeyrackError('E_CANCELLED'));
        // As a terminal does, which throws away what was typed ahead.
        if (signalOfKey(character)) return;
        if (character === '\u007f' || character === '\b') typed.pop();
        else if (character === '\u0015') typed.length = 0;
        else typed.push(character);
      }
    });
    terminal.once('error', () => reject(new KeyrackError('E_PASSPHRASE_MISSING')));
  });
}
