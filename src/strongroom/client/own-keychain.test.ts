import { expect, test } from 'vitest';
import { isPackedCommandLine, keychainIsOurs } from './own-keychain.js';

test('S-02 on macOS the keychain is for what we have signed: not for a general Node, nor for an Electron as it is downloaded', () => {
  expect(keychainIsOurs({ platform: 'darwin', packaged: false })).toBe(false);
  expect(keychainIsOurs({ platform: 'darwin', packaged: true })).toBe(true);
  for (const platform of ['linux', 'win32'] as const) expect(keychainIsOurs({ platform, packaged: false })).toBe(true);
});

test('the packed command line is known by the Node beside it; one of the user’s own is another', () => {
  const packed = '/Applications/Keyrack.app/Contents/Resources/cli';
  expect(isPackedCommandLine(`${packed}/node/node`, `${packed}/lib`)).toBe(true);
  expect(isPackedCommandLine('/opt/homebrew/bin/node', `${packed}/lib`)).toBe(false);
  expect(isPackedCommandLine('/usr/local/bin/node', '/usr/local/lib/node_modules/keyrack/out/cli')).toBe(false);
});
