import { passphraseRule } from '../passphrase.js';
import type { Entry } from './entry.js';

/** The vault, its lock, the keychain and the disk. */
export const vaultErrors = {
  E_VAULT_MISSING: {
    title: 'No vault yet',
    cause: 'There is no vault in this home.',
    next: 'Run “keyrack init”.',
    keySafe: 'untouched',
  },
  E_VAULT_EXISTS: {
    title: 'A vault is already here',
    cause: 'This home already holds a vault or parts of one; nothing was changed.',
    next: 'Use it as it is, run “keyrack recovery repair”, or point KEYRACK_HOME at an empty folder.',
    keySafe: 'stored',
  },
  E_VAULT_OPENS: {
    title: 'No need to set it aside',
    cause: 'A copy of the vault opens, so nothing was set aside and nothing was changed.',
    next: 'Restore into it: “keyrack restore FILE”. If it is read-only, run “keyrack recovery repair” first.',
    keySafe: 'stored',
  },
  E_VAULT_SEALED: {
    title: 'Not opened, but perhaps not damaged',
    cause: 'Nothing given opens the vault, but a file of it looks whole: the recovery key, the keychain or another passphrase may open it.',
    next: 'Try these first. To set the vault aside all the same, run the command on a terminal and confirm it; nothing is deleted.',
    keySafe: 'stored',
  },
  E_VAULT_DAMAGED: {
    title: 'Damaged vault',
    cause: 'A file of the vault does not open as it was written.',
    next: 'Run “keyrack recovery repair”; where no copy opens, “keyrack restore FILE --set-aside” makes a new vault of a backup. Nothing is changed until you do.',
    keySafe: 'stored',
  },
  E_VAULT_LINK: {
    title: 'A link in place of a file',
    cause: 'A file of the vault is a link, which Keyrack reads through and never writes through: what it names would stay as it is.',
    next: 'Put the file itself in its place, or run “keyrack recovery repair”: it moves the link aside, leaves what it names alone, and writes the file anew.',
    keySafe: 'stored',
  },
  E_VAULT_LEFTOVERS: {
    title: 'Files that open to nothing',
    cause: 'Files of the vault open to nothing, and would be deleted with it. Nothing was changed.',
    next: 'Keep a copy elsewhere if another identity may open them; then confirm it (“--yes”).',
    keySafe: 'stored',
  },
  E_VAULT_OLD: {
    title: 'An older vault',
    cause: 'The vault file is older than what Keyrack saved last; a backup or a sync has put it back.',
    next: 'Run “keyrack recovery repair” and say which one to keep.',
    keySafe: 'stored',
  },
  E_VAULT_NEWER: {
    title: 'Made by a newer Keyrack',
    cause: 'This vault was written by a newer version; this one only reads it.',
    next: 'Update Keyrack, then try again.',
    keySafe: 'stored',
  },
  E_VAULT_READ: {
    title: 'Vault not readable',
    cause: 'The system refused to read or write the vault’s folder.',
    next: 'Check that you own the folder and its files.',
    keySafe: 'stored',
  },
  E_VAULT_VERIFY: {
    title: 'Not saved',
    cause: 'What was written did not read back as it should; your keys are as they were.',
    next: 'Check the disk, then try again.',
    keySafe: 'stored',
  },
  E_LOCKED: {
    title: 'Unlock it first',
    cause: 'The vault is locked.',
    next: 'Unlock it with its passphrase, or give KEYRACK_PASSPHRASE or KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_WRONG: {
    title: 'Wrong passphrase',
    cause: 'This passphrase does not open the vault.',
    next: 'Try again, or use the recovery key through KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_MISSING: {
    title: 'No passphrase given',
    cause: 'A passphrase is needed, and there is no terminal to ask on.',
    next: 'Give it in KEYRACK_PASSPHRASE.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_WEAK: {
    title: 'Too weak',
    cause: passphraseRule,
    next: 'Choose a longer one: four words you make up are good. “--allow-weak” takes it as it is.',
    keySafe: 'stored',
  },
  E_PASSPHRASE_TEXT: {
    title: 'Cannot be typed',
    cause: 'This passphrase holds something that no keyboard gives: nothing was sealed under it.',
    next: 'Choose one that can be typed again.',
    keySafe: 'stored',
  },
  E_IDENTITY_WRONG: {
    title: 'Opens nothing',
    cause: 'The identity given does not open this vault.',
    next: 'Check that KEYRACK_IDENTITY holds this vault’s device or recovery key, whole.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_UNAVAILABLE: {
    title: 'No keychain here',
    cause: 'The system’s keychain cannot be reached (SSH, a container, or a bare Linux).',
    next: 'Install and start gnome-keyring or KWallet; or open the vault with its recovery key (KEYRACK_IDENTITY) and run “keyrack unlock-method passphrase”.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_LOCKED: {
    title: 'No way in from the keychain',
    cause: 'The keychain gave no identity for this vault: it is locked, or the item was deleted.',
    next: 'Unlock the keychain and try again, or use the recovery key through KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_DENIED: {
    title: 'Not let in',
    cause: 'The keychain refused Keyrack, or its prompt was dismissed.',
    next: 'Try again and allow it, or use the recovery key through KEYRACK_IDENTITY.',
    keySafe: 'stored',
  },
  E_KEYCHAIN_TIMEOUT: {
    title: 'A silent keychain',
    cause: 'The system’s keychain did not answer in time.',
    next: 'Look for an unlock prompt, then try again; the recovery key opens the vault meanwhile.',
    keySafe: 'stored',
  },
  E_BUSY: {
    title: 'Busy',
    cause: 'Another Keyrack is writing to the vault.',
    next: 'Wait for it, then try again. If no Keyrack is running on any machine, run “keyrack doctor --break-lock”.',
    keySafe: 'stored',
  },
  E_STDOUT: {
    title: 'Nowhere to show it',
    cause:
      'The recovery key is printed once, and standard output is closed or the null device: nobody would have seen it. Nothing was changed.',
    next: 'Let it go to a terminal or into a file.',
    keySafe: 'stored',
  },
  E_DISK_FULL: {
    title: 'No space left',
    cause: 'Not saved: the disk is full. Your keys are as they were.',
    next: 'Free some space, then try again.',
    keySafe: 'stored',
  },
  E_DISK: {
    title: 'The disk failed',
    cause: 'Not saved: the disk gave an error. Your keys are as they were.',
    next: 'Check the disk, then try again; make a backup soon.',
    keySafe: 'stored',
  },
} as const satisfies Record<`E_${string}`, Entry>;
