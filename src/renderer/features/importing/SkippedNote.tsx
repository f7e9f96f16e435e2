import type { FoundPreview } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { tilde } from '../../lib/found-rows.js';

const whys: Readonly<Record<FoundPreview['skipped'][number]['why'], string>> = {
  link: 'a link; links are not followed',
  apart: 'not looked into',
  deep: 'more than three folders down',
  unreadable: 'could not be read',
};
const shown = 100;

/** What was left out, and why. */
export function SkippedNote({ skipped, more }: Pick<FoundPreview, 'skipped' | 'more'>) {
  return (
    <>
      {more ? (
        <p className="help">There are more than one look takes in. Store these, then look into the folders inside, one by one.</p>
      ) : null}
      {skipped.length > 0 ? (
        <details className="found-skipped">
          <summary>{skipped.length === 1 ? '1 was skipped' : `${skipped.length.toLocaleString('en')} were skipped`}</summary>
          <ul>
            {skipped.slice(0, shown).map(({ path, why }) => (
              <li key={path}>
                <span className="id">{showName(tilde(path))}</span> <span className="dim">{whys[why]}</span>
              </li>
            ))}
            {skipped.length > shown ? <li className="dim">and {(skipped.length - shown).toLocaleString('en')} more</li> : null}
          </ul>
        </details>
      ) : null}
    </>
  );
}
