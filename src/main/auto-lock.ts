export interface LockClock {
  /** Milliseconds since 1970. */
  wall(): number;
  /** Milliseconds; no jump of the wall clock moves it, and on some systems it stands still while the machine sleeps. */
  monotonic(): number;
  set(work: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

/**
 * Locks after so many minutes without a call from the page (S-07); 0: never. The time is over when either clock says so: a wall
 * clock set back does not keep the vault open, and neither does a sleep that the other one slept through.
 */
export function createAutoLock(minutes: () => number, lock: () => void, clock: LockClock) {
  let armed: { readonly timer: unknown; readonly wall: number; readonly monotonic: number } | null = null;
  const stop = () => {
    if (armed) clock.clear(armed.timer);
    armed = null;
  };
  const check = () => {
    if (!armed || (clock.wall() < armed.wall && clock.monotonic() < armed.monotonic)) return;
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
      armed = { timer: clock.set(check, ms), wall: clock.wall() + ms, monotonic: clock.monotonic() + ms };
    },
  };
}
