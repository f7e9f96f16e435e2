import { expect, test } from 'vitest';
import type { HomeVerdict, LockFacts } from '../strongroom/client/contract.js';
import { keychainOf } from './desktop/keychain-name.js';
import { backUpWithout, breakLock, changeTokens, changeUnlock, newRecovery, purge, recoveryText, setAside } from './words.js';

const names = (n: number) => Array.from({ length: n }, (_, one) => `Acme / Key ${one + 1}`);

test('S-04 a recovery key that is saved is a file that age takes as it is', () => {
  const lines = recoveryText('AGE-SECRET-KEY-1X').split('\n');
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['AGE-SECRET-KEY-1X']);
  expect(lines[0]).toBe('# Keyrack recovery key');
});

test('H-36 who is asked to purge one key reads its name, and that there is no undo', () => {
  expect(purge(['Acme / CI'], [])).toEqual({
    message: 'Purge Acme / CI for good?',
    detail: 'The private key is removed from every copy of the vault. There is no undo, and Apple does not give a .p8 twice.',
    button: 'Purge',
  });
});

test('H-36 of several every name is read up to ten, and then how many more there are', () => {
  const { message, detail } = purge(names(10), []);
  expect(message).toBe('Purge 10 keys for good?');
  expect(detail.split('\n\n')).toEqual([names(10).join('\n'), expect.stringMatching(/^Their private keys are removed/)]);
  expect(purge(names(11), []).detail).toContain('Acme / Key 10\nand 1 more\n');
});

test('M-1 files that open to nothing are named in every question after which they are gone', () => {
  const files = ['vault.age.3', 'vault.age.4'];
  const said = '\n\nThese files of the vault open to nothing, and are deleted with it:\nvault.age.3\nvault.age.4';
  for (const asked of [purge(names(1), files), purge(names(2), files), changeUnlock('keychain', true, files), newRecovery(files)])
    expect(asked.detail.endsWith(said), asked.message).toBe(true);
  for (const asked of [purge(names(1), []), purge(names(2), []), changeUnlock('keychain', true, []), newRecovery([])])
    expect(asked.detail).not.toContain('open to nothing');
});

test('S-05 before the way in is changed it is said what opens the vault from now on, and whom a new identity locks out', () => {
  expect(changeUnlock('passphrase', false, [])).toEqual({
    message: 'Change how the vault opens?',
    detail: 'From now on the new passphrase opens it, and the recovery key as before.',
    button: 'Change',
  });
  expect(changeUnlock('keychain', true, [])).toMatchObject({
    message: 'Make a new identity for this device?',
    detail: 'Every other device that opens this vault stops doing so. From now on the keychain opens it, and the recovery key as before.',
  });
});

test('R-31 a vault that may be whole is not called damaged, and what else may open it is said first', () => {
  const damaged = setAside({ is: 'damaged', sealed: [] } as unknown as HomeVerdict);
  expect([damaged.message, damaged.button]).toEqual(['Set the damaged vault aside and restore the backup?', 'Set aside and restore']);
  const sealed = setAside({ is: 'sealed', sealed: ['vault.age', 'vault.age.1'] } as unknown as HomeVerdict);
  expect(sealed.message).toBe('Set aside a vault that may not be damaged?');
  expect(sealed.detail).toMatch(
    /^vault\.age, vault\.age\.1 did not open to what was given, but may be whole: .*\n\nAll files of the vault/s,
  );
  for (const { detail } of [damaged, sealed]) expect(detail).toContain('Nothing is deleted.');
});

test('R-80 a backup that leaves keys out names them', () => {
  expect(backUpWithout(names(1))).toMatchObject({
    message: 'One key cannot be read. Back up the others?',
    detail: expect.stringMatching(/^Acme \/ Key 1\n\nAn older backup/),
  });
  expect(backUpWithout(names(2)).message).toBe('2 keys cannot be read. Back up the others?');
});

test('M-11 what a change means for whose tokens are made is read one by one', () => {
  expect(changeTokens(['One.', 'Two.']).detail).toBe('One.\n\nTwo.');
});

test.each([
  ['alive', 'Process 7 on this computer holds it and is running. If it is saving, what it saves will be lost.'],
  ['gone', 'Process 7, which held it, has ended.'],
  ['foreign', 'Process 7 on desk, or in another container, holds it. Make sure that no Keyrack is running there.'],
  ['unclear', 'The lock is empty or not Keyrack’s. Make sure that no Keyrack is running on any machine that uses this vault.'],
] as const)('R-40 before a lock is removed whose holder is %s, it is said what that risks', (holder, detail) => {
  expect(breakLock({ holder, pid: 7, host: 'desk', since: null, mark: 'm' } as LockFacts)).toEqual({
    message: 'Remove the lock?',
    detail,
    button: 'Remove the lock',
  });
});

test.each([
  ['darwin', {}, 'macOS Keychain'],
  ['win32', {}, 'Windows Credential Manager'],
  ['linux', {}, null],
  ['linux', { XDG_CURRENT_DESKTOP: 'KDE' }, null],
  ['linux', { XDG_RUNTIME_DIR: '/run' }, 'GNOME Keyring'],
  ['linux', { DBUS_SESSION_BUS_ADDRESS: 'unix:' }, 'GNOME Keyring'],
  ['linux', { XDG_RUNTIME_DIR: '/run', XDG_CURRENT_DESKTOP: 'ubuntu:KDE' }, 'KWallet'],
] as const)('the keychain of %s with %j is called %s', (platform, env, name) => {
  expect(keychainOf(platform, env)).toBe(name);
});
