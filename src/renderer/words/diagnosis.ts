import { clockOff, isTooFarOff, isWorthCorrecting, tooFarToUse } from '../../shared/words/clock.js';

export const clockIs = (skew: number): string => {
  if (Math.abs(skew) <= 5) return 'agrees with Apple’s';
  if (isTooFarOff(skew)) return tooFarToUse(skew);
  // A clock that is only a little off is used as it is.
  return isWorthCorrecting(skew) ? `${clockOff(skew)}; Apple’s time is used` : clockOff(skew);
};
export const roles = 'Roles';
export const notNoted = 'not noted';
export const publicKey = 'Public key';
export const file = 'File';
export const added = 'Added';
export const lastTest = 'Last test';
export const moveToTrash = 'Move to Trash';
export const lastToken = 'Last token';
export const showClaims = 'Show claims';
export const noTokenYet = 'No token was copied with this key since Keyrack started.';
export const header = 'header';
export const payload = 'payload';
export const noSignature = 'The signature is not shown: without it nobody can use this.';
export const whyAppleRefused = (name: string): string => `Why Apple refused ${name}`;
export const theLastTestOf = (name: string): string => `The last test of ${name}`;
export const next = 'Next:';
export const whatWasChecked = 'What was checked, likeliest first';
export const alsoSeen = 'Also seen';
export const whatWasUsed = 'What was used';
export const noneAnIndividualKey = 'none: an individual key';
export const clock = 'Clock';
export const notMeasured = 'not measured';
export const keyIsSafe = 'The stored key was not changed. Whatever Apple said, Keyrack still holds it.';
export const inTheGuide = 'In the guide';
export const certain = 'Certain';
export const mostLikely = 'Most likely';
export const possible = 'Possible';
export const ruledOut = 'Ruled out';
export const whatAppleSaid = 'What Apple said';
/** Somebody answered, and it was not Apple. */
export const whatCameBack = 'What came back';
export const openAgreements = 'Open Agreements';
export const openSystemStatus = 'Open System Status';
export const openApplesKeyList = 'Open Apple’s key list';
