import { ChevronRight, Search } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { useModal } from '../../lib/hooks/use-modal.js';
import { isMod } from '../../lib/keys.js';
import { wordsOf } from '../../lib/vault/fuzzy.js';
import { useTokens } from '../../state/tokens.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/palette.js';
import { labelOf } from '../keys/key-actions.js';
import { organizationActions } from './commands.js';
import { PaletteRow } from './PaletteRow.js';
import { enterWord, list, nameOf, type Row, type Within } from './rows.js';

/** Rows a page key moves by. */
const page = 8;

/**
 * Find a key, copy its token: the combobox pattern, with the focus in the field throughout and the highlighted row named
 * by `aria-activedescendant`. → goes into a row's other actions, Escape comes back and then closes.
 */
export function Palette({ data }: { readonly data: VaultData }) {
  const box = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [within, setWithin] = useState<Within>(null);
  const { sections, rows, more } = useMemo(() => list(data, query, within), [data, query, within]);
  const words = useMemo(() => wordsOf(query), [query]);
  const row = rows[at];
  useModal(box);
  useLayoutEffect(() => {
    // From the first row the heading above it is seen too.
    if (at === 0) box.current?.querySelector('.palette-list')?.scrollTo(0, 0);
    else document.getElementById(`hit-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const close = () => useView.getState().ask(null);
  const search = (text: string) => {
    setQuery(text);
    setAt(0);
  };
  const enter = (into: Within) => {
    setWithin(into);
    search('');
  };
  const back = () => (within ? enter(null) : close());
  const choose = (chosen: Row | undefined) => {
    if (!chosen) return;
    // The focus goes back to where it was before the work begins: it may want to move it.
    flushSync(close);
    workOf(data, chosen)();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const isAtEnd = selectionStart === value.length;
    const isAtStart = selectionEnd === 0;
    const move = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    const jump = { PageDown: at + page, PageUp: at - page }[event.key];
    if (move !== undefined && rows.length > 0) setAt((move + rows.length) % rows.length);
    else if (jump !== undefined) setAt(Math.max(0, Math.min(rows.length - 1, jump)));
    else if (event.key === 'Enter') choose(row);
    else if (event.key === 'Escape') back();
    else if (event.key === 'ArrowRight' && isAtEnd && row && row.kind !== 'action') enter(row);
    else if ((event.key === 'ArrowLeft' || event.key === 'Backspace') && isAtStart && within) enter(null);
    else if (event.key.toLowerCase() === 'k' && isMod(event)) close();
    else return;
    event.preventDefault();
  };

  return (
    // A click beside it closes it; the keys are the field's.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={box}
      className="palette"
      aria-label={texts.commandPalette}
      onCancel={(event) => {
        event.preventDefault();
        back();
      }}
      onClick={(event) => event.target === box.current && close()}
    >
      <div className="palette-input">
        <Search className="icon" aria-hidden />
        {within ? (
          <>
            <span className="badge cut">
              <bdi>{nameOf(within)}</bdi>
            </span>
            <ChevronRight className="icon" aria-hidden />
          </>
        ) : null}
        <input
          type="text"
          role="combobox"
          aria-label={within ? texts.actionsFor(nameOf(within)) : texts.searchAll}
          aria-expanded={rows.length > 0}
          aria-controls="hits"
          aria-autocomplete="list"
          aria-activedescendant={row ? `hit-${at}` : undefined}
          placeholder={within ? texts.searchItsActions : texts.searchAll}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={({ target }) => search(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Hits sections={sections} words={words} data={data} at={at} onPoint={setAt} onChoose={choose} />
      {rows.length === 0 ? <p className="palette-nothing">{texts.nothingIsCalled(query)}</p> : null}
      {more > 0 ? <p className="palette-nothing">{texts.moreMatch(more)}</p> : null}
      <p className="sr" role="status">
        {rows.length === 0 ? texts.nothingFound : texts.found(rows.length)}
      </p>
      <Foot row={row} isWithin={within !== null} />
    </dialog>
  );
}

function workOf(data: VaultData, row: Row): () => void {
  if (row.kind === 'action') return row.run;
  if (row.kind === 'organization') return organizationActions(data, row.organization)[0]?.run ?? (() => undefined);
  return () => void useTokens.getState().copy({ id: row.key.id, label: labelOf(row.key, row.organization) });
}

interface HitsProps {
  readonly sections: ReturnType<typeof list>['sections'];
  readonly words: readonly string[];
  readonly data: VaultData;
  /** The highlighted row, counted through all sections. */
  readonly at: number;
  onPoint(index: number): void;
  onChoose(row: Row): void;
}

function Hits({ sections, words, data, at, onPoint, onChoose }: HitsProps) {
  let n = -1;
  return (
    <div className="palette-list" id="hits" role="listbox" tabIndex={-1} aria-label={common.results}>
      {sections.map(({ title, rows }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
        <div key={title} role="group" aria-labelledby={`hits-${title}`}>
          <p id={`hits-${title}`} className="palette-group">
            {title}
          </p>
          {rows.map((one) => {
            n += 1;
            const index = n;
            return (
              <PaletteRow
                key={index}
                id={`hit-${index}`}
                row={one}
                words={words}
                data={data}
                isSelected={index === at}
                onPoint={() => onPoint(index)}
                onChoose={() => onChoose(one)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** What the keys do now; the field says it to those who hear it. */
function Foot({ row, isWithin }: { readonly row: Row | undefined; readonly isWithin: boolean }) {
  return (
    <div className="palette-foot" aria-hidden>
      {row ? (
        <span>
          <kbd className="kbd">↵</kbd> {enterWord(row)}
        </span>
      ) : null}
      {row && row.kind !== 'action' ? (
        <span>
          <kbd className="kbd">→</kbd> {texts.otherActions}
        </span>
      ) : null}
      <span className="palette-move">
        <kbd className="kbd">↑</kbd>
        <kbd className="kbd">↓</kbd> {texts.move}
      </span>
      <span className="spacer" />
      <span>
        <kbd className="kbd">{texts.esc}</kbd> {isWithin ? texts.back : common.close}
      </span>
    </div>
  );
}
