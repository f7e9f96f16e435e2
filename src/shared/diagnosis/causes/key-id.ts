import { readFileName } from '../../apple/ids.js';
import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';
import { type Evidence, provedBy, type StoredKey } from '../evidence.js';
import { onDay } from './issuer-id.js';

/** A file's name is a hint and no proof: anybody may rename a file. */
export const keyId: CauseFile = {
  code: 'key-id',
  judge(evidence) {
    const { asked, key } = evidence;
    if (asked.code !== 'E_APPLE_UNAUTHORIZED') return null;
    const proved = provedBy(evidence, 'keyId');
    if (proved && 'right' in proved) {
      const { at, check } = proved.right;
      return { confidence: 'ruled-out', showed: words.answersWithItUntil(onDay(at)), ...(check ? { decidedBy: check } : {}) };
    }
    const fix = words.compareKeyIds(key.keyId);
    if (proved) {
      const { at, check, with: said } = proved.wrong;
      const showed = words.answersWithAnotherKeyId(said.keyId ?? '', onDay(at));
      if (check === null) return { confidence: 'likely', showed, fix };
      return { confidence: 'certain', showed, decidedBy: check, fix: words.importWithKeyId(said.keyId ?? '') };
    }
    const says = readFileName(key.sourceName).keyId;
    if (says !== null && says !== key.keyId)
      return { confidence: 'likely', showed: words.fileNameSaysAnother(key.sourceName, says), fix: words.importWithKeyId(says) };
    const other = keyWhoseFileSaysIt(evidence);
    if (other) return { confidence: 'likely', showed: words.anothersFileSaysIt(other.name, key.keyId), fix };
    if (key.sourceName.toUpperCase().includes(key.keyId))
      return { confidence: 'possible', showed: words.fileNamedAfterIt, isUnlikely: true, fix };
    return { confidence: 'likely', showed: words.fileNameDoesNotSayIt(key.sourceName), fix };
  },
};

/** Another stored key, whose file was named after this one's Key ID. */
export function keyWhoseFileSaysIt({ key, stored }: Evidence): StoredKey | undefined {
  if (readFileName(key.sourceName).keyId === key.keyId) return undefined;
  return stored.keys.find(
    ({ id, keyId: its, sourceName, trashedAt }) =>
      id !== key.id && trashedAt === null && its !== key.keyId && readFileName(sourceName).keyId === key.keyId,
  );
}
