import type { Inspection } from '../../strongroom/client/contract.js';
import { type Finding, ok, warning } from './finding.js';

/** What a crash or a repair left beside the vault. A writer that is at work has temporary files too. */
export function checkLeftovers({ vault, leftovers, lock }: Inspection): Finding {
  const { temporary, unfinished } = lock?.holder === 'alive' ? { temporary: [], unfinished: [] } : leftovers;
  const said = [...sentence('Left by a save that was cut short', temporary), ...sentence('Put aside by a repair', leftovers.damaged)];
  if (unfinished.length > 0) {
    if (vault === null)
      return warning(
        'leftovers',
        'Begun, and no vault was made',
        [`Left by an init that was cut short: ${unfinished.join(', ')}. There is no vault that a key could be in.`, ...said].join(' '),
        'Run “keyrack init”: it begins anew.',
      );
    return warning(
      'leftovers',
      'Made, but not to the end',
      [`Left by an init that was cut short: ${unfinished.join(', ')}. Nobody may have seen the vault’s recovery key.`, ...said].join(' '),
      'Run “keyrack recovery new”, and keep the key away from this machine.',
    );
  }
  if (leftovers.setAside.length > 0) {
    return warning(
      'leftovers',
      'Set aside, and never deleted by Keyrack',
      [...sentence('Put aside by a repair, or when the vault was begun anew', leftovers.setAside), ...said].join(' '),
      'They may hold keys that the vault does not. Remove them by hand only when you are sure that you need nothing in them.',
    );
  }
  if (said.length === 0) return ok('leftovers', 'Nothing lies about', 'No temporary, damaged or set-aside files in Keyrack’s folder.');
  return warning(
    'leftovers',
    'Files that nobody needs any more',
    said.join(' '),
    'Once the vault above is whole, remove them by hand; they are sealed like the vault, for whoever could open it then.',
  );
}

const most = 10;
const sentence = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : [`${what}: ${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}.`];
