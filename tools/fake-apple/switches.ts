import type { Fault } from './faults.js';
import type { Account } from './verify.js';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly refusal: string | null;
  /** Resolves when the answer was sent whole, or its connection was closed before that. */
  readonly over: Promise<void>;
}
/** What can be set and seen while it runs; from another process, by control.ts. */
export interface Switches {
  readonly requests: readonly Recorded[];
  /** Milliseconds Apple's clock is ahead of ours. */
  readonly clock: { offsetMs: number };
  register(account: Account): void;
  revoke(keyId: string): void;
  /** For the next `times` requests (all of them when left out); null switches it off. */
  fault(name: Fault | null, times?: number): void;
}
