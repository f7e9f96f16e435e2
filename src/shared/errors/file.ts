import type { Entry } from './entry.js';

/** What is wrong with a file before any key is looked for (bad-input B-24…B-63). */
export const fileErrors = {
  E_FILE_EMPTY: {
    title: 'Empty file',
    cause: '0 bytes of content: the download may have failed.',
    next: 'Apple lets you download a key once: check your browser’s Downloads for a full copy before you revoke it.',
    keySafe: 'untouched',
  },
  E_FILE_HTML: {
    title: 'A web page, not a key',
    cause: 'This is an HTML page saved under a key’s name; the session had probably expired.',
    next: 'Sign in to App Store Connect again and check whether the key can still be downloaded.',
    keySafe: 'untouched',
  },
  E_FILE_JSON: {
    title: 'JSON, not a .p8',
    cause: 'This is a JSON file, and not one of the formats Keyrack knows to hold a key.',
    next: 'Import the .p8 itself, or a fastlane API-key JSON with key_id, issuer_id and key.',
    keySafe: 'untouched',
  },
  E_FILE_TOO_BIG: {
    title: 'Too big for a key',
    cause: 'A .p8 is 257 bytes; this file is larger than 16 KiB and was not read further.',
    next: 'Choose the AuthKey_<Key ID>.p8 itself.',
    keySafe: 'untouched',
  },
  E_FILE_KIND: {
    title: 'Not a file',
    cause: 'This is a folder, a device, a pipe or a socket: nothing a key can be read from.',
    next: 'Choose the AuthKey_<Key ID>.p8 itself.',
    keySafe: 'untouched',
  },
  E_FILE_LINK: {
    title: 'Broken link',
    cause: 'This is a link that leads nowhere, or round in a circle.',
    next: 'Choose the file the link was meant to point to.',
    keySafe: 'untouched',
  },
  E_FILE_MISSING: {
    title: 'No such file',
    cause: 'There is no file at this place, or it vanished while it was read.',
    next: 'Check the name, or choose the file again.',
    keySafe: 'untouched',
  },
  E_FILE_PERMISSION: {
    title: 'Not allowed to read',
    cause: 'The system refused to let Keyrack read this file.',
    next: 'Check its permissions. On macOS, allow Keyrack under System Settings > Privacy & Security > Files and Folders.',
    keySafe: 'untouched',
  },
  E_FILE_READ: {
    title: 'Could not be read',
    cause: 'The disk or network share gave an error while the file was read.',
    next: 'Copy the file to a local folder and import the copy.',
    keySafe: 'untouched',
  },
  E_FILE_CHANGED: {
    title: 'Changed meanwhile',
    cause: 'The file kept changing while Keyrack read it.',
    next: 'Wait until the download or sync has finished, then import it again.',
    keySafe: 'untouched',
  },
  E_FILE_NOT_LOCAL: {
    title: 'Not on this machine yet',
    cause: 'The file is a cloud placeholder and did not arrive in 20 seconds.',
    next: 'Open its folder, let it download, then import it again.',
    keySafe: 'untouched',
  },
  E_FILE_CSV: {
    title: 'A table, not a key',
    cause: 'This is a list in columns (CSV or TSV); it is not imported.',
    next: 'Import the .p8 files themselves, or a JSON with key_id, issuer_id and key.',
    keySafe: 'untouched',
  },
  E_FILE_ELSEWHERE: {
    title: 'The key is in another file',
    cause: 'This file names the place of a key and does not hold it.',
    next: 'Import the file it names, or look first: keyrack import --from FILE.',
    keySafe: 'untouched',
  },
  E_FILE_BACKUP: {
    title: 'An encrypted file, not a key',
    cause: 'This is an age file: a backup of Keyrack, or a vault.',
    next: 'A backup is restored, not imported: keyrack restore FILE.',
    keySafe: 'untouched',
  },
  E_FILE_ZIP: {
    title: 'A zip archive',
    cause: 'This is an archive, not a key.',
    next: 'Unpack it first, then import the .p8 inside.',
    keySafe: 'untouched',
  },
} as const satisfies Record<`E_FILE_${string}`, Entry>;
