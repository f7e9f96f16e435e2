export const opensNow = (replaces: boolean): string =>
  `The new recovery key opens the vault.${replaces ? ' The old one no longer does.' : ''}`;
export const opensThese = (opens: readonly string[], fails: readonly string[], unread: readonly string[]): string =>
  `It opens ${opens.length === 1 ? `${opens[0]}` : `all of ${opens.join(', ')}`}${
    fails.length === 0
      ? '.'
      : `, and does not open ${fails.join(', ')}: ${fails.length === 1 ? 'that copy is' : 'those copies are'} older or damaged.`
  }${unread.length === 0 ? '' : ` Could not be read just now: ${unread.join(', ')}.`}`;
export const newRecoveryKey = 'New recovery key';
export const makeARecoveryKey = 'Make a recovery key';
export const whatItIsFor = 'The way in when this computer or what opens the vault is lost.';
export const makeOne = 'Make one…';
export const making = 'Making…';
export const shownOnce = 'It is shown once, and three of its characters are asked back.';
export const onlyThen = 'Only then is the vault changed.';
export const othersStop = 'The old recovery key and every other device stop opening this vault.';
export const yourNewRecoveryKey = 'Your new recovery key';
export const storeItAway = 'It is shown once; Keyrack does not keep it. Store it away from this computer.';
export const useThisKey = 'Use this key';
export const sealingAgain = 'Sealing again…';
export const keepTheOldOne = 'Keep the old one';
export const checkTheRecoveryKey = 'Check the recovery key';
export const nothingIsKept = 'Nothing is changed, and what you type is not kept.';
export const check = 'Check';
export const checking = 'Checking…';
export const recoveryKeyShape = 'AGE-SECRET-KEY-1…';
export const isTheRecoveryKey = 'This is the vault’s recovery key';
export const isAnotherKey = 'This opens the vault, but is not its recovery key';
export const isADevicesKey = 'It is a device’s own key: keep it as safe, and make a recovery key beside it.';
