import { type ErrorBody, KeyrackError } from '../../shared/errors/index.js';
import { minuteOf } from '../../shared/text.js';
import type { Inspection } from '../../strongroom/client/contract.js';
import { type Finding, failing, ok, warning } from './finding.js';

/** `refused`: what the environment gave did not open it. */
export function checkVault(it: Inspection, refused: ErrorBody | null): Finding {
  if (it.vault === null) return failing('vault', 'No vault yet', new KeyrackError('E_VAULT_MISSING').body);
  if (refused) return failing('vault', 'Not opened by what the environment gives', refused);
  if (it.problem) return failing('vault', 'No copy of the vault opens', it.problem);
  if (!it.unlocked) return closed(it);
  const { readOnly = null, warnings = [] } = it.health ?? {};
  if (readOnly) return failing('vault', 'Read-only until repaired', readOnly.error);
  const bad = it.generations.filter(({ is }) => is === 'bad').map(({ file }) => file);
  const said = [...it.warnings, ...warnings].map(({ message }) => message);
  if (bad.length > 0 || said.length > 0) {
    const detail = said.length > 0 ? said.join(' ') : `${bad.join(', ')} does not open.`;
    return warning('vault', 'A spare copy is damaged', detail, 'Run “keyrack recovery repair”; the vault itself is whole.');
  }
  const [current] = it.generations;
  const older = it.generations.length - 2;
  const spare =
    older > 0 ? `, and so do its copy and ${older === 1 ? 'one older revision' : `${older} older revisions`}` : ', and so does its copy';
  return ok('vault', 'Whole', `Revision ${current?.revision ?? '?'}, saved ${minuteOf(current?.savedAt ?? '?')}, opens${spare}.`);
}

/** While locked the files can only be counted. */
function closed({ present, warnings }: Inspection): Finding {
  const lost = ['vault.age', 'vault.age.1', 'keyrack.json'].filter((file) => !present.includes(file));
  if (lost.includes('vault.age')) {
    return failing('vault', 'The vault’s file is missing', new KeyrackError('E_VAULT_DAMAGED', `Missing: ${lost.join(', ')}.`).body);
  }
  const said = warnings.map(({ message }) => message).join(' ');
  if (lost.length > 0 || said !== '') {
    const detail = said === '' ? `Missing: ${lost.join(', ')}.` : said;
    return warning('vault', 'A spare copy is missing', detail, 'Run “keyrack recovery repair”.');
  }
  return warning(
    'vault',
    'Locked, so not looked into',
    'Its files are there; whether each of them opens was not tried.',
    'To have them tried, unlock the window, or give KEYRACK_IDENTITY or KEYRACK_PASSPHRASE to this command.',
  );
}
