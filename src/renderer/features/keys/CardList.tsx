import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { useMeasuredAnew } from '../../lib/hooks/use-measured-anew.js';
import { useApp } from '../../state/app.js';
import * as texts from '../../words/keys.js';
import { KeyCard } from './KeyCard.js';

/** A card and the gap below it, until it was measured. */
const estimates = { comfortable: 122, compact: 44 } as const;

/**
 * The keys of an organization. Only what is near the view is drawn, and the current card with its neighbours: it may
 * have the focus, and the arrows go on from it.
 */
export function CardList(props: {
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  readonly currentId: string | null;
  /** The current card's Copy token is the filled button. */
  readonly isFilled: boolean;
  /** What scrolls; null until it is there. */
  readonly scroller: HTMLElement | null;
}) {
  const { organization, keys, currentId, isFilled, scroller } = props;
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
  return (
    <ul ref={box} className="cards is-long" aria-label={texts.keysOf(organization.name)} style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ index, start, key }) => {
        const card = keys[index];
        if (!card) return null;
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
            <KeyCard organization={organization} card={card} isCurrent={index === current} isFilled={index === current && isFilled} />
          </li>
        );
      })}
    </ul>
  );
}
