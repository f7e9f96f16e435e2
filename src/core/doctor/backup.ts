import type { Key } from '../../shared/model.js';
import type { State } from '../ports/index.js';
import { knownOf } from '../state/known-of-key.js';
import { type Finding, ok, warning } from './finding.js';

const dayMs = 24 * 60 * 60 * 1_000;
/** After half a year nobody is sure any more where the file was put. */
const oldDays = 180;
const away = 'and keep the file, and its passphrase, away from this machine.';

/**
 * R-80: what this machine knows of backups; files of theirs are looked for nowhere. `keys`: null where the vault was not opened.
 * A warning at most: a key that is in no backup is not lost.
 */
export function checkBackup(hasVault: boolean, keys: readonly Key[] | null, state: State, nowMs: number): Finding {
  if (!hasVault) return ok('backup', 'Not yet', 'There is nothing to back up until there is a vault.');
  const kept = keys?.filter(({ trashedAt }) => trashedAt === null) ?? null;
  if (kept?.length === 0) return ok('backup', 'Not yet', 'There is no key to back up.');
  const backedUpAt = (id: string) => knownOf(state, id).backedUpAt;
  const missing = kept?.filter(({ id }) => backedUpAt(id) === null).length ?? 0;
  const [newest] = [state.lastBackupAt, ...(kept ?? []).map(({ id }) => backedUpAt(id))]
    .filter((at) => at !== undefined && at !== null)
    .sort()
    .reverse();
  const days = newest === undefined ? Number.NaN : Math.floor((nowMs - Date.parse(newest)) / dayMs);
  const unsure = kept === null ? ' Whether every key is in it was not looked into.' : '';
  if (newest === undefined || Number.isNaN(days)) {
    const detail = kept === null ? '' : ` ${inNone(missing, kept.length)}`;
    return warning('backup', 'Never backed up', `This machine knows of no backup.${detail}`, `Run “keyrack backup FILE”, ${away}`);
  }
  const last = `The last backup is ${ageOf(days)} old, made ${newest}.`;
  if (kept !== null && missing > 0)
    return warning('backup', 'Not all in a backup', `${inNone(missing, kept.length)} ${last}`, `Run “keyrack backup FILE”, ${away}`);
  if (days >= oldDays)
    return warning(
      'backup',
      'Made long ago',
      `${last}${unsure}`,
      `See that the file is still where you put it, or run “keyrack backup FILE”, ${away}`,
    );
  return ok('backup', 'Made', `${last}${kept === null ? unsure : ' Every key is in one.'}`);
}

const inNone = (missing: number, all: number): string =>
  `${missing === all ? (all === 1 ? 'The only key' : `All ${all} keys`) : `${missing} of ${all} keys`} ${missing === 1 ? 'is' : 'are'} in no backup.`;

const ageOf = (days: number): string => (days < 1 ? 'less than a day' : days === 1 ? 'one day' : `${days} days`);
