import type { Inspection } from '../../strongroom/client/contract.js';
import { type Finding, ok, warning } from './finding.js';

/** `putOff`: the window's “Later”: one was made, and nobody has shown that they kept it (S-04). */
export function checkRecovery({ vault, recovery }: Inspection, putOff: boolean): Finding {
  if (vault === null) return ok('recovery', 'Not yet', 'The vault gets a recovery key when it is made.');
  const has = recovery ?? vault.recovery;
  const sure = recovery === null ? ' So says keyrack.json; the sealed vault was not looked into.' : '';
  if (has && putOff) {
    return warning(
      'recovery',
      'Made, but never asked back',
      `It was put off, and it is not shown again.${sure}`,
      'If you kept it, run “keyrack recovery verify”. Else run “keyrack recovery new”, and keep the key away from this machine.',
    );
  }
  if (has)
    return ok('recovery', 'There', `The vault has a recovery key.${sure} Whether you still have yours, “keyrack recovery verify” tells.`);
  return warning(
    'recovery',
    'No recovery key',
    `If this machine’s way to open the vault is lost, so are the keys.${sure}`,
    'Run “keyrack recovery new”, and keep the key away from this machine.',
  );
}
