import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { BookOpen, Check, CircleDashed, List, Lock, SlidersHorizontal, Trash2, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { IconButton } from '../../components/Button.js';
import { api } from '../../lib/api.js';
import { focusPane } from '../../lib/focus.js';
import { useMeasuredAnew } from '../../lib/hooks/use-measured-anew.js';
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
import { SearchField } from '../search/SearchField.js';
import { ClipboardLine } from './ClipboardLine.js';
import { EveryKeyLine } from './EveryKeyLine.js';
import { ListHead } from './ListHead.js';
import { SafeWord } from './SafeWord.js';

/** `--row` of the tokens. */
const rowHeights = { comfortable: 32, compact: 28 } as const;

/** `isOutOfView`: the window shows one pane at a time, and another one. */
export function Sidebar({ data, isOutOfView }: { readonly data: VaultData; readonly isOutOfView: boolean }) {
  const { query, onlyAttention, place, goTo } = useView();
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
  const trashed = shelfOf(data).trashed.length;
  const places = [
    { name: 'guide', label: common.guide, Glyph: BookOpen, count: 0 },
    { name: 'activity', label: common.activity, Glyph: List, count: 0 },
    { name: 'trash', label: common.trash, Glyph: Trash2, count: trashed },
    { name: 'settings', label: common.settings, Glyph: SlidersHorizontal, count: 0 },
  ] as const;
  return (
    <nav className="sidebar" aria-label={texts.organizationsAndPlaces}>
      <SearchField data={data} shown={shown} />
      <ListHead data={data} />
      <OrganizationList data={data} shown={shown} found={filter?.keys ?? null} isOutOfView={isOutOfView} />
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

const isModified = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean => altKey || ctrlKey || metaKey || shiftKey;

/** Drawn only where it is seen: an agency may have hundreds. */
function OrganizationList(props: {
  readonly data: VaultData;
  readonly shown: readonly Organization[];
  /** Null: nothing is searched for. */
  readonly found: ReadonlySet<string> | null;
  readonly isOutOfView: boolean;
}) {
  const { data, shown, found, isOutOfView } = props;
  const { organizationId, place, query, browse, choose } = useView();
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
    if (box.current && !isOutOfView) box.current.scrollTop = scrolledTo({ top: entry * rowHeight, height: rowHeight }, box.current);
  }, [organizationId, query, isOutOfView, rowHeight]);
  const move = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-organization]') : null;
    const at = shown.findIndex(({ id }) => id === row?.dataset.organization);
    const chosen = shown[at];
    if (chosen && !isModified(event) && (event.key === 'Enter' || event.key === 'ArrowRight')) {
      event.preventDefault();
      if (event.repeat) return;
      choose(chosen.id);
      requestAnimationFrame(focusPane);
      return;
    }
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves = {
      ArrowDown: entry + 1,
      ArrowUp: entry - 1,
      PageDown: entry + page,
      PageUp: entry - page,
      Home: 0,
      End: shown.length - 1,
    };
    const to = (moves as Partial<Record<string, number>>)[event.key];
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
              <OrganizationRow
                organization={organization}
                keys={its}
                count={found ? its.filter(({ id }) => found.has(id)).length : its.length}
                isCurrent={isCurrent}
                isEntry={index === entry}
              />
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
  /** Of its keys, those that are shown. */
  readonly count: number;
  readonly isCurrent: boolean;
  readonly isEntry: boolean;
}) {
  const { organization, keys, count, isCurrent, isEntry } = props;
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
        {number(count)}
        <span className="sr">
          {' '}
          {count === 1 ? texts.key : texts.keys}, {health.word}
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
