import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * Rows of which only those near the view are drawn. One of them is current: its controls alone are in the tab order, and the
 * arrows move to the next. What scrolls is the dialog's body.
 */
export function LongList(props: {
  readonly label: string;
  readonly count: number;
  /** Pixels of a row, until it was measured. */
  readonly estimate: number;
  readonly row: (index: number, isCurrent: boolean) => ReactNode;
}) {
  const { label, count, estimate, row } = props;
  const box = useRef<HTMLUListElement>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [above, setAbove] = useState(0);
  const [current, setCurrent] = useState(0);
  const moved = useRef(false);
  useLayoutEffect(() => setScroller(box.current?.closest<HTMLElement>('.sheet-body') ?? null), []);
  useLayoutEffect(() => {
    const top = box.current?.getBoundingClientRect().top ?? 0;
    setAbove(scroller ? top - scroller.getBoundingClientRect().top + scroller.scrollTop : 0);
  });
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => estimate,
    overscan: 8,
    scrollMargin: above,
    // The current row may have the focus: it stays.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.min(current, count - 1)])].sort((a, b) => a - b),
  });
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    rows.scrollToIndex(current, { align: 'auto' });
    box.current?.querySelector<HTMLElement>(`[data-index="${current}"] :is(input, button)`)?.focus();
  }, [current, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isText = event.target instanceof HTMLInputElement && event.target.type === 'text';
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + 10,
      PageUp: current - 10,
      ...(isText ? {} : { Home: 0, End: count - 1 }),
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moved.current = true;
    setCurrent(Math.max(0, Math.min(count - 1, to)));
  };
  return (
    <ul
      ref={box}
      className="long-list"
      aria-label={label}
      style={{ height: rows.getTotalSize() }}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? current);
        if (index !== current) setCurrent(index);
      }}
    >
      {rows.getVirtualItems().map(({ index, start, key }) => (
        <li
          key={key}
          ref={rows.measureElement}
          className="long-row"
          data-index={index}
          style={{ transform: `translateY(${start - above}px)` }}
          aria-setsize={count}
          aria-posinset={index + 1}
        >
          {row(index, index === current)}
        </li>
      ))}
    </ul>
  );
}
