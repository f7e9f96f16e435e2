/** "12 Mar 2026", local. `at`: ISO 8601. */
export const day = (at: string): string => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** How far two moments lie from each other, in seconds; of what is no moment, infinitely. */
export function secondsApart(one: string, other: string): number {
  const apart = Math.abs(Date.parse(one) - Date.parse(other)) / 1_000;
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
}
