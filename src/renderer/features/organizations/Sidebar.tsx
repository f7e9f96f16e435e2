import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { BookOpen, Check, CircleDashed, List, Lock, Search, SlidersHorizontal, Trash2, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { IconButton } from '../../components/Button.js';
import { api } from '../../lib/api.js';
import { focusPane } from '../../lib/focus.js';
import { useMeasuredAnew } from '../../lib/hooks/use-measured-anew.js';
import { useMedia } from '../../lib/hooks/use-media.js';
import { mod } from '../../lib/keys.js';
import { scrolledTo } from '../../lib/row-in-view.js';
import { filterVault } from '../../lib/vault/filter.js';
import { keysOf, shelfOf } from '../../lib/vault/key-index.js';
import { bestFirst, hue, initials, type KeyHealth, needingAttention, organizationHealth } from '../../lib/vault/organizations.js';
import { useApp } from '../../state/app.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import { number } from '../../words/number.js';
import * as texts from '../../words/organizations.js';
import { ClipboardLine } from './ClipboardLine.js';
import { EveryKeyLine } from './EveryKeyLine.js';
import { ListHead } from './ListHead.js';
import { SafeWord } from './SafeWord.js';

/** `--row` of the tokens. */
const rowHeights = { comfortable: 32, compact: 28 } as const;

/** `isOutOfView`: the window shows one pane at a time, and another one. */
export function Sidebar({ data, isOutOfView }: { readonly data: VaultData; readonly isOutOfView: boolean }) {
  const { query, onlyAttention, search, place, goTo, choose } = useView();
  const filter = filterVault(data, query);
  const shown = useMemo(
    () =>
      bestFirst(
        data.organizations.filter(
          ({ id }) => (filter === null || filter.organizations.has(id)) && (!onlyAttention || needingAttention(data).has(id)),
        ),
        query,
      ),
    [data, filter, query, onlyAttention],
  );
  const fromSearch = (event: KeyboardEvent) => {
    const first = shown[0];
    if (!first || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'ArrowDown') return document.querySelector<HTMLElement>('.org[tabindex="0"]')?.focus();
    choose(first.id);
    // The next key can already copy the token of what was found.
    requestAnimationFrame(focusPane);
  };
  const trashed = shelfOf(data).trashed.length;
  const places = [
    { name: 'guide', label: common.guide, Glyph: BookOpen, count: 0 },
    { name: 'activity', label: common.activity, Glyph: List, count: 0 },
    { name: 'trash', label: common.trash, Glyph: Trash2, count: trashed },
    { name: 'settings', label: common.settings, Glyph: SlidersHorizontal, count: 0 },
  ] as const;
  return (
    <nav className="sidebar" aria-label={texts.organizationsAndPlaces}>
      <div className="sidebar-search">
        <div className="field search">
          <Search className="icon" aria-hidden />
          <input
            id="search"
            type="search"
            aria-label={texts.searchOrganizationsAndKeys}
            placeholder={common.search}
            maxLength={500}
            value={query}
            onChange={(event) => search(event.target.value)}
            onKeyDown={fromSearch}
          />
          <kbd className="kbd" aria-hidden>
            {mod('F')}
          </kbd>
        </div>
      </div>
      <ListHead data={data} />
      <OrganizationList data={data} shown={shown} />
      <EveryKeyLine data={data} />
      {isOutOfView ? null : <ClipboardLine />}
      <ul className="places">
        {places.map(({ name, label, Glyph, count }) => (
          <li key={name}>
            <button type="button" className="place" aria-current={place === name ? 'page' : undefined} onClick={() => goTo(name)}>
              <Glyph className="icon" aria-hidden />
              {label}
              {count > 0 ? <span className="count">{number(count)}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      <div className="safe">
        <SafeWord data={data} />
        <IconButton look="quiet" label={texts.lockBy(mod('L'))} onClick={() => void api.vault.lock({})}>
          <Lock className="icon" aria-hidden />
        </IconButton>
      </div>
    </nav>
  );
}

/** Drawn only where it is seen: an agency may have hundreds. */
function OrganizationList({ data, shown }: { readonly data: VaultData; readonly shown: readonly Organization[] }) {
  const { organizationId, place, narrow, query, browse } = useView();
  const isHidden = useMedia('(max-width: 799px)') && narrow === 'pane';
  const box = useRef<HTMLDivElement>(null);
  // One row is in the tab order, and is there to be reached wherever the list was scrolled to; arrows move on from it.
  const entry = Math.max(
    0,
    shown.findIndex(({ id }) => id === organizationId),
  );
  const rowHeight = rowHeights[useApp(({ now }) => now?.settings.density ?? 'comfortable')];
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.min(entry, range.count - 1)])].sort((a, b) => a - b),
  });
  useMeasuredAnew(rows, rowHeight);
  // Whoever chose it, and when the list comes back into view; where the user scrolled to by hand is left alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen, not where it stands in a list that changes
  useLayoutEffect(() => {
    if (box.current && !isHidden) box.current.scrollTop = scrolledTo({ top: entry * rowHeight, height: rowHeight }, box.current);
  }, [organizationId, query, isHidden]);
  const move = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-organization]') : null;
    const at = shown.findIndex(({ id }) => id === row?.dataset.organization);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    const next = to === undefined ? undefined : shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (!next) return;
    event.preventDefault();
    browse(next.id);
    rows.scrollToIndex(shown.indexOf(next));
    requestAnimationFrame(() => document.getElementById(`org-${next.id}`)?.focus());
  };
  if (shown.length === 0)
    return (
      <p className="orgs nothing">
        {data.organizations.length === 0 ? texts.noneYet : query.trim() === '' ? texts.nothingNeedsAttention : texts.nothingFound}
      </p>
    );
  return (
    <div ref={box} className="orgs">
      <ul className="orgs-all" aria-label={common.organizations} onKeyDown={move} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const organization = shown[index];
          if (!organization) return null;
          const its = keysOf(data, organization.id);
          const isCurrent = place === 'keys' && organization.id === organizationId;
          return (
            <li
              key={organization.id}
              className="org-row"
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={shown.length}
              aria-posinset={index + 1}
            >
              <OrganizationRow organization={organization} keys={its} isCurrent={isCurrent} isEntry={index === entry} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function OrganizationRow(props: {
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  readonly isCurrent: boolean;
  readonly isEntry: boolean;
}) {
  const { organization, keys, isCurrent, isEntry } = props;
  const { choose } = useView();
  const isAimedAt = useView(({ dropInto }) => dropInto === organization.id);
  const health = organizationHealth(keys);
  return (
    <button
      type="button"
      id={`org-${organization.id}`}
      className="org"
      data-organization={organization.id}
      data-drop={isAimedAt}
      tabIndex={isEntry ? 0 : -1}
      aria-current={isCurrent ? 'true' : undefined}
      title={`${organization.name}: ${health.word}`}
      onClick={() => choose(organization.id)}
    >
      <span className="tile" data-hue={hue(organization.id)} aria-hidden>
        {initials(organization.name)}
      </span>
      <span className="cut" dir="auto">
        {organization.name}
      </span>
      <span className="count">
        {number(keys.length)}
        <span className="sr">
          {' '}
          {keys.length === 1 ? texts.key : texts.keys}, {health.word}
        </span>
      </span>
      <HealthMark health={health} />
    </button>
  );
}

function HealthMark({ health }: { readonly health: KeyHealth }) {
  if (health.tone === 'good') return <Check className="icon is-good" aria-hidden />;
  if (health.tone === 'unknown') return <CircleDashed className="icon is-unknown" aria-hidden />;
  return <TriangleAlert className="icon is-attention" aria-hidden />;
}
