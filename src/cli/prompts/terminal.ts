import { KeyrackError } from '../../shared/errors/index.js';
import { signalOfKey } from '../../strongroom/client/terminal.js';
import { watchSignals } from './at-prompt.js';

/** A person at stdin. There is none (null) where stdin is no terminal: then nothing is ever asked. */
export interface Terminal {
  /** One line, echoed: never for a secret. The question goes to stderr. E_CANCELLED when the input ends. */
  ask(question: string): Promise<string>;
}

export function terminalOf(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Terminal | null {
  if (!input.isTTY) return null;
  return {
    async ask(question) {
      const { createInterface } = await import('node:readline');
      let shown: () => void = () => undefined;
      const putBack = () => void input.setRawMode(false);
      const takeAgain = () => {
        input.setRawMode(false).setRawMode(true);
        shown();
      };
      // Before readline changes anything.
      const leave = watchSignals({ putBack, takeAgain });
      const onKey = (_text: string, { sequence }: { sequence?: string }) => void signalOfKey(sequence ?? '');
      const lines = createInterface({ input, output });
      input.on('keypress', onKey);
      // It would stop us by itself, alone.
      lines.on('SIGTSTP', () => undefined);
      shown = () => lines.prompt(true);
      try {
        return await new Promise<string>((resolve, reject) => {
          lines.once('close', () => reject(new KeyrackError('E_CANCELLED')));
          lines.question(question, resolve);
        });
      } finally {
        lines.close();
        input.off('keypress', onKey);
        leave();
      }
    },
  };
}
