import type { VaultData } from '../../../shared/ipc/contract.js';
import { marked } from '../../components/Marked.js';
import { StateMark } from '../../components/State.js';
import { marks } from '../../lib/vault/fuzzy.js';
import { keysOf } from '../../lib/vault/key-index.js';
import { hue, initials, keyHealth } from '../../lib/vault/organizations.js';
import * as common from '../../words/common.js';
import { nameOf, type Row } from './rows.js';

export function PaletteRow(props: {
  readonly id: string;
  readonly row: Row;
  readonly words: readonly string[];
  readonly data: VaultData;
  readonly isSelected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}) {
  const { id, row, words, data, isSelected, onPoint, onChoose } = props;
  return (
    // The field has the focus and the keys; this is for the pointer.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      className="hit"
      data-kind={row.kind === 'action' && !row.Glyph ? 'bare' : row.kind}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      {row.kind === 'action' ? (
        row.Glyph && (
          <span className="glyph">
            <row.Glyph className="icon" aria-hidden />
          </span>
        )
      ) : (
        <span className="tile" data-hue={hue(row.organization.id)} aria-hidden>
          {initials(row.organization.name)}
        </span>
      )}
      <span
        className={`cut ${row.kind === 'action' && row.danger ? 'is-refused' : ''}`}
        title={row.kind === 'action' ? row.label : nameOf(row)}
      >
        <Name row={row} words={words} />
      </span>
      <Facts row={row} data={data} isSelected={isSelected} />
    </div>
  );
}

function Facts({ row, data, isSelected }: { readonly row: Row; readonly data: VaultData; readonly isSelected: boolean }) {
  if (row.kind === 'action') return row.keys ? <kbd className="kbd">{row.keys}</kbd> : null;
  if (row.kind === 'organization') return <span className="small">{common.keyCount(keysOf(data, row.organization.id).length)}</span>;
  const { tone, word } = keyHealth(row.key);
  return (
    <>
      <span className="id dim">{row.key.keyId}</span>
      <span className="action">
        {isSelected ? (
          <>
            <span className="sr">{word}.</span> {common.copyToken}{' '}
            <kbd className="kbd" aria-hidden>
              ↵
            </kbd>
          </>
        ) : (
          <StateMark tone={tone}>{word}</StateMark>
        )}
      </span>
    </>
  );
}

/** Each name in its own direction, with what was typed marked. */
function Name({ row, words }: { readonly row: Row; readonly words: readonly string[] }) {
  const text = row.kind === 'action' ? row.label : nameOf(row);
  const spans = marks(words, text);
  const part = (from: number, to: number) => <bdi>{marked(text, spans, from, to)}</bdi>;
  if (row.kind !== 'key') return part(0, text.length);
  const end = row.organization.name.length;
  return (
    <>
      {part(0, end)}
      {' / '}
      {part(end + 3, text.length)}
    </>
  );
}
