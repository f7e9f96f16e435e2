/** When each moment is over by the monotonic clock, from when it was first asked about. */
const ends = new Map<number, number>();

/**
 * Milliseconds left until `until` (milliseconds since 1970), by whichever clock says less: a wall clock that is set back
 * revives nothing, and after a sleep, through which the other one may have slept, it is the wall clock that knows.
 */
export function leftUntil(until: number, wall: number = Date.now(), monotonic: number = performance.now()): number {
  const end = ends.get(until) ?? monotonic + (until - wall);
  ends.set(until, end);
  return Math.min(until - wall, end - monotonic);
}
