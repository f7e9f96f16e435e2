import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { copyTokenOf, pressedIn } from '../../lib/focus.js';
import { useMeasuredAnew } from '../../lib/hooks/use-measured-anew.js';
import { useApp } from '../../state/app.js';
import { useView } from '../../state/view.js';
import { KeyCard } from './KeyCard.js';

/** A card and the gap below it, until it was measured. */
const estimates = { comfortable: 122, compact: 44 } as const;

/**
 * Keys, a card each. Only what is near the view is drawn, and the current card with its neighbours: it may have the focus,
 * and the arrows go on from it.
 */
export function CardList(props: {
  readonly label: string;
  readonly keys: readonly KeyData[];
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly currentId: string | null;
  /** The current card's Copy token is the filled button. */
  readonly isFilled: boolean;
  /** What scrolls; null until it is there. */
  readonly scroller: HTMLElement | null;
  /** What was searched for, to be marked. */
  readonly words: readonly string[];
  /** Given where the keys are of several organizations: each says of which, and leads there. */
  readonly onOpen?: (key: KeyData) => void;
}) {
  const { label, keys, organizations, currentId, isFilled, scroller, words, onOpen } = props;
  const estimate = estimates[useApp(({ now }) => now?.settings.density ?? 'comfortable')];
  const box = useRef<HTMLUListElement>(null);
  // Banners above the list come and go.
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => setAbove(box.current?.offsetTop ?? 0));
  const current = keys.findIndex(({ id }) => id === currentId);
  const rows = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller,
    getItemKey: (index) => keys[index]?.id ?? index,
    estimateSize: () => estimate,
    overscan: 6,
    scrollMargin: above,
    rangeExtractor: (range) => {
      const besides = [current - 1, current, current + 1].filter((index) => index >= 0 && index < range.count);
      return [...new Set([...defaultRangeExtractor(range), ...besides])].sort((a, b) => a - b);
    },
  });
  useMeasuredAnew(rows, estimate);
  const page = Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / estimate));
  const onKeyDown = (event: KeyboardEvent) => onKey(event, { keys, page, ...(onOpen ? { onOpen } : {}) });
  return (
    <ul ref={box} className="cards is-long" aria-label={label} style={{ height: rows.getTotalSize() }} onKeyDown={onKeyDown}>
      {rows.getVirtualItems().map(({ index, start, key }) => {
        const card = keys[index];
        const organization = card && organizations.get(card.organizationId);
        if (!organization) return null;
        return (
          <li
            key={key}
            ref={rows.measureElement}
            className="card-row"
            data-index={index}
            style={{ transform: `translateY(${start - above}px)` }}
            aria-setsize={keys.length}
            aria-posinset={index + 1}
          >
            <KeyCard
              organization={organization}
              card={card}
              isCurrent={index === current}
              isFilled={index === current && isFilled}
              words={words}
              {...(onOpen ? { onOpen } : {})}
            />
          </li>
        );
      })}
    </ul>
  );
}

interface Moves {
  readonly keys: readonly KeyData[];
  /** Cards that a view holds. */
  readonly page: number;
  readonly onOpen?: (key: KeyData) => void;
}

/** From card to card, onto its Copy token, which comes into view with its card: the focus is never scrolled away from. */
function onKey(event: KeyboardEvent, { keys, page, onOpen }: Moves): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  // A key held down on what led here copies no token.
  if (event.key === 'Enter' && event.repeat) {
    event.preventDefault();
    return;
  }
  // The card that has the focus, or is about to: a key that is held down is faster than the next drawing.
  const { keyId, focusKey } = useView.getState();
  const at = keys.findIndex((key) => key.id === keyId);
  const card = keys[at];
  if (!card) return;
  const isIn = pressedIn(event.target as Element, card.id);
  if (isIn === 'menu') return;
  // Faster than the focus: what it would press is no longer the button that is filled.
  if (isIn === 'left' && (event.key === 'Enter' || event.key === ' ')) {
    copyTokenOf(card.id);
    event.preventDefault();
    return;
  }
  const last = keys.length - 1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: last }[event.key];
  const next = to === undefined ? undefined : keys[Math.max(0, Math.min(last, to))];
  if (next) {
    focusKey(next.id);
    copyTokenOf(next.id);
    // Once it is drawn and measured: only then is it known where it stands.
    requestAnimationFrame(() => {
      if (useView.getState().keyId === next.id) copyTokenOf(next.id);
    });
  } else if (event.key === 'ArrowRight' && onOpen) onOpen(card);
  else if (event.key === 'ArrowLeft' && !onOpen) toTheList();
  else return;
  event.preventDefault();
}

function toTheList(): void {
  useView.getState().back();
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.org[tabindex="0"]')?.focus());
}
