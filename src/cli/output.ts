import { asKeyrackError, type Warning } from '../shared/errors/index.js';
import { maskSecrets } from '../shared/secrets.js';
import { showName } from '../shared/text.js';
import { exitCodeOf } from './exit-codes.js';

export interface Streams {
  readonly stdout: { write(text: string, done?: (error?: Error | null) => void): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/**
 * The only writer. stdout is `result`, everything else goes to stderr.
 * Under --json stderr stays empty, or holds one document at the end: `{error?, warnings?}`.
 */
export interface Output {
  /** Once a command: JSON under --json, else what `plain` makes of it. */
  result<T>(value: T, plain: (value: T) => string): void;
  /** The same for what is a secret by itself and was asked for: a token, a recovery key. Everything else is masked (M-2). */
  secret<T>(value: T, plain: (value: T) => string): void;
  /** The same for what cannot be had again: answers whether it was written. */
  delivered<T>(value: T, plain: (value: T) => string): Promise<boolean>;
  warn(warnings: readonly Warning[], about?: string): void;
  /** What a script's log should hold too; silent under --json, where the result says it. */
  say(line: string): void;
  /** For a person watching; silent under --json and where stderr is no terminal. */
  note(line: string): void;
  /** One line that replaces itself; where `note` is silent, so is this. */
  progress(line: string): void;
  /** Prints the error and answers the exit code. The last thing written. */
  failure(error: unknown): number;
  /** When there was no error. */
  end(): void;
}

/** A line each: what hangs on to a masked key by a line end is masked with it. */
const byLine = (text: string): string => text.split('\n').map(maskSecrets).join('\n');
const withoutSecrets = (_name: string, value: unknown): unknown => (typeof value === 'string' ? maskSecrets(value) : value);
/** The fields that are the secret that was asked for. */
const butOurs = (name: string, value: unknown): unknown => (/^(token|recoveryKey)$/.test(name) ? value : withoutSecrets(name, value));

const eraseLine = '\r\u001b[K';

export function createOutput({ stdout, stderr }: Streams, json: boolean): Output {
  const kept: Warning[] = [];
  let progressing = false;
  const watched = !json && stderr.isTTY === true;
  const complain = (text: string) => {
    if (progressing) stderr.write(eraseLine);
    progressing = false;
    stderr.write(text);
  };
  const document = (error: object) => {
    const warnings = kept.length === 0 ? {} : { warnings: kept };
    complain(`${JSON.stringify({ ...error, ...warnings })}\n`);
  };
  const secretText = <T>(value: T, plain: (value: T) => string) => (json ? JSON.stringify(value, butOurs) : plain(value));
  const print = (text: string) => {
    if (progressing) complain('');
    if (text !== '') stdout.write(`${text}\n`);
  };
  return {
    result(value, plain) {
      print(json ? JSON.stringify(value, withoutSecrets) : byLine(plain(value)));
    },
    secret(value, plain) {
      print(secretText(value, plain));
    },
    delivered(value, plain) {
      if (progressing) complain('');
      return new Promise((done) => void stdout.write(`${secretText(value, plain)}\n`, (error) => done(!error)));
    },
    warn(warnings, about) {
      if (json) kept.push(...warnings);
      else
        for (const { code, message } of warnings)
          complain(`keyrack: ${about === undefined ? '' : `${showName(about)}: `}${showName(message)} (${code})\n`);
    },
    say(line) {
      if (!json) complain(`${byLine(line)}\n`);
    },
    note(line) {
      if (watched) complain(`${byLine(line)}\n`);
    },
    progress(line) {
      if (!watched) return;
      stderr.write(`${eraseLine}${maskSecrets(line)}`);
      progressing = true;
    },
    failure(error) {
      const { body } = asKeyrackError(error);
      if (json) document({ error: body });
      else complain(`keyrack: ${showName(body.message)}\n  ${body.hint} (${body.code})\n`);
      return exitCodeOf(body.code);
    },
    end() {
      if (json && kept.length > 0) document({});
      else if (progressing) complain('');
    },
  };
}
