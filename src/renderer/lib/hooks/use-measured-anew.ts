import { useLayoutEffect, useRef } from 'react';

/** Rows that were laid out at another height, at another density say, are laid out anew. */
export function useMeasuredAnew(rows: { measure(): void }, height: number): void {
  const before = useRef(height);
  useLayoutEffect(() => {
    if (before.current !== height) rows.measure();
    before.current = height;
  }, [rows, height]);
}
