import { useEffect, useState } from 'react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button, LinkButton } from '../../components/Button.js';
import { filterVault } from '../../lib/vault/filter.js';
import { wordsOf } from '../../lib/vault/fuzzy.js';
import { shelfOf } from '../../lib/vault/key-index.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/search.js';
import { CardList } from '../keys/CardList.js';
import { goToKey } from '../keys/go-to-key.js';

/** The keys that a search finds, of all organizations in one list. */
export function SearchPane({ data }: { readonly data: VaultData }) {
  const { query, keyId, panel, search } = useView();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const filter = filterVault(data, query);
  const found = filter?.found ?? [];
  const { live, organizations } = shelfOf(data);
  const current = found.find(({ id }) => id === keyId) ?? found[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed begins a new list, at its beginning
  useEffect(() => {
    if (scroller) scroller.scrollTop = 0;
  }, [query, scroller]);
  return (
    <>
      <header className="column pane-head">
        <div className="toolbar">
          <h1 className="cut">{found.length === 0 ? texts.noKeyFound : texts.keysFound}</h1>
        </div>
        <div className="subhead">
          <span className="cut">
            <span role="status">{texts.foundOf(found.length, live.length, new Set(found.map((key) => key.organizationId)).size)}</span>
            {found.length === 0 ? null : (
              <>
                {' · '}
                <LinkButton onClick={() => search('')}>{texts.showAll}</LinkButton>
              </>
            )}
          </span>
          {found.length === 0 ? null : (
            <span className="end folds-first">
              <kbd className="kbd">↵</kbd> {texts.copiesAToken} <kbd className="kbd">→</kbd> {texts.opens}
            </span>
          )}
        </div>
      </header>
      <div ref={setScroller} className="scroll">
        <div className="column">
          {found.length === 0 ? (
            <div className="nothing-found">
              <p>{texts.nothingIsCalled(query.trim(), filter?.organizations.size ?? 0)}</p>
              <Button onClick={() => search('')}>{texts.showAll}</Button>
            </div>
          ) : (
            <CardList
              label={texts.keysFound}
              keys={found}
              organizations={organizations}
              currentId={current?.id ?? null}
              isFilled={panel?.show !== 'diagnosis'}
              scroller={scroller}
              words={wordsOf(query)}
              onOpen={goToKey}
            />
          )}
        </div>
      </div>
    </>
  );
}
