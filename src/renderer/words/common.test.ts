import { expect, test } from 'vitest';
import { noKeychain } from './common.js';

test('S-02, S-03 where a passphrase is all there is, the page says why: none was found, or macOS’s is not for this copy', () => {
  expect(noKeychain({ code: 'E_KEYCHAIN_NOT_OURS' })).toContain('installed Keyrack');
  expect(noKeychain({ code: 'E_KEYCHAIN_UNAVAILABLE' })).toContain('GNOME Keyring');
});
