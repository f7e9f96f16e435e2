import type { Inspection } from '../../strongroom/client/contract.js';
import { type Finding, ok, warning } from './finding.js';

export function checkRecovery({ vault, recovery }: Inspection): Finding {
  if (vault === null) return ok('recovery', 'Not yet', 'The vault gets a recovery key when it is made.');
  const has = recovery ?? vault.recovery;
  const sure = recovery === null ? ' So says keyrack.json; the sealed vault was not looked into.' : '';
  if (has)
    return ok('recovery', 'There', `The vault has a recovery key.${sure} Whether you still have yours, “keyrack recovery verify” tells.`);
  return warning(
    'recovery',
    'No recovery key',
    `If this machine’s way to open the vault is lost, so are the keys.${sure}`,
    'Run “keyrack recovery new”, and keep the key away from this machine.',
  );
}
