import { fstatSync, statSync } from 'node:fs';
import { isatty } from 'node:tty';
import { KeyrackError } from '../shared/errors/index.js';
import type { Shell } from './shell.js';

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
export function refuseUnseen({ stdoutGoesNowhere }: Pick<Shell, 'stdoutGoesNowhere'>, next: string): void {
  if (stdoutGoesNowhere()) throw new KeyrackError('E_STDOUT', undefined, { next });
}

export const orNoRecovery = 'Let it go to a terminal or into a file, or add --no-recovery.';
