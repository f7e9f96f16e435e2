/** Things that went well and still need a word. The message is the default; a place that knows more says more. */
export const warnings = {
  W_ENCODING: 'The file was UTF-16; it was decoded.',
  W_DASHES: 'Typographic dashes around the key were repaired.',
  W_EXTRA_TEXT: 'Extra text around the key was ignored.',
  W_CERTIFICATE: 'A certificate beside the key was ignored.',
  W_SEC1: 'The key was in SEC1 form and was converted to PKCS#8.',
  W_P8_NO_PUBLIC: 'The file holds no public key, so an altered key cannot be told from a good one: test it before you delete the download.',
  W_REPAIRED: 'The key was mangled on its way and has been repaired.',
  W_NAME_OTHER_KEY: 'The file’s name says that this may be a key of another Apple service; test the connection.',
  W_NAME_INDIVIDUAL: 'The file’s name says that this is an individual key; it was stored as one.',
  W_KID_MISMATCH: 'The Key ID given is not the one in the file’s name; the file’s was used.',
  W_DUPLICATE: 'This key is already stored.',
  W_RESTORED: 'This key was in the Trash; it was restored.',
  W_KEPT_BOTH: 'Stored beside a key with the same Key ID or the same private key.',
  W_FILE_EXPOSED: 'Other users of this machine can read this file.',
  W_FILE_IN_GIT: 'This file lies in a git work tree; see that *.p8 is ignored.',
  W_FILE_SYNCED: 'This file lies in a folder that is copied to a cloud; the key is on other machines too.',
  W_ID_ODD: 'An ID in this file is none, and was left out.',
  W_DATE: 'Dates in this file were not taken over; the key counts as added now.',
  W_VAULT_COPY: 'Saved, but the second copy could not be written; free some space and save again.',
  W_VAULT_RECOVERED: 'The vault’s file is damaged; its copy of the same revision was opened. Run “keyrack recovery repair”.',
  W_VAULT_OLDER: 'The vault’s file is damaged; an older revision was opened, read-only. Run “keyrack recovery repair”.',
  W_VAULT_COPY_DAMAGED: 'A spare copy of the vault is damaged; the next change writes a good one. It is moved aside then, not deleted.',
  W_VAULT_UNREAD: 'A file of the vault could not be read. It may be whole; nothing is done to it.',
  W_VAULT_NEWER: 'This vault was made by a newer Keyrack; this one only reads it.',
  W_PERMISSIONS: 'The vault’s files could be read by other users; that was tightened.',
  W_IDENTITY_EXPOSED:
    'Other users can read or change the file that holds this vault’s identity, and it opens the vault: let nobody but you read it (chmod 600).',
  W_NO_RECOVERY: 'There is no recovery key: if this machine’s unlock is lost, so are the keys.',
  W_INIT_UNFINISHED:
    'Making this vault was cut short, and nobody may have seen its recovery key. Run “keyrack recovery new” for one that you have.',
  W_OLD_WAY_KEPT: 'The keychain did not let its item for this vault be deleted; delete “Keyrack” there by hand.',
  W_BACKUP_EXTRA: 'The backup holds entries that are no part of one; they were ignored.',
  W_LONG_LIVED: 'A long-lived token can only be withdrawn by revoking its key.',
  W_STATE_UNREAD:
    'state.json in Keyrack’s folder cannot be read: settings and last tests count as not there, and nothing new is noted. Make the file yours again (chown; a command run as root may have taken it), or delete it.',
  W_STATE_DAMAGED: 'state.json in Keyrack’s folder was damaged: settings and last tests are lost, and begun anew.',
  W_ACTIVITY_UNREAD:
    'activity.jsonl in Keyrack’s folder cannot be read or added to: what was done is not noted. Make the file yours again (chown; a command run as root may have taken it), or delete it.',
  W_ACTIVITY_DAMAGED: 'activity.jsonl in Keyrack’s folder is damaged: nothing in it can be read. Delete it to begin it anew.',
  W_CLOCK: 'This machine’s clock is off; Apple’s time was used.',
  W_SPURIOUS_401: 'Apple refused the first request and accepted the second with the same key; it sometimes does.',
  W_SECRET_ARGUMENT:
    'An argument holds a secret: this machine’s process list and the shell’s history have it now. Replace what it opens, and take it out of the history.',
  W_TOKENS_CHANGE: 'Other tokens are made from now on.',
  W_ISSUER_TYPED: 'The Issuer ID was not used: individual keys have none.',
} as const;
export type WarningCode = keyof typeof warnings;
