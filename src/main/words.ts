import type { HomeVerdict, LockFacts } from '../strongroom/client/contract.js';
import type { Ask } from './desktop/ask.js';

/** Every text main shows by itself: the menu bar, the system's dialogs, its questions, and the files it names. */
export const appName = 'Keyrack';

export const menu = { file: 'File', keys: 'Keys', view: 'View' } as const;

const allFiles = 'All files';
export const dialogs = {
  keyFiles: { title: 'Import keys', button: 'Import', keys: 'App Store Connect keys', allFiles },
  backupFile: { title: 'Restore a backup', button: 'Open', backups: 'Keyrack backups', allFiles },
  folder: { title: 'Look for keys', button: 'Look here' },
  save: 'Save',
  cancel: 'Cancel',
} as const;

export const keychains = { darwin: 'macOS Keychain', win32: 'Windows Credential Manager', kde: 'KWallet', gnome: 'GNOME Keyring' } as const;

const day = (): string => new Date().toISOString().slice(0, 10);
export const backupFile = (): string => `Keyrack backup ${day()}.age`;
export const recoveryFile = (): string => `Keyrack recovery key ${day()}.txt`;
/** A file that `age -d -i` takes as it is: what is for people stands behind #. */
export const recoveryText = (key: string): string =>
  `# Keyrack recovery key\n# Opens the vault when the keychain or the passphrase is lost. Keep it where the vault is not.\n\n${key}\n`;

export const said = {
  recoveryGone: 'The recovery key is no longer at hand. It is shown once, when the vault is made.',
  fileIsThere: 'There is already a file of this name, and it may hold another recovery key. Choose another name.',
  notWritten: (file: string): string => `${file} could not be written: the recovery key is not saved there. It is shown here still.`,
  backupClosed: 'This backup is no longer open; open it again.',
  unknownFile: 'This file was not chosen or dropped here; choose it again.',
  previewGone: 'This preview is no longer the latest; look again.',
} as const;

type Question = Parameters<Ask['confirm']>[0];

const named = 10;
/** Every name up to ten, so that nobody agrees to more than they read. */
const listed = (names: readonly string[]): string =>
  [...names.slice(0, named), ...(names.length > named ? [`and ${names.length - named} more`] : [])].join('\n');

/** A vault that another way may open is not called damaged, and what is lost by giving it up is said first. */
export function setAside({ is, sealed }: HomeVerdict): Question {
  const moved =
    'All files of the vault that is here are moved into a folder of their own, “set-aside-…” in Keyrack’s folder. Nothing is deleted. A new vault is made from the backup; what was stored since the backup is not in it.';
  if (is !== 'sealed')
    return { message: 'Set the damaged vault aside and restore the backup?', detail: moved, button: 'Set aside and restore' };
  return {
    message: 'Set aside a vault that may not be damaged?',
    detail: `${sealed.join(', ')} did not open to what was given, but may be whole: the recovery key, the keychain or another passphrase may still open it. Try these first.\n\n${moved}`,
    button: 'Set it aside all the same',
  };
}

/** M-1: files that open to nothing are deleted only by name. */
const goesToo = (unopened: readonly string[]): string =>
  unopened.length === 0 ? '' : `\n\nThese files of the vault open to nothing, and are deleted with it:\n${listed(unopened)}`;

export function purge(names: readonly string[], unopened: readonly string[]): Question {
  const forGood = 'removed from every copy of the vault. There is no undo, and Apple does not give a .p8 twice.';
  return names.length === 1
    ? { message: `Purge ${names[0]} for good?`, detail: `The private key is ${forGood}${goesToo(unopened)}`, button: 'Purge' }
    : {
        message: `Purge ${names.length} keys for good?`,
        detail: `${listed(names)}\n\nTheir private keys are ${forGood}${goesToo(unopened)}`,
        button: 'Purge',
      };
}

export const backUpWithout = (names: readonly string[]): Question => ({
  message: names.length === 1 ? 'One key cannot be read. Back up the others?' : `${names.length} keys cannot be read. Back up the others?`,
  detail: `${listed(names)}\n\nAn older backup may still hold what this one would leave out.`,
  button: 'Back up the others',
});

export const changeUnlock = (unlock: 'keychain' | 'passphrase', rotate: boolean, unopened: readonly string[]): Question => ({
  message: rotate ? 'Make a new identity for this device?' : 'Change how the vault opens?',
  detail: `${rotate ? 'Every other device that opens this vault stops doing so. ' : ''}From now on ${
    unlock === 'keychain' ? 'the keychain' : 'the new passphrase'
  } opens it, and the recovery key as before.${goesToo(unopened)}`,
  button: 'Change',
});

export const newRecovery = (unopened: readonly string[]): Question => ({
  message: 'Make a new recovery key?',
  detail: `It is shown once. When you have shown that you have it, the old recovery key and every other device stop opening this vault.${goesToo(unopened)}`,
  button: 'Make a new one',
});

/** M-11: whose tokens are made is what the window is for. */
export const changeTokens = (said: readonly string[]): Question => ({
  message: 'Make other tokens from now on?',
  detail: said.join('\n\n'),
  button: 'Change',
});
export const breakLock = (lock: LockFacts): Question => ({
  message: 'Remove the lock?',
  detail: holderOf(lock),
  button: 'Remove the lock',
});
function holderOf({ holder, pid, host }: LockFacts): string {
  switch (holder) {
    case 'alive':
      return `Process ${pid} on this computer holds it and is running. If it is saving, what it saves will be lost.`;
    case 'gone':
      return `Process ${pid}, which held it, has ended.`;
    case 'foreign':
      return `Process ${pid} on ${host}, or in another container, holds it. Make sure that no Keyrack is running there.`;
    case 'unclear':
      return 'The lock is empty or not Keyrack’s. Make sure that no Keyrack is running on any machine that uses this vault.';
  }
}

const intoApplications = 'Move Keyrack into the Applications folder, open it from there, and choose this again.';
/** Why the command line cannot be linked from here, and what to do. */
export const commandLine = {
  unpackaged: {
    why: 'This is a Keyrack that was built here: its command line is linked by npm.',
    next: 'Run “npm link” in its folder. The entry is for an installed Keyrack.',
  },
  missing: {
    why: 'This Keyrack came without its command line.',
    next: 'Install Keyrack from one of its own installers, and choose this again.',
  },
  translocated: { why: 'macOS runs Keyrack from a passing place, as it does with an app that was never moved.', next: intoApplications },
  diskImage: { why: 'Keyrack runs from a disk image or an external disk: a link to it would soon lead nowhere.', next: intoApplications },
  appImage: {
    why: 'Keyrack runs from an AppImage, whose files are there only while it runs: a link to it would lead nowhere.',
    next: 'Install Keyrack from its deb or rpm, which bring the command line along.',
  },
  taken: (file: string) => ({
    why: `There is already a ${file}, and it is no link of Keyrack’s. It was left as it is.`,
    next: 'Rename it or move it away if you no longer need it, and choose this again.',
  }),
  refused: (folder: string, code: string): string => `The link could not be made: ${folder} gave an error (${code}).`,
} as const;

export const cannotStart = {
  home: (folder: string) => ({
    title: 'Keyrack cannot use its folder',
    words: `${folder} cannot be made or opened. Nothing was changed. Check that it is a folder of yours, and what KEYRACK_HOME says.`,
  }),
  window: {
    title: 'Keyrack could not start',
    words: 'Its window could not be opened. Nothing was changed, and the “keyrack” command works all the same. Please report this.',
  },
  page: {
    title: 'Keyrack’s window stopped again and again',
    words: 'Keyrack ends now. Your keys are untouched, and the “keyrack” command works all the same. Please report this.',
  },
} as const;
