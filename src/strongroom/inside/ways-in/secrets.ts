import { readSync } from 'node:fs';
import type { GivenSecrets } from '../../../shared/environment.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { codeOf } from '../disk/files.js';
import type { Ports, Secrets } from '../ports.js';
import { readIdentityFile } from './identity-file.js';
import { identityIn } from './recovery.js';
import { askOnTerminal } from './terminal.js';

/** What the environment gave, and the terminal and stdin of this process, read in the strongroom's own isolate (S-06). */
export function realSecrets(env: GivenSecrets, outside: Pick<Ports, 'disk' | 'clock'>): Secrets {
  return {
    async identity(tell) {
      if (env.KEYRACK_IDENTITY) return identityIn(env.KEYRACK_IDENTITY) || env.KEYRACK_IDENTITY.trim();
      if (!env.KEYRACK_IDENTITY_FILE) return null;
      const { identity, warnings } = await readIdentityFile(outside, env.KEYRACK_IDENTITY_FILE);
      for (const warning of warnings) tell?.(warning);
      return identity;
    },
    passphrase: () => env.KEYRACK_PASSPHRASE || null,
    newPassphrase: () => env.KEYRACK_NEW_PASSPHRASE || null,
    backupPassphrase: () => env.KEYRACK_BACKUP_PASSPHRASE || null,
    ask: askOnTerminal,
    stdin: readStdin,
  };
}

/** The descriptor itself: a stream of stdin's would pass its bytes through the main isolate. */
async function readStdin(limit: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(limit + 1);
  let length = 0;
  while (length < buffer.length) {
    try {
      const read = readSync(0, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    } catch (error) {
      // Windows' way of saying that the pipe has ended.
      if (codeOf(error) === 'EOF') break;
      // Node makes a pipe non-blocking when anyone in the process looks at stdin; then a slow writer is not waited for.
      if (codeOf(error) !== 'EAGAIN') throw new KeyrackError('E_FILE_READ', undefined, { cause: error });
      await (await import('node:timers/promises')).setTimeout(10);
    }
  }
  return buffer.subarray(0, length);
}
