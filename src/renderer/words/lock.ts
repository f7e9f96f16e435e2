export const opensTheVault = (keychain: string | null): string => `${keychain ?? 'The keychain'} opens the vault.`;
export const madeByANewerKeyrack = 'Made by a newer Keyrack';
export const leftAsItIs =
  'This version does not know how to read it, so it is left exactly as it is. Update Keyrack, and everything is there.';
export const folderCannotBeRead = 'The vault’s folder cannot be read';
export const systemRefused = 'The system refused, or the disk is not there. Nothing was changed and nothing was deleted.';
export const vaultCannotBeRead = 'The vault cannot be read';
export const noCopyOpens = 'None of its copies opens. Nothing was changed and nothing was deleted; there are still ways to your keys.';
export const waysOut = 'Ways out';
export const useTheRecoveryKey = 'Use the recovery key';
export const whatTheRecoveryKeyMay = 'It may open what this computer’s own way in does not.';
export const useIt = 'Use it…';
export const howToRestore =
  'Makes a new vault from it. Everything that is here is moved into a folder beside it, nothing is deleted, and you are asked before.';
export const chooseABackup = 'Restore a backup…';
export const showTheFolder = 'Show the folder';
export const whyShowTheFolder = 'To see whose it is, and whether it is all there.';
export const tryAgain = 'Try again';
export const unlock = 'Unlock';
export const keyrackIsLocked = 'Keyrack is locked';
export const recoveryKeyOpens = 'The recovery key opens the vault. It was shown once, when the vault was made.';
export const passphraseOpens = 'Your passphrase opens the vault.';
export const recoveryKeyShape = 'AGE-SECRET-KEY-1…';
export const back = 'Back';
export const lookForWhatIsWrong = 'Look for what is wrong';
export const unlocking = 'Unlocking…';
export const whatIsLookedAt = 'Files, permissions, keychain, lock, clock. Looking changes nothing.';
export const look = 'Look…';
export const looking = 'Looking…';
