import { clockOff, isTooFarOff, isWorthCorrecting, tooFarToUse } from '../../shared/words/clock.js';

export const clockIs = (skew: number): string => {
  if (Math.abs(skew) <= 5) return 'agrees with Apple’s';
  if (isTooFarOff(skew)) return tooFarToUse(skew);
  // A clock that is only a little off is used as it is.
  return isWorthCorrecting(skew) ? `${clockOff(skew)}; Apple’s time is used` : clockOff(skew);
};
export const clockWasWrong = (skew: number): string => `It is ${clockOff(skew)}, but the token was made on Apple’s time.`;
export const tokenWasInTime = 'By Apple’s own the token was in time.';
export const notTriedOnApplesTime = (skew: number | null): string =>
  `${skew === null ? 'It disagrees with Apple’s' : `It is ${clockOff(skew)}`}, and no token made on Apple’s time was answered: test again.`;
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
export const mostLikely = 'Most likely';
export const possible = 'Possible';
export const ruledOut = 'Ruled out';
export const whatAppleSaid = 'What Apple said';
export const openAgreements = 'Open Agreements';
export const openSystemStatus = 'Open System Status';
export const openApplesKeyList = 'Open Apple’s key list';
export const theKeyWasRevoked = 'The key was revoked';
export const answeredUntilListKnows = (answered: string): string =>
  `It answered until ${answered}. Only Apple’s list of active keys can say for sure.`;
export const allInOrder = 'All that can be checked from here is in order.';
export const onlyTheListKnows = 'Only Apple’s list of active keys can say.';
export const revokedShort = 'most likely revoked';
export const anotherKeyIdShort = 'most likely another Key ID';
export const mostLikelyRevoked = 'This key was most likely revoked';
export const lookInTheList = (keyId: string): string =>
  `Look for ${keyId} in Apple’s key list. If it is not there, generate a new key; a revoked one cannot be brought back.`;
export const anotherKind = 'Another kind of Apple key';
export const otherServicesKeys = 'Keys for push notifications or Sign in with Apple carry the same file name.';
export const itAnsweredUntil = (answered: string): string => `It answered until ${answered}.`;
export const issuerIdIsAnothers = 'The Issuer ID is another team’s';
export const sameIssuerIdAnswers = (name: string): string => `${name} answers with the same Issuer ID.`;
export const noProofOfIssuerId = (name: string): string => `No other key of ${name} has shown that it is right.`;
export const answeredWithAnotherIssuerId = (issuerId: string, answered: string): string =>
  `It answered until ${answered}, with Issuer ID ${issuerId}.`;
export const issuerIdMostLikelyAnothers = 'Its Issuer ID is most likely another team’s';
export const anotherIssuerIdShort = 'most likely another Issuer ID';
export const compareIssuerIds = (name: string): string =>
  `Compare the Issuer ID of ${name} with the one above Apple’s list of keys. If it differs, edit the organization.`;
export const keyIdIsAnothers = 'The Key ID is not this key’s';
export const fileNamedAfterIt = 'The file was named after it by Apple.';
export const answeredWithItUntil = (answered: string): string => `It answered with it until ${answered}.`;
export const fileNameDoesNotSayIt = (sourceName: string): string => `The file was named ${sourceName}, which does not say it.`;
export const keyIdMostLikelyAnother = 'Its Key ID is most likely another one';
export const compareKeyIds = (keyId: string): string =>
  `Compare ${keyId} with the Key ID that Apple’s list shows beside this key’s name. If it differs, import the file again with the right one.`;
export const itIsAnIndividualKey = 'It is an individual key';
export const itIsATeamKey = 'It is a team key';
export const answeredAsItIsUntil = (answered: string): string => `It answered as it is until ${answered}.`;
export const fileNameBegins = (says: string): string => `The file’s name begins with ${says}_.`;
export const fileNameSaysNothing = 'The file’s name does not say it.';
export const clockIsWrong = 'This computer’s clock is wrong';
export const measureAgain = 'Not measured: test again.';
export const clockAgrees = 'It agrees with Apple’s.';
export const goodTokenRefused = 'Apple refused a good token';
export const askedOnce = 'No second token is known to have been refused: test again.';
export const askedTwice = 'It was asked twice, with a fresh token each time.';
export const roleTooSmall = 'The role is too small';
export const thatIs403 = 'Apple answers 403 to that, not 401.';
