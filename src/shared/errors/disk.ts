import type { Entry } from './entry.js';

/** The lock, the disk, and what is printed. */
export const diskErrors = {
  E_BUSY: {
    kind: 'busy',
    title: 'Busy',
    cause: 'Another Keyrack is writing to the vault.',
    next: 'Wait for it, then try again. If no Keyrack is running on any machine, run “keyrack doctor --break-lock”.',
    keySafe: 'stored',
  },
  E_STDOUT: {
    kind: 'storage',
    title: 'Nowhere to show it',
    cause:
      'The recovery key is printed once, and standard output is closed or the null device: nobody would have seen it. Nothing was changed.',
    next: 'Let it go to a terminal or into a file.',
    keySafe: 'stored',
  },
  E_DISK_FULL: {
    kind: 'storage',
    title: 'No space left',
    cause: 'Not saved: the disk is full. Your keys are as they were.',
    next: 'Free some space, then try again.',
    keySafe: 'stored',
  },
  E_DISK: {
    kind: 'storage',
    title: 'The disk failed',
    cause: 'Not saved: the disk gave an error. Your keys are as they were.',
    next: 'Check the disk, then try again; make a backup soon.',
    keySafe: 'stored',
  },
  E_COMMAND_LINE: {
    kind: 'storage',
    title: 'Not linked',
    cause: 'The command line tool could not be linked.',
    next: 'See that the folder is yours and may be written to, then try again.',
    keySafe: 'stored',
  },
} as const satisfies Record<`E_${string}`, Entry>;
