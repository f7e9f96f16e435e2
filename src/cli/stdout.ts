import { fstatSync, statSync } from 'node:fs';
import { isatty } from 'node:tty';
import { KeyrackError } from '../shared/errors/index.js';
import type { CommandContext } from './command.js';
import type { Streams } from './output.js';

/** They take whatever is written, and nobody ever reads it. */
const swallowing = ['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom'];

/** A closed stdout is the null device too: Node opens that in its place, before our first line, so that no file of ours gets its number. */
export function goesNowhere(fd: number): boolean {
  try {
    const to = fstatSync(fd);
    if (!to.isCharacterDevice() || isatty(fd)) return false;
    return process.platform === 'win32' || swallowing.some((path) => statSync(path, { throwIfNoEntry: false })?.rdev === to.rdev);
  } catch {
    return true;
  }
}

/** M-7: said before anything else, by whatever makes a recovery key: it is printed once, and the one before it is dead by then. */
export function refuseUnseen({ stdoutGoesNowhere }: Pick<CommandContext, 'stdoutGoesNowhere'>, next: string): void {
  if (stdoutGoesNowhere()) throw new KeyrackError('E_STDOUT', undefined, { next });
}

export const orNoRecovery = 'Let it go to a terminal or into a file, or add --no-recovery.';

/** Stdout, and once all that was written has arrived or failed, what kept it from arriving; null where nothing did. */
export function watchStdout(stdout: Streams['stdout']): Streams['stdout'] & { trouble(): Promise<KeyrackError | null> } {
  const writes: Promise<unknown>[] = [];
  return {
    write(text, done) {
      writes.push(
        new Promise((resolve) =>
          stdout.write(text, (error) => {
            done?.(error);
            resolve(error);
          }),
        ),
      );
    },
    async trouble() {
      const [failed] = (await Promise.all(writes)).filter(Boolean).map(codeOf);
      // A reader that goes away (`| head`) is not our failure: the rest of the text is not wanted.
      return failed === undefined || failed === 'EPIPE' ? null : unwritten(failed);
    },
  };
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';

const unwritten = (code: string): KeyrackError =>
  code === 'ENOSPC'
    ? new KeyrackError('E_DISK_FULL', 'What was to be printed is lost in part or whole: the disk that standard output goes to is full.', {
        next: 'Make room, or let it go elsewhere, then run the command again. The vault is as the command left it.',
      })
    : new KeyrackError('E_DISK', `What was to be printed is lost in part or whole: standard output could not be written (${code}).`, {
        next: 'Let it go elsewhere, then run the command again. The vault is as the command left it.',
      });
