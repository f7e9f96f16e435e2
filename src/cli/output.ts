import { asKeyrackError, type Warning } from '../shared/errors/index.js';
import { exitCodeOf } from './exit-codes.js';

/** The only writer: stdout is `result`, everything else goes to stderr. */
export interface Output {
  /** Once a command: JSON under --json, else what `plain` makes of it. */
  result<T>(value: T, plain: (value: T) => string): void;
  warn(warnings: readonly Warning[]): void;
  /** For a person watching; silent under --json and under a pipe. */
  note(line: string): void;
  /** Prints the error and answers the exit code. */
  failure(error: unknown): number;
}
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

export function createOutput({ stdout, stderr }: Streams, json: () => boolean): Output {
  return {
    result(value, plain) {
      const text = json() ? JSON.stringify(value) : plain(value);
      if (text !== '') stdout.write(`${text}\n`);
    },
    warn(warnings) {
      for (const { code, message } of warnings) stderr.write(`keyrack: ${message} (${code})\n`);
    },
    note(line) {
      if (!json() && stderr.isTTY) stderr.write(`${line}\n`);
    },
    failure(error) {
      const { body } = asKeyrackError(error);
      stderr.write(json() ? `${JSON.stringify({ error: body })}\n` : `keyrack: ${body.message}\n  ${body.hint} (${body.code})\n`);
      return exitCodeOf(body.code);
    },
  };
}
