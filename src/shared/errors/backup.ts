import type { Entry } from './entry.js';

/** Making a backup, and everything a file given to restore can be instead of a good one (R-80…R-83, J-12). */
export const backupErrors = {
  E_BACKUP_EXISTS: {
    title: 'Nothing was replaced',
    cause: 'There is already a file of this name; a backup replaces nothing.',
    next: 'Choose another name.',
    keySafe: 'stored',
  },
  E_BACKUP_PLACE: {
    title: 'No backup made: not a place to write to',
    cause: 'The system refused to write here, or there is no such folder.',
    next: 'Choose a folder that is there and that you may write to.',
    keySafe: 'stored',
  },
  E_BACKUP_UNREADABLE: {
    title: 'Not every key can be backed up',
    cause: 'Some keys of the vault cannot be read.',
    next: 'Restore them from an older backup, or back up the others: keyrack backup FILE --yes.',
    keySafe: 'unknown',
  },
  E_BACKUP_VERIFY: {
    title: 'No backup made',
    cause: 'What was written did not read back as it should; no file was left behind, and your keys are as they were.',
    next: 'Check the disk, or choose another one, then try again.',
    keySafe: 'stored',
  },
  E_BACKUP_PASSPHRASE_MISSING: {
    title: 'No passphrase for the backup',
    cause: 'A backup is sealed with a passphrase of its own, and there is no terminal to ask on.',
    next: 'Give it in KEYRACK_BACKUP_PASSPHRASE.',
    keySafe: 'stored',
  },
  E_BACKUP_PASSPHRASE_WRONG: {
    title: 'Wrong passphrase',
    cause: 'This passphrase does not open the backup, or the first bytes of the file are damaged.',
    next: 'Try again with the passphrase the backup was made with; it need not be the vault’s.',
    keySafe: 'untouched',
  },
  E_BACKUP_TRUNCATED: {
    title: 'Cut off',
    cause: 'The backup is not as long as it was made: a copy or a download ended early.',
    next: 'Copy it again from where it came from, or use another backup.',
    keySafe: 'untouched',
  },
  E_BACKUP_DAMAGED: {
    title: 'Damaged backup',
    cause: 'The backup does not read as it was written: some of its bytes have changed.',
    next: 'Use another copy of it, or another backup. Nothing was restored from this one.',
    keySafe: 'untouched',
  },
  E_BACKUP_COST: {
    title: 'Refused: too costly to open',
    cause: 'The file asks for far more work than any backup of Keyrack (scrypt above 2^20); it could keep this machine busy for hours.',
    next: 'Keyrack did not make this file. If you did, open it with “age -d” and seal it again.',
    keySafe: 'untouched',
  },
  E_BACKUP_NOT_AGE: {
    title: 'Not a backup',
    cause: 'This is not an age file, and a backup of Keyrack is one.',
    next: 'Choose the file that “keyrack backup” made.',
    keySafe: 'untouched',
  },
  E_BACKUP_ARMORED: {
    title: 'An armored file',
    cause: 'This age file is written as text (armored); Keyrack reads the binary form alone.',
    next: 'Turn it back, without its first and last line: sed "1d;$d" FILE | base64 -d > backup.age',
    keySafe: 'untouched',
  },
  E_BACKUP_FOREIGN: {
    title: 'Not a backup of Keyrack',
    cause: 'This age file holds something else.',
    next: 'Choose the file that “keyrack backup” made.',
    keySafe: 'untouched',
  },
  E_BACKUP_KEY_FILE: {
    title: 'A key, not a backup',
    cause: 'This file holds a key itself.',
    next: 'Import it: keyrack import FILE --org NAME.',
    keySafe: 'untouched',
  },
  E_BACKUP_NEWER: {
    title: 'Made by a newer Keyrack',
    cause: 'This backup is of a form that this version does not know yet.',
    next: 'Update Keyrack, then restore it.',
    keySafe: 'untouched',
  },
  E_BACKUP_LIMIT: {
    title: 'Larger than any backup',
    cause: 'The file holds more than a backup of Keyrack can; it was not read further.',
    next: 'Choose the file that “keyrack backup” made.',
    keySafe: 'untouched',
  },
  E_BACKUP_ENTRY: {
    title: 'Not restored',
    cause: 'What the backup says of this key and what it holds do not agree.',
    next: 'Use another backup for this key; the others are restored.',
    keySafe: 'untouched',
  },
  E_BACKUP_CONFLICT: {
    title: 'Not restored: the vault has another key',
    cause: 'The vault holds another key under this Key ID, or this key under another one.',
    next: 'Check which is right; “keyrack restore FILE --keep-both” stores this one beside the other.',
    keySafe: 'stored',
  },
} as const satisfies Record<`E_BACKUP_${string}`, Entry>;
