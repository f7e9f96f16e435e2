import { KeyrackError } from '../../../../shared/errors/index.js';
import type { Keychain } from '../../ports.js';
import { inTime } from './deadline.js';

const service = 'Keyrack';

interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export const keychainName = (): string =>
  process.platform === 'darwin' ? 'macOS Keychain' : process.platform === 'win32' ? 'Windows Credential Manager' : 'GNOME Keyring';

/** keytar's three calls, in this process (S-02). The library's own text never passes: it holds D-Bus paths and item names. */
export function keychainInProcess(): Keychain {
  const call = async <T>(work: (keytar: Keytar) => Promise<T>): Promise<T> => {
    let keytar: Keytar;
    try {
      // Named at run time: an optional dependency that may not be there to be typed or bundled.
      const library = 'keytar';
      const loaded = (await import(library)) as { default?: Keytar } & Keytar;
      keytar = loaded.default ?? loaded;
    } catch {
      throw new KeyrackError('E_KEYCHAIN_UNAVAILABLE', 'The keychain library (keytar) is not built on this machine.');
    }
    try {
      return await inTime(work(keytar), process.env);
    } catch (cause) {
      if (cause instanceof KeyrackError) throw cause;
      const text = cause instanceof Error ? cause.message : '';
      // “Cannot create an item in a locked collection”: nobody was there to unlock it, or would not.
      const denied = /dismissed|denied|cancel|\blocked/i.test(text);
      throw new KeyrackError(denied ? 'E_KEYCHAIN_DENIED' : 'E_KEYCHAIN_UNAVAILABLE', undefined, { cause });
    }
  };
  return {
    name: keychainName(),
    get: (account) => call((keytar) => keytar.getPassword(service, account)),
    set: (account, secret) => call((keytar) => keytar.setPassword(service, account, secret)),
    delete: (account) => call((keytar) => keytar.deletePassword(service, account)),
  };
}
