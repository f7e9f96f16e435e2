import type { FoundPreview } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { tilde } from '../../lib/vault/import-rows.js';
import * as texts from '../../words/found.js';

const whys: Readonly<Record<FoundPreview['skipped'][number]['why'], string>> = {
  link: texts.linksNotFollowed,
  apart: texts.notLookedInto,
  deep: texts.tooDeep,
  unreadable: texts.couldNotBeRead,
};
const shown = 100;

/** What was left out, and why. */
export function SkippedNote({ skipped, more }: Pick<FoundPreview, 'skipped' | 'more'>) {
  return (
    <>
      {more ? <p className="help">{texts.moreThanOneLook}</p> : null}
      {skipped.length > 0 ? (
        <details className="found-skipped">
          <summary>{texts.skipped(skipped.length)}</summary>
          <ul>
            {skipped.slice(0, shown).map(({ path, why }) => (
              <li key={path}>
                <span className="id">{showName(tilde(path))}</span> <span className="dim">{whys[why]}</span>
              </li>
            ))}
            {skipped.length > shown ? <li className="dim">{texts.andMore(skipped.length - shown)}</li> : null}
          </ul>
        </details>
      ) : null}
    </>
  );
}
