import { KeyrackError } from '../shared/errors/index.js';
import type { Clock } from './ports/index.js';

const worthCorrectingSeconds = 30;
const daySeconds = 24 * 60 * 60;

/** What this run has learnt of Apple's clock. */
export interface AppleTime {
  /** Milliseconds since 1970 on Apple's clock; null while ours is good enough. E_CLOCK when ours is off by more than a day. */
  now(): number | null;
  /** `skewSeconds` > 0: our clock is fast. Null: the answer had no date; what was known stays. */
  learn(skewSeconds: number | null): void;
}

export function createAppleTime(clock: Clock): AppleTime {
  let skewSeconds = 0;
  // Anchored to the monotonic clock: a wall clock that jumps afterwards does not carry the correction along.
  let anchor: { readonly appleMs: number; readonly monotonicMs: number } | null = null;
  return {
    now() {
      if (Math.abs(skewSeconds) > daySeconds) throw new KeyrackError('E_CLOCK');
      return anchor && anchor.appleMs + (clock.monotonic() - anchor.monotonicMs);
    },
    learn(seconds) {
      if (seconds === null) return;
      skewSeconds = seconds;
      const needed = Math.abs(seconds) > worthCorrectingSeconds;
      anchor = needed ? { appleMs: clock.now() - seconds * 1000, monotonicMs: clock.monotonic() } : null;
    },
  };
}
