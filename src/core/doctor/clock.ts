import { KeyrackError } from '../../shared/errors/index.js';
import { minuteOf } from '../../shared/text.js';
import { clockOff, isTooFarOff, isWorthCorrecting } from '../../shared/words/clock.js';
import type { State } from '../ports/index.js';
import { type Finding, failing, ok, warning } from './finding.js';

const since = 'It may have been set since, or that is a day ago';

/** `holds`: what was measured is still so. Doctor asks nobody on the network: it knows what the last test learnt, and when the vault says it was saved. */
export function checkClock(clock: State['clock'], savedAt: string | null, nowMs: number, holds = false): Finding {
  const fix = 'Let the system set its clock (NTP), then run “keyrack test”.';
  if (savedAt !== null && Date.parse(savedAt) > nowMs && isTooFarOff((Date.parse(savedAt) - nowMs) / 1_000)) {
    const detail = `The vault was saved at ${minuteOf(savedAt)}, which this machine’s clock calls the future.`;
    return failing('clock', 'Slow by more than a day', new KeyrackError('E_CLOCK', detail).body, fix);
  }
  if (!clock) return ok('clock', 'Not measured yet', 'The next “keyrack test” compares it with Apple’s.');
  const { skewSeconds, measuredAt } = clock;
  const off = skewSeconds === 0 ? 'right to the second' : clockOff(skewSeconds);
  const words = `${off} when it was compared with Apple’s, ${minuteOf(measuredAt)}.`;
  if (isTooFarOff(skewSeconds)) return failing('clock', 'More than a day off', new KeyrackError('E_CLOCK', `It was ${words}`).body, fix);
  if (isWorthCorrecting(skewSeconds))
    return warning(
      'clock',
      'Off',
      `It was ${words} ${holds ? 'Tokens are made on Apple’s time.' : `${since}: tokens are made on this machine’s time.`}`,
      fix,
    );
  return holds ? ok('clock', 'Right', `It was ${words}`) : ok('clock', 'Right when last compared', `It was ${words} ${since}.`);
}
