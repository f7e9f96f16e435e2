import { KeyrackError } from '../../shared/errors/index.js';
import { said } from '../words.js';

/**
 * The paths the page may name: those main itself handed out (a dialog's, a preview's) and those of files that were given to the window,
 * which the preload tells main beside the page. A page that was taken over reaches no other file through us.
 */
export interface NamedPaths {
  handOut(paths: Iterable<string | null>): void;
  /** The path itself; E_USAGE for one that was never handed out. */
  known(path: string): string;
}

/** More than one drop and one preview hold; the oldest are forgotten first. */
const most = 50_000;

export function createNamedPaths(): NamedPaths {
  const paths = new Set<string>();
  return {
    handOut(given) {
      for (const path of given) {
        if (path === null) continue;
        paths.delete(path);
        paths.add(path);
      }
      for (const oldest of paths) {
        if (paths.size <= most) return;
        paths.delete(oldest);
      }
    },
    known(path) {
      if (!paths.has(path)) throw new KeyrackError('E_USAGE', said.unknownFile);
      return path;
    },
  };
}
