import { keyCount } from './common.js';
import { number } from './number.js';
export const compared = (trashed: number): string =>
  `Opened again after writing, and every key compared${trashed > 0 ? `; ${trashed === 1 ? 'one is' : `${trashed} are`} from the Trash` : ''}.`;
export const restoring = (progress: { readonly done: number; readonly total: number } | null): string =>
  `Restoring ${progress ? `${progress.done} of ${progress.total}` : '…'} What is restored stays.`;
export const clash = (stored: { readonly organization: string; readonly name: string; readonly keyId: string } | null): string =>
  `${stored ? `${stored.organization} / ${stored.name} (${stored.keyId}) is here already, and is not the same key. ` : ''}It is left as it is; this one is not restored, unless you keep both.`;
export const restoreKeys = (count: number): string => (count === 1 ? 'Restore 1 key' : `Restore ${number(count)} keys`);
export const makeABackup = 'Make a backup';
export const whatABackupIs = 'One sealed file with every key, the Trash included. It opens on any computer, with or without Keyrack.';
export const chooseAPlace = 'Choose a place…';
export const sealingAndComparing = 'Sealing and comparing…';
export const howItIsMade = 'Written, opened again, every key compared.';
export const passphraseForTheBackup = 'Passphrase for the backup';
export const ownPassphrase = 'It need not be the vault’s. Nobody can reset it: without it the file is worth nothing.';
export const backedUp = (keys: string): string => `Backed up: ${keys}`;
export const keepItAway = '. Keep it away from this computer. Restoring it needs its passphrase.';
export const leftOut = 'Left out, because they cannot be read';
export const isNew = 'New';
export const alreadyHere = 'Already here';
export const clashes = 'Clashes';
export const cannotBeRestored = 'Cannot be restored';
export const areHere = 'already here';
export const cannotBe = 'not restorable';
export const isRestoring = 'Restoring…';
export const made = (at: string): string => `made ${at}`;
export const whatThisBackupHolds = 'What this backup holds';
export const fromThisVault = ' from this vault.';
export const fromAnotherVault = ' from another vault.';
export const nothingIsOverwritten = 'Nothing that is here is overwritten.';
export const thereIsNoKeyInIt = 'There is no key in it.';
export const keysOfTheBackup = 'Keys of the backup';
export const showMore = (n: number): string => `Show ${n} more`;
export const whatARestoreDoes = 'You see what it holds before anything is stored. Nothing that is here is overwritten.';
export const chooseTheFile = 'Choose the file…';
export const choosing = 'Choosing…';
export const whichFile = 'The file that “Back up” made; its name ends in';
export const age = '.age';
export const open = 'Open';
export const opening = 'Opening…';
export const theBackupsPassphrase = 'The backup’s passphrase';
export const wrongPassphrase = (message: string): string => `${message} It need not be the vault’s passphrase.`;
export const chooseAnotherFile = 'Choose another file…';
export const restoreAgain = 'Restore it again to go on where it stopped.';
export const stoppedAfter = (keys: string): string => `Stopped after ${keys}`;
export const restored = (keys: string): string => `Restored: ${keys}`;
export const wereRestored = 'restored and read back';
export const wereNotRestored = 'not restored';
export const andMore = (n: number): string => `And ${number(n)} more; the summary has them all.`;
export const isRestored = 'Restored';
export const isNotRestored = 'Not restored';
export const areNew = 'new';
export const clashesOf = (n: number): string => (n === 1 ? 'clash' : 'clashes');
export const everythingMakesANewVault = 'A new vault will hold it.';
export const goOn = 'Continue…';
export const whereTheNewVaultIsSealed =
  'The new vault needs something to hold what opens it. Before anything is moved, you are asked once more.';
export const restoredAnew = (keys: string, failed: number, setAside: string | null): string =>
  `Restored into a new vault: ${keys}.${failed > 0 ? ` Not restored: ${failed.toLocaleString('en')}.` : ''}${setAside === null ? '' : ` What was here is in ${setAside}.`}`;
/** "5 new, 3 identical, 1 conflict" */
export const counted = (counts: readonly (readonly [number, string])[]): string =>
  counts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${number(n)} ${word}`)
    .join(', ') || keyCount(0);
