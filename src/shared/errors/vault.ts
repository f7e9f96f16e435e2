import type { Entry } from './entry.js';

/** What is wrong with the vault itself, or with doing this to it. */
export const vaultErrors = {
  E_VAULT_MISSING: {
    kind: 'not-found',
    title: 'No vault yet',
    cause: 'There is no vault in this home.',
    next: 'Run “keyrack init”.',
    keySafe: 'untouched',
  },
  E_VAULT_EXISTS: {
    kind: 'usage',
    title: 'A vault is already here',
    cause: 'This home already holds a vault or parts of one; nothing was changed.',
    next: 'Use it as it is, run “keyrack recovery repair”, or point KEYRACK_HOME at an empty folder.',
    keySafe: 'stored',
  },
  E_VAULT_OPENS: {
    kind: 'usage',
    title: 'No need to set it aside',
    cause: 'A copy of the vault opens, so nothing was set aside and nothing was changed.',
    next: 'Restore into it: “keyrack restore FILE”. If it is read-only, run “keyrack recovery repair” first.',
    keySafe: 'stored',
  },
  E_VAULT_SEALED: {
    kind: 'locked',
    title: 'Not opened, but perhaps not damaged',
    cause: 'Nothing given opens the vault, but a file of it looks whole: the recovery key, the keychain or another passphrase may open it.',
    next: 'Try these first. To set the vault aside all the same, run the command on a terminal and confirm it; nothing is deleted.',
    keySafe: 'stored',
  },
  E_VAULT_DAMAGED: {
    kind: 'storage',
    title: 'Damaged vault',
    cause: 'A file of the vault does not open as it was written.',
    next: 'Run “keyrack recovery repair”; where no copy opens, “keyrack restore FILE --set-aside” makes a new vault of a backup. Nothing is changed until you do.',
    keySafe: 'stored',
  },
  E_VAULT_LINK: {
    kind: 'storage',
    title: 'A link in place of a file',
    cause: 'A file of the vault is a link, which Keyrack reads through and never writes through: what it names would stay as it is.',
    next: 'Put the file itself in its place, or run “keyrack recovery repair”: it moves the link aside, leaves what it names alone, and writes the file anew.',
    keySafe: 'stored',
  },
  E_VAULT_LEFTOVERS: {
    kind: 'usage',
    title: 'Files that open to nothing',
    cause: 'Files of the vault open to nothing, and would be deleted with it. Nothing was changed.',
    next: 'Keep a copy elsewhere if another identity may open them; then confirm it (“--yes”).',
    keySafe: 'stored',
  },
  E_VAULT_OLD: {
    kind: 'storage',
    title: 'An older vault',
    cause: 'The vault file is older than what Keyrack saved last; a backup or a sync has put it back.',
    next: 'Run “keyrack recovery repair” and say which one to keep.',
    keySafe: 'stored',
  },
  E_VAULT_NEWER: {
    kind: 'storage',
    title: 'Made by a newer Keyrack',
    cause: 'This vault was written by a newer version; this one only reads it.',
    next: 'Update Keyrack, then try again.',
    keySafe: 'stored',
  },
  E_VAULT_READ: {
    kind: 'storage',
    title: 'Vault not readable',
    cause: 'The system refused to read or write the vault’s folder.',
    next: 'Check that you own the folder and its files.',
    keySafe: 'stored',
  },
  E_VAULT_VERIFY: {
    kind: 'storage',
    title: 'Not saved',
    cause: 'What was written did not read back as it should; your keys are as they were.',
    next: 'Check the disk, then try again.',
    keySafe: 'stored',
  },
} as const satisfies Record<`E_VAULT_${string}`, Entry>;
