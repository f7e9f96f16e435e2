import { showName } from '../../shared/text.js';
import type { OtherCopy } from '../../strongroom/client/contract.js';

/** What a rewriting of the whole vault took along because it could not be rewritten, a line each. */
export const deletedLines = (deleted: readonly string[]): readonly string[] => deleted.map((file) => `Deleted ${showName(file)}.`);

/** What was set aside before, and no rewriting reaches. */
export const keptLines = (setAside: readonly string[]): readonly string[] =>
  setAside.map(
    (file) =>
      `Left as it is: ${showName(file)}. It still holds what it held, and opens as it did; remove it by hand once you need nothing in it.`,
  );

/** M-13: what other programs made of the vault. `holds`: what is said of a copy that opens and should not, or should not hold what it holds. */
export const foundLines = (found: readonly OtherCopy[], holds: string): readonly string[] =>
  found.map(({ file, is }) => `${showName(file)} ${is === 'holds' ? `${holds}. Remove it by hand.` : unclear[is]}`);
export const stillOpens = 'is a copy of the vault, and still opens with what opened it before';
const unclear = {
  closed: 'does not open with what opens the vault, so nobody can say whether it still holds it.',
  unread: 'could not be read or looked through, so nobody can say what it holds.',
} as const;

/** The same in JSON: a field only where there is something to say. */
export const kept = (
  setAside: readonly string[],
  found: readonly OtherCopy[],
): { readonly setAside?: readonly string[]; readonly found?: readonly OtherCopy[] } => ({
  ...(setAside.length === 0 ? {} : { setAside }),
  ...(found.length === 0 ? {} : { found }),
});
