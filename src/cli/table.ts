import { showName } from '../shared/text.js';

/** Aligned columns, the first row being the heading. Every cell is shown with what cannot be seen escaped (B-60). */
export function table(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map((cell) => showName(cell)));
  const width = (cell: string | undefined): number => [...(cell ?? '')].length;
  const widths = (shown[0] ?? []).map((_cell, column) => shown.reduce((most, row) => Math.max(most, width(row[column])), 0));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell)))).join('  ');
  return shown.map((row) => line(row).trimEnd()).join('\n');
}

/** `name  value` lines. */
export const facts = (pairs: readonly (readonly [string, string])[]): string => table(pairs);

/** A list with its heading; nothing at all when it is empty. */
export const listing = (heading: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : table([heading, ...rows]);
