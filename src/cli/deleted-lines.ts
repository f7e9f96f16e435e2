import { showName } from '../shared/text.js';

/** What a rewriting of the whole vault took along because it could not be rewritten, a line each. */
export const deletedLines = (deleted: readonly string[]): readonly string[] => deleted.map((file) => `Deleted ${showName(file)}.`);
