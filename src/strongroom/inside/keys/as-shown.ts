import { KeyrackError } from '../../../shared/errors/index.js';
import type { Shown, Source } from '../../client/contract.js';
import type { FoundKey } from './key-file.js';

/**
 * M-12: a preview is of one moment, and the file is read again when it is stored. Compared with the very bytes that are about to be
 * stored: what was exchanged, retargeted or reordered meanwhile is not what the user has agreed to.
 */
export function refuseChanged(shown: Shown | undefined, found: FoundKey, source: Source): void {
  if (shown === undefined) return;
  const what = source.from === 'text' ? 'clipboard' : 'file';
  const next = `Look at it again: what the ${what} holds now was not shown to you.`;
  if (shown.fingerprint !== undefined && shown.fingerprint !== found.fingerprint)
    throw new KeyrackError('E_FILE_CHANGED', `The ${what} no longer holds the key that was shown.`, { next });
  const now = { keyId: found.keyIdFromFile, issuerId: found.issuerId, kind: found.kind, program: found.program };
  const differs = (['keyId', 'issuerId', 'kind', 'program'] as const).some(
    (fact) => shown[fact] !== undefined && shown[fact] !== now[fact],
  );
  if (differs) throw new KeyrackError('E_FILE_CHANGED', `The ${what} no longer says of this key what was shown.`, { next });
}
