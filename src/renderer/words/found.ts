import { eitherOf } from '../../shared/text.js';
import { number } from './number.js';
export const lookedInto = (folder: string): string => `In ${folder || 'several places'}. Nothing is stored until you choose Store.`;
export const foundElsewhere = (count: number): string => `${number(count)} found. Nothing is stored until you choose Store.`;
export const readThem = (count: number): string =>
  count === 1 ? 'Read the file that one of these names' : `Read the ${number(count)} files that these name`;
export const skipped = (count: number): string => (count === 1 ? '1 was skipped' : `${number(count)} were skipped`);
export const andMore = (count: number): string => `and ${number(count)} more`;
export const pickedOf = (picked: number, all: number): string => `${number(picked)} of ${number(all)} picked`;
export const seenBeforeStored = 'You see what was found before anything is stored.';
export const lookThere = 'Look there';
export const mayILook = 'Look where other tools keep keys?';
export const whatIsRead =
  'Keyrack reads these places of yours, and where the tools’ own environment variables point. It changes nothing there.';
export const tools = 'Tools';
export const noUsualPlace = (things: readonly string[]): string => `Drop on the window what has no usual place: ${eitherOf(things)}.`;
export const filesStay = 'The files stay where they are, unchanged.';
export const testAll = (n: number): string => `Test all ${number(n)}`;
export const stopped = 'Stopped';
export const nothingWasStored = 'Nothing was stored';
export const wasReadBack = ' What is stored was read back, and signed with what was read.';
export const cancelledNotStored = 'Cancelled, not stored';
export const keyWithoutKeyId = 'key without Key ID';
export const row = (n: number, name: string, source: string): string => `Row ${n}: ${name}, ${source}`;
export const keyIdOfRow = (n: number): string => `Key ID of row ${n}`;
export const itsKeyIsIn = (path: string): string => `Its key is in ${path}`;
export const pickToBeAsked = (message: string): string => `${message} Pick it to be asked which to keep.`;
export const isInTheTrash = 'This key is in the Trash; storing it puts it back.';
export const sameKeyIdUnread = (stored: string): string =>
  `${stored} has this Key ID; reading the file will tell whether it is the same key.`;
export const sameKeyIdOtherKey = (stored: string): string =>
  `${stored} has this Key ID with another private key. Pick it to be asked which to keep.`;
export const otherIssuerId = (organization: string | null, issuerId: string | null): string =>
  `${organization} here has another Issuer ID than the ${issuerId} this file gives. Rename one of the two, then look again.`;
export const lookedAt = (looked: { readonly done: number; readonly total: number } | null): string =>
  looked && looked.total > 1 ? `Looked at ${number(looked.done)} of ${number(looked.total)}…` : 'Looking…';
export const noKeyWasFoundThere = 'No key was found there.';
export const keysOfOtherTools = 'Keys of other tools';
export const keysInFiles = 'Keys in files';
export const keysFound = 'Keys found';
export const homelessGoInto = 'Keys whose files name no team go into';
export const keysLieElsewhere = 'Their keys lie elsewhere; each row says where. Nothing there is changed.';
export const areStored = 'already stored';
export const linksNotFollowed = 'a link; links are not followed';
export const notLookedInto = 'not looked into';
export const tooDeep = 'more than three folders down';
export const couldNotBeRead = 'could not be read';
export const moreThanOneLook = 'There are more than one look takes in. Store these, then look into the folders inside, one by one.';
export const perhapsStored = 'Perhaps stored';
export const aRepeat = 'A repeat';
export const theSameAs = (n: number): string => `The same as ${n}`;
export const notReadYet = 'Not read yet';
export const alreadyThere = 'already there';
export const cancelledAndNotStored = 'cancelled and not stored';
export const keyInFile = (n: number): string => `, key ${n}`;
export const repeats = (n: number): string => (n === 1 ? 'repeat' : 'repeats');
export const refused = 'refused';
export const clashes = 'Clashes';
