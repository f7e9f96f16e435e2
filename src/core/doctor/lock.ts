import { KeyrackError } from '../../shared/errors/index.js';
import type { LockFacts } from '../../strongroom/client/contract.js';
import { type Finding, failing, ok, warning } from './finding.js';

/** Milliseconds: no save takes this long. */
const longMs = 60_000;
const fix = 'If no Keyrack is running on any machine that uses this vault, run “keyrack doctor --break-lock”.';

export function checkLock(lock: LockFacts | null, nowMs: number): Finding {
  if (lock === null) return ok('lock', 'Free', 'Nobody is writing.');
  const busy = (detail: string) => failing('lock', 'Blocks every change', new KeyrackError('E_BUSY', detail).body, fix);
  switch (lock.holder) {
    case 'gone':
      return ok('lock', 'Left behind', `Process ${lock.pid} has ended without giving the lock back; the next change takes it over.`);
    case 'foreign':
      return busy(
        `The lock was taken by process ${lock.pid} on ${lock.host}, or in another container; from here nobody can say whether it runs.`,
      );
    case 'unclear':
      return busy('The lock file is empty or not Keyrack’s, so nobody can say whether it is in use.');
    case 'alive': {
      const since = lock.since === null ? 0 : nowMs - Date.parse(lock.since);
      if (since < longMs) return ok('lock', 'In use', `Process ${lock.pid} is writing.`);
      return warning(
        'lock',
        'Held for long',
        `Process ${lock.pid} has held the lock since ${lock.since}.`,
        'Look whether it hangs, and end it; the next change then takes the lock over.',
      );
    }
  }
}
