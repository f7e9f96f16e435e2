import { showName } from '../shared/text.js';

/** Aligned columns; every cell is shown with its control characters escaped. */
export function table(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map((cell) => showName(cell)));
  const widths = (shown[0] ?? []).map((_cell, n) => Math.max(...shown.map((row) => (row[n] ?? '').length)));
  return shown
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
