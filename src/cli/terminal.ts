import { KeyrackError } from '../shared/errors/index.js';

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
      const lines = createInterface({ input, output });
      return new Promise<string>((resolve, reject) => {
        lines.once('close', () => reject(new KeyrackError('E_CANCELLED')));
        lines.question(question, (answer) => {
          resolve(answer);
          lines.close();
        });
      });
    },
  };
}
