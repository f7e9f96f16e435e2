import { KeyrackError } from '../../../../shared/errors/index.js';

/** How an age file begins, and how one does that is written as text. */
export const ageMagic = 'age-encryption.org/v1\n';
export const armorMagic = '-----BEGIN AGE ENCRYPTED FILE-----';

/** J-12: an encrypted backup given to import has a command of its own. */
export function refuseBackup(bytes: Buffer): void {
  const head = bytes.subarray(0, 64).toString('latin1');
  if (head.startsWith(ageMagic) || head.trimStart().startsWith(armorMagic)) throw new KeyrackError('E_FILE_BACKUP');
}
