import { KeyrackError } from '../../../shared/errors/index.js';
import type { Shown, Source } from '../../client/contract.js';
import type { FoundKey, SourceRow } from './key-file.js';

/**
 * A preview shows one key a row. Of a file that tells of several by now it is the one with the fingerprint that was shown; where none
 * has it, or none was shown (what only names another file was not read), nobody can say which was meant: E_FILE_CHANGED.
 */
export function rowsAsShown(rows: readonly SourceRow[], shown: Shown | undefined, source: Source): readonly SourceRow[] {
  if (shown === undefined || rows.length < 2) return rows;
  const same = shown.fingerprint === undefined ? undefined : rows.find(({ found }) => found?.fingerprint === shown.fingerprint);
  if (same === undefined)
    throw changed(source, (what) => `The ${what} tells of several keys now, and none of them is the one that was shown.`);
  return [same];
}

/**
 * M-12: a preview is of one moment, and the file is read again when it is stored. Compared with the very bytes that are about to be
 * stored: what was exchanged, retargeted or reordered meanwhile is not what the user has agreed to.
 */
export function refuseChanged(shown: Shown | undefined, found: FoundKey, source: Source): void {
  if (shown === undefined) return;
  if (shown.fingerprint !== undefined && shown.fingerprint !== found.fingerprint)
    throw changed(source, (what) => `The ${what} no longer holds the key that was shown.`);
  const now = { keyId: found.keyIdFromFile, issuerId: found.issuerId, kind: found.kind, program: found.program };
  const differs = (['keyId', 'issuerId', 'kind', 'program'] as const).some(
    (fact) => shown[fact] !== undefined && shown[fact] !== now[fact],
  );
  if (differs) throw changed(source, (what) => `The ${what} no longer says of this key what was shown.`);
}

function changed({ from }: Source, why: (what: string) => string): KeyrackError {
  const what = from === 'text' ? 'clipboard' : 'file';
  return new KeyrackError('E_FILE_CHANGED', why(what), { next: `Look at it again: what the ${what} holds now was not shown to you.` });
}
