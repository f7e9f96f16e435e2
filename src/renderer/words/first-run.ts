export const stepOf3 = (step: number): string => `Step ${step} of 3`;
export const later = 'Later';
export const notShownAgain = 'This one is not shown again; a badge will remind you.';
export const goOn = 'Continue';
export const yourRecoveryKey = 'Your recovery key';
export const whatTheRecoveryKeyIs =
  'If this computer or its keychain is lost, this opens the vault. It is shown once; Keyrack does not keep it. Store it away from this computer.';
export { passphraseRule as longEnough } from '../../shared/passphrase.js';
export const storedHereOnly = 'Stored on this computer only.';
export const sealing = 'Sealing…';
export const whereYourKeysWillBeSealed = 'Where your keys will be sealed';
export const everythingStaysHere = 'Everything stays on this computer, in one encrypted vault. Something has to hold what opens it.';
export const whatOpensTheVault = 'What opens the vault';
export const found = 'Found';
export const keychainSays = 'Opens when you log in. Nothing to type, nothing to remember.';
export const passphraseSays = 'Asked each time Keyrack starts. Nobody can reset it; the recovery key, next, is the other way in.';
