import type { SystemClock } from '../ports/index.js';

/** Apple answers bursts with 429 while plenty of the hour is left (Apple’s forum, 731014): R-112’s gap, in milliseconds. */
const betweenRequestsMs = 200;

/** Resolves when it is this issuer’s turn; rejects when the signal aborts first. */
export type Turn = (issuer: string, signal: AbortSignal | undefined) => Promise<void>;

/** Each turn of an issuer begins a gap after the one before; the issuers do not wait for each other. */
export function takingTurns(clock: SystemClock): Turn {
  const next = new Map<string, number>();
  return async (issuer, signal) => {
    const now = clock.monotonic();
    const mine = Math.max(now, next.get(issuer) ?? now);
    next.set(issuer, mine + betweenRequestsMs);
    if (mine > now) await clock.wait(mine - now, signal);
  };
}
