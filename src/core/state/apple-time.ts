import { KeyrackError } from '../../shared/errors/index.js';
import { isTooFarOff, isWorthCorrecting } from '../../shared/words/clock.js';
import type { State, SystemClock } from '../ports/index.js';

/** As far as two readings of two clocks may lie apart, one of them in whole seconds, and nobody has set either. */
const unchangedMs = 2_000;

/** What is known of Apple's clock: measured by this run, or by another process and noted in `state.json`. */
export interface AppleTime {
  /** Milliseconds since 1970 on Apple's clock; null while ours is good enough. E_CLOCK when ours is off by more than a day. */
  now(): number | null;
  /** Milliseconds our clock is ahead of the one tokens are made by; 0 while that is ours. */
  ahead(): number;
  /** `skewSeconds` > 0: our clock is fast. Null: the answer had no date; what was known stays. Answers what to note for other processes. */
  learn(skewSeconds: number | null): State['clock'] | null;
  /** What another process has noted, if it can be trusted and is newer than what this one knows. */
  recall(noted: State['clock']): void;
}

interface Measured {
  /** Apple's clock at a moment of `steady`, both in milliseconds. */
  readonly appleMs: number;
  readonly steadyMs: number;
  readonly skewSeconds: number;
}

export function createAppleTime(clock: SystemClock): AppleTime {
  // Anchored to a clock that nobody sets: ours may jump afterwards, and does not carry the correction along. The uptime
  // first: it goes on through a sleep.
  const steady = () => clock.uptime() ?? clock.monotonic();
  let known: Measured | null = null;
  /** Apple's clock now; null where nothing is known, or nothing new since a day. */
  const apple = () => {
    const age = known ? steady() - known.steadyMs : Number.NaN;
    return known && !isTooFarOff(age / 1_000) ? known.appleMs + age : null;
  };
  const now = () => {
    const appleMs = apple();
    if (appleMs === null) return null;
    const seconds = Math.abs(clock.now() - appleMs) / 1_000;
    // A measurement as far off as that is more likely somebody's trick than a clock; one that was near, and ours was set since, is good.
    if (isTooFarOff(seconds) && isTooFarOff(known?.skewSeconds ?? 0)) throw new KeyrackError('E_CLOCK');
    return isWorthCorrecting(Math.round(seconds)) ? appleMs : null;
  };
  return {
    now,
    ahead() {
      const appleMs = now();
      return appleMs === null ? 0 : clock.now() - appleMs;
    },
    learn(skewSeconds) {
      if (skewSeconds === null) return null;
      known = { appleMs: clock.now() - skewSeconds * 1_000, steadyMs: steady(), skewSeconds };
      return noteOf(clock, skewSeconds);
    },
    recall(noted) {
      const one = measuredIn(noted, clock);
      if (one && (!known || one.steadyMs > known.steadyMs)) known = one;
    },
  };
}

/** `bootedAt`, what makes it trustworthy elsewhere, is left out of what must not be used there. */
function noteOf(clock: SystemClock, skewSeconds: number): State['clock'] {
  const [wall, uptime] = [clock.now(), clock.uptime()];
  const measuredAt = new Date(wall).toISOString();
  const use = uptime !== null && !isTooFarOff(skewSeconds);
  return { skewSeconds, measuredAt, ...(use ? { bootedAt: Math.round(wall - uptime) } : {}) };
}

/**
 * A noted skew holds while the wall clock less the uptime is what it was: then it is the same start of the machine, and
 * nobody has set the clock. Whoever writes nonsense into `state.json` gains a clock that is off by a day for a day, at most.
 */
function measuredIn(noted: State['clock'], clock: SystemClock): Measured | null {
  const uptime = clock.uptime();
  if (noted?.bootedAt === undefined || uptime === null) return null;
  const { skewSeconds, bootedAt } = noted;
  const measuredMs = Date.parse(noted.measuredAt);
  const ageMs = clock.now() - measuredMs;
  const sound = !isTooFarOff(skewSeconds) && ageMs >= -unchangedMs && !isTooFarOff(ageMs / 1_000);
  if (!sound || !(Math.abs(clock.now() - uptime - bootedAt) <= unchangedMs)) return null;
  return { appleMs: measuredMs - skewSeconds * 1_000, steadyMs: measuredMs - bootedAt, skewSeconds };
}

/** Whether a noted skew is still so: nobody has set the clock since, and it is no day old. */
export const holds = (noted: State['clock'], clock: SystemClock): boolean => measuredIn(noted, clock) !== null;
