import { KeyrackError } from '../../shared/errors/index.js';
import { minuteOf } from '../../shared/text.js';
import type { State } from '../ports/index.js';
import { type Finding, failing, ok, warning } from './finding.js';

const worthSayingSeconds = 30;
const daySeconds = 86_400;

/** Doctor asks nobody on the network: it knows what the last test learnt, and when the vault says it was saved. */
export function checkClock(clock: State['clock'], savedAt: string | null, nowMs: number): Finding {
  const fix = 'Let the system set its clock (NTP), then run “keyrack test”.';
  if (savedAt !== null && Date.parse(savedAt) - nowMs > daySeconds * 1_000) {
    const detail = `The vault was saved at ${minuteOf(savedAt)}, which this machine’s clock calls the future.`;
    return failing('clock', 'Slow by more than a day', new KeyrackError('E_CLOCK', detail).body, fix);
  }
  if (!clock) return ok('clock', 'Not measured yet', 'The next “keyrack test” compares it with Apple’s.');
  const { skewSeconds, measuredAt } = clock;
  const off = skewSeconds === 0 ? 'right to the second' : `${Math.abs(skewSeconds)} s ${skewSeconds > 0 ? 'fast' : 'slow'}`;
  const words = `${off} when it was compared with Apple’s, ${minuteOf(measuredAt)}.`;
  if (Math.abs(skewSeconds) > daySeconds)
    return failing('clock', 'More than a day off', new KeyrackError('E_CLOCK', `It was ${words}`).body, fix);
  if (Math.abs(skewSeconds) > worthSayingSeconds)
    return warning('clock', 'Off', `It was ${words} Apple’s time is used once it is known.`, fix);
  return ok('clock', 'Right', `It was ${words}`);
}
