import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { IconButton } from '../../components/Button.js';
import { focusPane } from '../../lib/focus.js';
import { mod } from '../../lib/keys.js';
import { wordsOf } from '../../lib/vault/fuzzy.js';
import { shelfOf } from '../../lib/vault/key-index.js';
import { useTokens } from '../../state/tokens.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/organizations.js';
import { currentKey } from '../home/commands.js';
import { goToKey } from '../keys/go-to-key.js';
import { labelOf } from '../keys/key-actions.js';

/** What is typed shows the keys it finds; Enter copies the token of the marked one, → opens it, ↓ goes to them. `shown`: the organizations that are left. */
export function SearchField({ data, shown }: { readonly data: VaultData; readonly shown: readonly Organization[] }) {
  const { query, search, choose } = useView();
  const box = useRef<HTMLInputElement>(null);
  const isSearching = wordsOf(query).length > 0;
  const enter = () => {
    const card = isSearching ? currentKey() : null;
    const [first] = shown;
    if (card) {
      const organization = shelfOf(data).organizations.get(card.organizationId);
      return void useTokens.getState().copy({ id: card.id, label: labelOf(card, organization) });
    }
    // An organization without a key of that name, or a search that was left for another place.
    if (isSearching && first) choose(first.id);
    requestAnimationFrame(focusPane);
  };
  const down = () => {
    if (isSearching) focusPane();
    else document.querySelector<HTMLElement>('.org[tabindex="0"]')?.focus();
  };
  const right = () => {
    const card = currentKey();
    if (card) goToKey(card);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { selectionStart, value } = event.currentTarget;
    const isAtEnd = isSearching && selectionStart === value.length;
    const work = { Enter: enter, ArrowDown: down, ...(isAtEnd ? { ArrowRight: right } : {}) }[event.key];
    if (!work) return;
    event.preventDefault();
    if (!event.repeat || event.key !== 'Enter') work();
  };
  return (
    <div className="sidebar-search">
      <div className="field search">
        <Search className="icon" aria-hidden />
        <input
          ref={box}
          id="search"
          type="search"
          aria-label={texts.searchOrganizationsAndKeys}
          placeholder={common.search}
          maxLength={500}
          value={query}
          onChange={(event) => search(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {query === '' ? (
          <kbd className="kbd" aria-hidden>
            {mod('F')}
          </kbd>
        ) : (
          <IconButton
            look="quiet"
            label={texts.clearTheSearch}
            onClick={() => {
              search('');
              box.current?.focus();
            }}
          >
            <X className="icon" aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  );
}
