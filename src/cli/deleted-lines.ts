import { showName } from '../shared/text.js';

/** What a rewriting of the whole vault took along because it could not be rewritten, a line each. */
export const deletedLines = (deleted: readonly string[]): readonly string[] => deleted.map((file) => `Deleted ${showName(file)}.`);

/** What was set aside before, and no rewriting reaches. */
export const keptLines = (setAside: readonly string[]): readonly string[] =>
  setAside.map(
    (file) =>
      `Left as it is: ${showName(file)}. It still holds what it held, and opens as it did; remove it by hand once you need nothing in it.`,
  );

/** The same in JSON: a field only where there is something to say. */
export const kept = (setAside: readonly string[]): { readonly setAside?: readonly string[] } => (setAside.length === 0 ? {} : { setAside });
