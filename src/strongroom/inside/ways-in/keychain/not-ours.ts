import { KeyrackError } from '../../../../shared/errors/index.js';
import type { Keychain } from '../../ports.js';
import { keychainName } from './in-process.js';

/** In place of a keychain that this program must not touch (S-02a): nothing is asked of the system. */
export function keychainNotOurs(): Keychain {
  const refuse = async (): Promise<never> => {
    throw new KeyrackError('E_KEYCHAIN_NOT_OURS');
  };
  return { name: keychainName(), isOurs: false, get: refuse, set: refuse, delete: refuse };
}
