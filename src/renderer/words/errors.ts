import type { ErrorCode } from '../../shared/errors/index.js';

/** The catalogue's "what to do next" is the command line's where it names a flag or a command; here is what to do in the window. */
const next: { readonly [C in ErrorCode]?: string } = {
  E_KID_MISSING: 'Type the Key ID, as App Store Connect lists it beside the key.',
  E_ISSUER_MISSING: 'Type the Issuer ID; only an individual key needs none.',
  E_KEY_CONFLICT: 'Check which is right; “Keep both” stores this one beside the other.',
  E_FILE_ELSEWHERE: 'Import the file it names.',
  E_BINDING: 'Mend or remove the file.',
  E_NOT_FOUND: 'Look again in the list; another window or the command line may have changed it.',
  E_USAGE: 'Change what you typed, then try again.',
  E_CLIPBOARD: 'Try again; another program may be holding the clipboard.',
  E_VAULT_MISSING: 'Close Keyrack and start it again.',
  E_VAULT_EXISTS: 'Close Keyrack and start it again: it opens the vault that is there.',
  E_VAULT_OPENS: 'Choose “Try again”: what opens is shown, and can be repaired.',
  E_VAULT_SEALED: 'Try again, or use the recovery key.',
  E_VAULT_DAMAGED: 'Nothing is changed until it is repaired.',
  E_VAULT_LINK: 'Put the file itself in its place, or repair the vault: the link is moved aside, and what it names is left alone.',
  E_VAULT_LEFTOVERS: 'Start again: Keyrack names them, and asks first.',
  E_VAULT_OLD: 'Repair it, or restore a newer copy; nothing is changed until you do.',
  E_IDENTITY_WRONG: 'Check that it is this vault’s recovery key, and that all fifteen groups are there.',
  E_FILE_BACKUP: 'A backup is restored, not imported: choose “Restore a backup”.',
  E_BACKUP_UNREADABLE: 'Restore them from an older backup, or try again and back up the others.',
  E_BACKUP_PASSPHRASE_MISSING: 'Type a passphrase for the backup; it need not be the vault’s.',
  E_BACKUP_ARMORED: 'Use the original file; this one was turned into text on its way.',
  E_BACKUP_NOT_AGE: 'Choose the file that “Back up” made; its name ends in .age.',
  E_BACKUP_FOREIGN: 'Choose the file that “Back up” made.',
  E_BACKUP_LIMIT: 'Choose the file that “Back up” made.',
  E_BACKUP_KEY_FILE: 'Import it: drop it on the window.',
  E_BACKUP_CONFLICT: 'Check which is right; “Keep both” stores this one beside the other.',
  E_VAULT_NEWER: 'Update Keyrack. Until then everything can be read and used, and nothing is changed.',
  E_VAULT_READ: 'Check that the folder and its files are yours, and that their disk is there; then try again.',
  E_LOCKED: 'Unlock it, then try again.',
  E_PASSPHRASE_WRONG: 'Try again, or use the recovery key.',
  E_PASSPHRASE_MISSING: 'Type the passphrase, then try again.',
  E_PASSPHRASE_WEAK: 'Choose a longer one: four words you make up are good.',
  E_PASSPHRASE_TEXT: 'Type it anew, by hand.',
  E_BUSY: 'Wait for it, then try again. If no Keyrack is running on any machine, Settings › Health removes the lock.',
  E_KEYCHAIN_UNAVAILABLE: 'Start GNOME Keyring or KWallet, then try again; or use the recovery key and choose a passphrase in Settings.',
  E_KEYCHAIN_NOT_OURS: 'Use a passphrase, or install Keyrack. A vault that is there already opens with its recovery key.',
  E_KEYCHAIN_LOCKED: 'Unlock the keychain and try again. If its item is gone, the recovery key opens the vault.',
  E_KEYCHAIN_DENIED: 'Try again and allow it, or use the recovery key.',
  E_KEYCHAIN_TIMEOUT: 'Look for the keychain’s own question on the screen, then try again; the recovery key opens the vault meanwhile.',
};

/** Before there is a vault: no recovery key opens one that is not there yet. */
const beforeAVault: typeof next = {
  E_KEYCHAIN_UNAVAILABLE: 'Start GNOME Keyring or KWallet, then try again; or choose a passphrase.',
  E_KEYCHAIN_NOT_OURS: 'Choose a passphrase.',
  E_KEYCHAIN_LOCKED: 'Unlock the keychain and try again, or choose a passphrase.',
  E_KEYCHAIN_DENIED: 'Try again and allow it, or choose a passphrase.',
  E_KEYCHAIN_TIMEOUT: 'Look for the keychain’s own question on the screen, then try again; or choose a passphrase.',
};
/** Where a keychain was to become the way in, and another one is there. */
const whileOpen = 'The vault opens as before. To let the keychain open it, start and unlock it, allow Keyrack to use it, and try again.';
export const hintWhileOpen = (error: { readonly code: string; readonly hint: string }): string =>
  error.code.startsWith('E_KEYCHAIN_') ? whileOpen : hintOf(error);
export const hintBeforeAVault = (error: { readonly code: string; readonly hint: string }): string =>
  beforeAVault[error.code as ErrorCode] ?? hintOf(error);

export const hintOf = ({ code, hint }: { readonly code: string; readonly hint: string }): string => next[code as ErrorCode] ?? hint;
