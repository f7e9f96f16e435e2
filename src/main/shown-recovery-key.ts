import { randomInt } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { KeyrackError } from '../shared/errors/index.js';
import { isAskedBack, positionsToAsk } from '../shared/recovery-key.js';
import { recoveryText, said } from './words.js';

/** The recovery key between "shown" and "confirmed" or "later": the one secret main holds, for Copy and Save (known-issues.md). */
export function createRecovery() {
  let key: string | null = null;
  let ask: readonly number[] = [];
  let use: () => Promise<void> = async () => undefined;
  const held = (): string => {
    if (key === null) throw new KeyrackError('E_NOT_FOUND', said.recoveryGone);
    return key;
  };
  return {
    /**
     * Answers which characters, counted from 1, are to be typed back: each the first of a group of four, as the page shows them.
     * `whenRight` makes it the vault's recovery key, where it is not that already.
     */
    keep(made: string, whenRight: () => Promise<void> = async () => undefined): readonly number[] {
      key = made;
      use = whenRight;
      ask = positionsToAsk(made.length, randomInt, { inGroups: true });
      return ask;
    },
    text: held,
    /** Readable by its owner only. Never over another file, whatever the system's dialog offered: that may hold the key that opens the vault today. */
    async saveTo(path: string): Promise<string> {
      const text = recoveryText(held());
      try {
        await writeForOwner(path, text);
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        if (code === 'EEXIST') throw new KeyrackError('E_USAGE', said.fileIsThere);
        throw new KeyrackError(code === 'ENOSPC' ? 'E_DISK_FULL' : 'E_DISK', said.notWritten(basename(path)), { cause });
      }
      return basename(path);
    },
    /** Right: it is used and let go. Wrong, or not to be used now: it stays, to be looked at again. */
    async confirm(characters: readonly string[]): Promise<boolean> {
      if (!isAskedBack(held(), ask, characters)) return false;
      await use();
      key = null;
      return true;
    },
    forget(): void {
      key = null;
    },
  };
}

async function writeForOwner(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    // Half a key is worse than none. It is ours: it was not there a moment ago.
    await unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}
export type Recovery = ReturnType<typeof createRecovery>;
