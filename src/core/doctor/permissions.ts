import { KeyrackError } from '../../shared/errors/index.js';
import type { Inspection } from '../../strongroom/client/contract.js';
import { type Finding, failing, ok, warning } from './finding.js';

type Look = Pick<Inspection, 'exposed' | 'unlocked' | 'vault'>;

/** `before` and `after` the vault was opened, which tightens what it may. */
export function checkPermissions(platform: NodeJS.Platform, before: Look, after: Look): Finding {
  if (platform === 'win32') return ok('permissions', 'Left to Windows', 'Your user folder’s own permissions protect the files.');
  if (after.vault === null) return ok('permissions', 'Not yet', 'There is no vault yet to protect.');
  if (after.exposed.length > 0 && !after.unlocked) {
    const detail = `Other users of this machine may read or change: ${named(after.exposed)}.`;
    return warning(
      'permissions',
      'Open to others',
      detail,
      'The next command that opens the vault tightens them; find out what had changed them.',
    );
  }
  if (after.exposed.length > 0) {
    const { body } = new KeyrackError(
      'E_VAULT_READ',
      `Other users may read or change these, and it could not be tightened: ${named(after.exposed)}.`,
    );
    return failing('permissions', 'Open to others', body, 'Give the folder 0700 and its files 0600 (chmod), as their owner.');
  }
  if (before.exposed.length > 0)
    return warning(
      'permissions',
      'Were open to others',
      `Tightened just now: ${named(before.exposed)}.`,
      'Find out what had changed them.',
    );
  return ok('permissions', 'Yours alone', 'The folder is 0700 and its files are 0600.');
}

const named = (names: readonly string[]): string => names.map((name) => (name === '.' ? 'Keyrack’s folder' : name)).join(', ');
