import { expect, test } from 'vitest';
import { noKeychain } from './common.js';

test('S-02, S-03 where a passphrase is all there is, the page says why: none was found, it does not answer, or macOS’s is not for this copy', () => {
  expect(noKeychain(null, { code: 'E_KEYCHAIN_NOT_OURS', message: '' })).toContain('installed Keyrack');
  expect(noKeychain(null, { code: 'E_KEYCHAIN_UNAVAILABLE', message: '' })).toBe(
    'No keychain was found here; GNOME Keyring or KWallet would be one.',
  );
  expect(noKeychain('KWallet', { code: 'E_KEYCHAIN_TIMEOUT', message: 'It did not answer.' })).toBe(
    'KWallet cannot be used. It did not answer.',
  );
});
