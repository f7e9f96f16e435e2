import { parseScopeEntry } from '../../apple/token.js';
import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';

/** A token with a scope is good for what it names and nothing else [A, "Generating Tokens for API Requests"]. */
export const scope: CauseFile = {
  code: 'scope',
  judge({ asked: { code, scope: entries, path } }) {
    if (code !== 'E_APPLE_UNAUTHORIZED' || entries === undefined || entries.length === 0 || path === undefined) return null;
    const isNamed = entries.some((entry) => parseScopeEntry(entry)?.path === path);
    // Its query may still differ, so that it is named rules nothing out.
    if (isNamed) return { confidence: 'possible', showed: words.scopeCovers(path), isUnlikely: true, fix: words.nameThePath };
    return { confidence: 'certain', showed: words.scopeMisses(path), decidedBy: 'claims', fix: words.nameThePath };
  },
};
