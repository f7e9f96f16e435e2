import { anyOver } from './any-over.js';

export interface LockClock {
  /** Milliseconds since 1970. */
  wall(): number;
  /** Milliseconds; no jump of the wall clock moves it, and on some systems it stands still while the machine sleeps. */
  monotonic(): number;
  /** Milliseconds since the machine was started, sleep included; null where the system does not say. */
  uptime(): number | null;
  set(work: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

/**
 * Locks after so many minutes without a call from the page (S-07); 0: never. The time is over when any clock says so: a wall
 * clock set back does not keep the vault open, nor does a sleep through which the monotonic one stood still, nor the two together.
 */
export function createAutoLock(minutes: () => number, lock: () => void, clock: LockClock) {
  let armed: { readonly timer: unknown; readonly isOver: () => boolean } | null = null;
  const stop = () => {
    if (armed) clock.clear(armed.timer);
    armed = null;
  };
  const check = () => {
    if (!armed?.isOver()) return;
    stop();
    lock();
  };
  return {
    stop,
    /** For after a sleep: timers are late then. */
    check,
    used() {
      stop();
      const ms = minutes() * 60_000;
      if (ms === 0) return;
      armed = { timer: clock.set(check, ms), isOver: anyOver([clock.wall, clock.monotonic, clock.uptime], ms) };
    },
  };
}
