import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { type ErrorCode, KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import { holdsSecret } from '../../../shared/secrets.js';
import { showName } from '../../../shared/text.js';
import { readBounded } from '../keys/source/bounded.js';
import type { Clock, Disk } from '../ports.js';
import { identityIn } from './recovery.js';

export interface IdentityFile {
  readonly identity: string;
  readonly warnings: readonly Warning[];
}

/** M-8: opened as any `.p8` is (bounded, never waited for without an end), and whoever else may have it is said. */
export async function readIdentityFile(it: { readonly disk: Disk; readonly clock: Clock }, path: string): Promise<IdentityFile> {
  const shown = shownPath(path);
  try {
    const { bytes, stat } = await readBounded(it.disk, it.clock, resolve(path), { larger: tooLarge });
    const identity = identityIn(bytes.toString('utf8'));
    if (identity === '') throw wrong(shown, 'holds no recovery key: one begins with AGE-SECRET-KEY-1');
    return { identity, warnings: exposureOf(stat, shown, process.geteuid?.()) };
  } catch (error) {
    if (!(error instanceof KeyrackError)) throw error;
    throw error.code === 'E_IDENTITY_WRONG' ? error : wrong(shown, reasons[error.code] ?? 'cannot be read', error);
  }
}

const reasons: { readonly [code in ErrorCode]?: string } = {
  E_FILE_KIND: 'is a folder, a device, a pipe or a socket, and no file',
  E_FILE_TOO_BIG: 'is larger than 16 KiB, and no file of a recovery key; it was not read',
  E_FILE_LINK: 'is a link that leads nowhere, or round in a circle',
  E_FILE_MISSING: 'is not there',
  E_FILE_PERMISSION: 'may not be read by your user',
  E_FILE_NOT_LOCAL: 'did not come within 20 seconds: a cloud or a share that does not answer',
  E_FILE_CHANGED: 'kept changing while it was read',
};

const tooLarge = async (): Promise<never> => {
  throw new KeyrackError('E_FILE_TOO_BIG');
};

const wrong = (shown: string, why: string, cause?: unknown): KeyrackError =>
  new KeyrackError('E_IDENTITY_WRONG', `KEYRACK_IDENTITY_FILE (${shown}) ${why}.`, {
    cause,
    next: 'Let it name a file of yours that holds the recovery key; the key itself goes into KEYRACK_IDENTITY.',
  });

const longestShown = 200;
/** As it was given; a secret in its place is not said again. */
function shownPath(path: string): string {
  if (holdsSecret(path)) return 'a secret, where a path belongs';
  return showName(path.length > longestShown ? `${path.slice(0, longestShown)}…` : path);
}

/** Advice, never a refusal. Root can read all there is, and change it: a file of root's is nobody else's. */
export function exposureOf(stat: Pick<Stats, 'mode' | 'uid'>, shown: string, me: number | undefined): readonly Warning[] {
  if (me === undefined) return [];
  const said = (who: string, mend: string) =>
    warn('W_IDENTITY_EXPOSED', `${who} KEYRACK_IDENTITY_FILE (${shown}), which opens the vault. ${mend}`);
  if (stat.uid !== me && stat.uid !== 0)
    return [
      said(
        'Another user owns',
        'Copy it into a file of your own: install -m 600 FILE NEW; then make a new recovery key: keyrack recovery new.',
      ),
    ];
  return (stat.mode & 0o066) === 0 ? [] : [said('Other users can read or change', 'Close it to them: chmod 600 FILE.')];
}
