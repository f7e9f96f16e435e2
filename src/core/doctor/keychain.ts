import { KeyrackError } from '../../shared/errors/index.js';
import type { Inspection } from '../../strongroom/client/contract.js';
import type { Machine } from '../ports/index.js';
import { type Finding, failing, ok, warning } from './finding.js';

/** Never the reason for a prompt: the keychain was asked only where the vault is open anyway. */
export function checkKeychain({ vault, keychain, unlocked }: Inspection, { platform, env }: Machine): Finding {
  const reachable = platform === 'darwin' || platform === 'win32' || Boolean(env.DBUS_SESSION_BUS_ADDRESS || env.XDG_RUNTIME_DIR);
  if (vault?.unlock !== 'keychain')
    return ok('keychain', 'Not needed', vault ? 'A passphrase opens this vault.' : 'There is no vault yet.');
  switch (keychain.is) {
    case 'opens':
      return ok('keychain', 'Opens the vault', 'The keychain’s item opens it.');
    case 'failed':
      return failing('keychain', 'Does not open the vault', keychain.error);
    case 'silent':
      return failing('keychain', 'Does not open the vault', new KeyrackError('E_KEYCHAIN_LOCKED').body);
    case 'another':
      return failing(
        'keychain',
        'Does not open the vault',
        new KeyrackError('E_KEYCHAIN_LOCKED', 'The keychain’s item belongs to another vault or to an earlier identity.').body,
        'Open the vault with its recovery key, then run “keyrack unlock-method keychain”.',
      );
    case 'not-asked':
      if (!reachable) return failing('keychain', 'Out of reach', new KeyrackError('E_KEYCHAIN_UNAVAILABLE').body);
      return unlocked
        ? ok('keychain', 'Not asked', 'The vault is open without it.')
        : warning(
            'keychain',
            'Not asked',
            'It might have shown a prompt, so its item was not looked for.',
            'Any other command, “keyrack list” say, asks it.',
          );
  }
}
