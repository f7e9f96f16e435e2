import { foundToo, setAsideStays, stillOpens } from './common.js';

export const howTheVaultOpens = 'How the vault opens';
export const recoveryKeyStays = 'The recovery key goes on opening it, whatever you choose.';
export const change = 'Change…';
export const changing = 'Changing…';
export const thisIsHowItOpensNow = 'This is how it opens now.';
export const currentPassphrase = 'Current passphrase';
export const forgotten = 'Forgotten? Lock, open the vault with the recovery key, and leave this empty.';
export const whatOpensItFromNowOn = 'What opens it from now on';
export const now = 'Now';
export const keychainSays = 'Opens when you log in. Nothing to type.';
export const aNewPassphrase = 'A new passphrase';
export const passphraseSays = 'Asked each time Keyrack starts. Nobody can reset it.';
export const newIdentityForThisDevice = 'New identity for this device';
export const whenToMakeOne = 'For when a device, or a copy of what opens the vault, may be in other hands.';
export const makeANewOne = 'Make a new one…';
export const sealingAgain = 'Sealing again…';
export const sealedAgain = 'Every copy of the vault is sealed again. Your keys stay as they are.';
export const othersStop = 'Every other device that opens this vault stops doing so.';
export const olderCopies = 'Backups and copies made before still open with what opened them then.';
export const theKeychain = 'The keychain';
export const yourPassphrase = 'Your passphrase';
const oldFilesDeleted = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` Old files that still held keys were deleted: ${names.join(', ')}.`;
export const leftBehind = ({ deleted, setAside, found }: Left): string =>
  `${oldFilesDeleted(deleted)}${foundToo(found, stillOpens)}${setAsideStays(setAside)}`;
type Left = { readonly deleted: readonly string[]; readonly setAside: readonly string[]; readonly found: Parameters<typeof foundToo>[0] };
export const hasNewIdentity = (left: Left): string => `This device has a new identity; every other one is out.${leftBehind(left)}`;
export const newRecoveryKey = 'New recovery key…';
export const changed = (by: string, deleted: readonly string[]): string =>
  `Changed. ${by} opens the vault from now on.${oldFilesDeleted(deleted)}`;
