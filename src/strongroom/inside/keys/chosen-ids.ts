import { normaliseIssuerId, normaliseKeyId } from '../../../shared/apple/ids.js';
import { KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { KeyKind } from '../../../shared/model.js';
import type { ImportItem } from '../../client/contract.js';

/** B-44: the typed Key ID and the file's may differ; the file's wins unless the user chose. `other`: the one that was not taken. */
export function chooseKeyId(
  { keyId: given, keyIdWins }: ImportItem,
  written: string | null,
): { readonly keyId: string; readonly other: string | null; readonly warnings: readonly Warning[] } {
  const typed = given === undefined ? null : normaliseKeyId(given);
  if (typed && !typed.ok) throw new KeyrackError(typed.code, typed.message);
  const ofFile = written === null || (typed && keyIdWins === 'typed') ? null : normaliseKeyId(written);
  if (ofFile && !ofFile.ok) throw new KeyrackError(ofFile.code, ofFile.message);
  const inFile = ofFile?.value ?? null;
  if (typed === null || typed.value === inFile) {
    if (inFile === null) throw new KeyrackError('E_KID_MISSING');
    return { keyId: inFile, other: null, warnings: [] };
  }
  if (inFile === null) return { keyId: typed.value, other: null, warnings: [] };
  const message = `The Key ID given, ${typed.value}, is not the one of the file, ${inFile}; the file’s was used.`;
  return { keyId: inFile, other: typed.value, warnings: keyIdWins === 'file' ? [] : [warn('W_KID_MISMATCH', message)] };
}

/** What was given comes before what the file says; an individual key has none. E_ISSUER_FORMAT. */
export function chooseIssuerId({ issuerId: given }: ImportItem, written: string | null, kind: KeyKind): string | null {
  const text = given ?? written;
  const issuer = text === null || kind === 'individual' ? null : normaliseIssuerId(text);
  if (issuer && !issuer.ok) throw new KeyrackError(issuer.code, issuer.message);
  return issuer?.value ?? null;
}
