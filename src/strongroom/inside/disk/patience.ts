import type { Clock } from '../ports.js';

/** A timer of Node's counts whole milliseconds and may end up to one early by the finer clock: it would then never be over. */
const earlyMs = 2;

/**
 * Whether `ms` have passed since this was called. By the monotonic clock: a wall clock that is set back in the middle would
 * keep whoever waits waiting for as long as it was set back.
 */
export function patience(clock: Pick<Clock, 'monotonic'>, ms: number): () => boolean {
  const end = clock.monotonic() + ms - earlyMs;
  return () => clock.monotonic() >= end;
}
