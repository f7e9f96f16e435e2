import { recoveryState, recoveryTitles } from '../../shared/words/recovery.js';
import type { Inspection } from '../../strongroom/client/contract.js';
import { type Finding, ok, warning } from './finding.js';

/** `putOff`: the window's “Later”: one was made, and nobody has shown that they kept it (S-04). */
export function checkRecovery({ vault, recovery, leftovers, lock }: Inspection, putOff: boolean): Finding {
  if (vault === null) return ok('recovery', 'Not yet', 'The vault gets a recovery key when it is made.');
  const isUnfinished = leftovers.unfinished.length > 0 && lock?.holder !== 'alive';
  const state = recoveryState({ isMade: recovery ?? vault.recovery, isPutOff: putOff, isUnfinished });
  const title = recoveryTitles[state];
  const sure = recovery === null ? ' So says keyrack.json; the sealed vault was not looked into.' : '';
  switch (state) {
    case 'unchecked':
      return warning(
        'recovery',
        title,
        `It is not shown again.${sure}`,
        'If you kept it, run “keyrack recovery verify”. Else run “keyrack recovery new”, and keep the key away from this machine.',
      );
    case 'there':
      return ok('recovery', title, `The vault has a recovery key.${sure} Whether you still have yours, “keyrack recovery verify” tells.`);
    case 'none':
      return warning(
        'recovery',
        title,
        `If this machine’s way to open the vault is lost, so are the keys.${sure}`,
        'Run “keyrack recovery new”, and keep the key away from this machine.',
      );
  }
}
