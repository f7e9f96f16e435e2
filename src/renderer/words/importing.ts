import { number } from './number.js';

export const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
export const sameAs = (name: string, keys: number): string =>
  keys === 0 ? `The same as ${name}’s` : `The same as ${name}’s ${keys === 1 ? 'key' : `${keys} keys`}`;
export const storedIn = (count: number, name: string): string =>
  `${count === 1 ? '1 key is' : `${count} keys are`} in ${name}. ${count === 1 ? 'It' : 'Each'} was read back from the vault, and signed with what was read.`;
export const dropToImport = (name: string | undefined): string => `Drop to import${name ? ` into ${name}` : ''}`;
export const dropOf = (files: number): string =>
  `${files === 1 ? '1 file or folder' : `${files} files or folders`}. You confirm before anything is stored.`;
export const moveDownloads = (count: number): string =>
  count === 1 ? 'Move the download to Trash' : `Move the ${count} downloads to Trash`;
export const movedOf = (gone: number, all: number): string =>
  `${gone} of ${all} moved to the Trash.${all > gone ? ' The others were left where they are.' : ''}`;
export const p256PrivateKey = 'P-256 private key';
/** Once for all that were refused. */
export const refusedStay = (n: number): string =>
  n === 1
    ? 'The file that is not imported stays where it is, unchanged.'
    : `The ${n} files that are not imported stay where they are, unchanged.`;
export const nothingToStore = 'There is nothing to store.';
export const showTheKey = 'Show the key';
export const noKeyIdInName = 'The file’s name has no Key ID. App Store Connect shows it beside the key, under Integrations.';
export const tenCharacters = '10 characters';
export const roleInAppStoreConnect = 'Role in App Store Connect';
export const notNoted = 'Not noted';
export const swapThem = 'Swap them';
export const importInto = (name: string | undefined): string => `Import${name ? ` into ${name}` : ''}`;
/** `wants`: what the first row that is not ready needs. */
export const readyOf = (ready: number, all: number, wants: string | undefined): string =>
  `${number(ready)} of ${number(all)} ready.${wants === undefined ? '' : ` ${wants}.`}`;
export const reading = 'Reading…';
export const nothingIsStoredYet = (count: string): string => `${count}. Nothing is stored until you choose Store.`;
export const lookSwapped = 'Key ID and Issuer ID look swapped.';
export const notItsIssuerId = 'Not this organization’s Issuer ID';
export const theOrganization = 'the organization';
export const nameOfTheNewOrganization = 'Name of the new organization';
export const theClientsName = 'The client’s name';
export const oneTimeDownload = 'One-time download';
export const onlyOnce = (n: number): string => `Apple lets you download ${n === 1 ? 'this file' : 'each of these files'} once.`;
export const keepAnotherCopy = 'Keep another copy:';
export const makeABackupNow = 'Make a backup now';
export const keepTheDownload = (n: number): string => `Keep the ${n === 1 ? 'download' : 'downloads'} (recommended until a backup exists)`;
export const thisIsAnIndividualKey = 'This is an individual key';
export const whatIndividualMeans = 'It acts as the person who made it, with that person’s roles, and has no Issuer ID.';
export const theFilesNameSays = 'The file’s name says';
export const theFieldSays = ', the field says';
export const whichIsIt = '. Which is it? App Store Connect lists it beside the key.';
export const use = (keyId: string): string => `Use ${keyId}`;
export const fileSaysIssuerId = 'This file says the Issuer ID is';
export const importByItself = '. Another Issuer ID means another organization: import it by itself.';
export const useTheFilesForAll = 'Use the file’s for all of them';
export const alreadyStoredAs = (label: string): string => `Already stored as ${label}.`;
export const isInTheTrash = (label: string): string => `This key is in the Trash, as ${label}.`;
export const restoreFromTrash = 'Restore from Trash';
export const sameKeyStoredAs = (label: string): string => `The same private key is stored as ${label}, under another Key ID.`;
export const otherKeyStoredAs = (label: string): string => `${label} has this Key ID with another private key. One of the two is wrong.`;
export const thisFile = 'This file';
export const otherwiseLeftOut = 'Otherwise this file is left out. Test connection tells which of them Apple knows.';
export const anotherKey = 'another key';
export const theVault = 'the vault';
export const someNotStored = (n: number): string => `${n} not stored; those files are unchanged.`;
/** `what`: a file by its name, or how many. */
export const storedBut = (stored: number, what: string): string => `${number(stored)} stored, ${what} not`;
/** `what`: a key by its name, or how many. */
export const storedButRefused = (what: string): string => `Stored, but Apple refuses ${what}`;
export const downloadsStay = 'The downloads stay where they are.';
export const backUp = 'Back up…';
export const clearTheClipboard = 'Clear the clipboard';
export const keyIsStillOnIt = 'The key is still on it, for every program to read.';
export const onlyCopyThen = 'Keyrack holds the only copy then, until you make a backup.';
export const leftOut = 'Left out';
export const savedAndReadBack = 'Saved and read back';
export const signatureChecked = 'Signature checked';
export const copyTokenOf = (name: string): string => `Copy token of ${name}`;
export const clipboardCleared = 'Clipboard cleared.';
export const noFile = 'This is not a file';
export const nothingIsStored = 'Nothing can be stored now';
export const whyNothingIsStored = 'Nothing is changed until the vault is in order. The notice above the keys says how.';
export const notAKey = 'Text, links and pictures are no keys. Drop the AuthKey_*.p8 that Apple let you download.';
export const dropAFile = 'Drop a .p8 file.';
export const thatWasNoFile = 'That was text, a link or a picture, and no file on this computer.';
export const keyIdIsNotRight = 'Key ID is not right';
export const whichKeyId = 'Which Key ID?';
export const clashesWithAStoredKey = 'Clashes with a stored key';
export const confirmTheKind = 'Confirm the kind';
export const notLookedAtYet = 'Not looked at yet';
