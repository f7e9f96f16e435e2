import { type Warning, type WarningCode, warn } from '../../shared/errors/index.js';

/** What is wrong with the small files of the home: they break nothing, and are said once a run. */
export interface Troubles {
  readonly all: readonly Warning[];
  say(code: WarningCode): void;
  /** It has been mended: a window that stays open says it no longer. */
  over(code: WarningCode): void;
}

export function createTroubles(): Troubles {
  const said = new Set<WarningCode>();
  return {
    get all() {
      return [...said].map((code) => warn(code));
    },
    say: (code) => void said.add(code),
    over: (code) => void said.delete(code),
  };
}
