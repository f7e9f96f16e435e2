import { passphraseRule } from '../passphrase.js';
import type { Entry } from './entry.js';

/** The ways into the vault: passphrase, identity, keychain. */
export const unlockingErrors = {
  E_LOCKED: {
    kind: 'locked',
    title: 'Unlock it first',
    cause: 'The vault is locked.',
    next: 'Unlock it with its passphrase, or give KEYRACK_PASSPHRASE or KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_WRONG: {
    kind: 'locked',
    mistyped: true,
    title: 'Wrong passphrase',
    cause: 'This passphrase does not open the vault.',
    next: 'Try again, or use the recovery key through KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_MISSING: {
    kind: 'locked',
    title: 'No passphrase given',
    cause: 'A passphrase is needed, and there is no terminal to ask on.',
    next: 'Give it in KEYRACK_PASSPHRASE.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_WEAK: {
    kind: 'usage',
    title: 'Too weak',
    cause: passphraseRule,
    next: 'Choose a longer one: four words you make up are good. “--allow-weak” takes it as it is.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_TEXT: {
    kind: 'usage',
    title: 'Cannot be typed',
    cause: 'This passphrase holds something that no keyboard gives: nothing was sealed under it.',
    next: 'Choose one that can be typed again.',
    keySafe: 'stored',
  },
  E_IDENTITY_WRONG: {
    kind: 'locked',
    title: 'Opens nothing',
    cause: 'The identity given does not open this vault.',
    next: 'Check that KEYRACK_IDENTITY holds this vault’s device or recovery key, whole.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_UNAVAILABLE: {
    kind: 'locked',
    title: 'No keychain here',
    cause: 'The system’s keychain cannot be reached (SSH, a container, or a bare Linux).',
    next: 'Install and start gnome-keyring or KWallet; or open the vault with its recovery key (KEYRACK_IDENTITY) and run “keyrack unlock-method passphrase”.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_NOT_OURS: {
    kind: 'locked',
    title: 'Not a keychain for this program',
    cause:
      'On macOS an item that a general Node or Electron keeps in the keychain opens to every script it runs, without a question. Only the installed Keyrack uses it.',
    next: 'Use a passphrase; or install Keyrack, whose own command line may use the keychain. A vault that is there already opens with its recovery key (KEYRACK_IDENTITY).',
    keySafe: 'stored',
  },
  E_KEYCHAIN_LOCKED: {
    kind: 'locked',
    title: 'No way in from the keychain',
    cause: 'The keychain gave no identity for this vault: it is locked, or the item was deleted.',
    next: 'Unlock the keychain and try again, or use the recovery key through KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_DENIED: {
    kind: 'locked',
    title: 'Not let in',
    cause: 'The keychain refused Keyrack, or its prompt was dismissed.',
    next: 'Try again and allow it, or use the recovery key through KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_TIMEOUT: {
    kind: 'locked',
    title: 'A silent keychain',
    cause: 'The system’s keychain did not answer in time.',
    next: 'Look for an unlock prompt, then try again; the recovery key opens the vault meanwhile.',
    keySafe: 'stored',
  },
} as const satisfies Record<`E_${string}`, Entry>;
