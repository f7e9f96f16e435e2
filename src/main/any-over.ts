/** A timer may end up to a millisecond before its time by the finer clock: asked once and told “not yet”, nobody would ask again. */
const earlyMs = 2;

/**
 * Whether any of these clocks has gone on by `ms` since this was called; one that cannot be read has no say. For deadlines of a
 * person's day: the wall clock may be set back, the monotonic one sleeps with the machine, and the uptime is not known everywhere.
 */
export function anyOver(clocks: readonly (() => number | null)[], ms: number): () => boolean {
  const begun = clocks.map((now) => ({ now, at: now() }));
  return () =>
    begun.some(({ now, at }) => {
      const then = now();
      return at !== null && then !== null && then - at >= ms - earlyMs;
    });
}
