import { clockOff, isWorthCorrecting } from './clock.js';
import { type Topic, topicOf } from './guide.js';

/** What a cause is called, a row each. What was found of it is said by the functions below, in the cause's own file. */
interface CauseRow {
  readonly title: string;
  /** What was looked at. */
  readonly looked: string;
  /** The title as the answer to “why?”, where it is likely, and where it is proved. */
  readonly headline: readonly [likely: string, proved: string];
  /** The same on a card, after “Apple refused”. */
  readonly short: readonly [likely: string, proved: string];
  /** The same among others: “Most likely it was revoked, or …”. Left out: it is not worth a mention there. */
  readonly clause?: string;
  /** Where the guide says more. */
  readonly guide?: Topic;
}

const refused = topicOf('E_APPLE_UNAUTHORIZED', 'team') ?? 'refused';
/** Apple's own words, or what stood in the way, are the whole of it. */
const asSaid = (title: string, looked: string, guide?: Topic): CauseRow => ({
  title,
  looked,
  headline: [title, title],
  short: [title, title],
  ...(guide ? { guide } : {}),
});
const theAnswer = 'Apple’s answer';
const theWay = 'How far the request came';

export const causeWords = {
  clock: {
    title: 'This computer’s clock is wrong',
    looked: 'This clock beside Apple’s',
    headline: ['This computer’s clock is most likely why', 'This computer’s clock is wrong'],
    short: ['most likely the clock', 'the clock is wrong'],
    guide: refused,
  },
  'refused-by-chance': {
    title: 'Apple refused a good token',
    looked: 'A second, fresh token',
    headline: ['Apple most likely refused a good token', 'Apple refused a good token once'],
    short: ['most likely by chance', 'by chance'],
    guide: refused,
  },
  lifetime: {
    title: 'The token lives too long',
    looked: 'How long the token lives, and what its scope allows',
    headline: ['The token most likely lives too long', 'The token lives longer than Apple takes'],
    short: ['most likely lives too long', 'the token lives too long'],
    guide: refused,
  },
  scope: {
    title: 'The scope does not cover the request',
    looked: 'The token’s scope beside what was asked',
    headline: ['The scope most likely does not cover the request', 'The token’s scope does not cover the request'],
    short: ['most likely another scope', 'another scope'],
    guide: refused,
  },
  'closed-to-individuals': {
    title: 'This part is closed to individual keys',
    looked: 'What was asked, and what kind of key it is',
    headline: ['This part of the API is closed to individual keys', 'This part of the API is closed to individual keys'],
    short: ['closed to individual keys', 'closed to individual keys'],
    guide: 'individual',
  },
  'issuer-missing': {
    title: 'The Issuer ID is missing',
    looked: 'The Issuer ID of its organization',
    headline: ['The Issuer ID is missing', 'The Issuer ID is missing'],
    short: ['no Issuer ID', 'no Issuer ID'],
    guide: refused,
  },
  'issuer-id': {
    title: 'The Issuer ID is another team’s',
    looked: 'Which keys have answered with it',
    headline: ['Its Issuer ID is most likely another team’s', 'Its Issuer ID is another team’s'],
    short: ['most likely another Issuer ID', 'another Issuer ID'],
    clause: 'its Issuer ID is another one',
    guide: refused,
  },
  'key-id': {
    title: 'The Key ID is not this key’s',
    looked: 'The name of its file, and of the others',
    headline: ['Its Key ID is most likely another one', 'Its Key ID is another one'],
    short: ['most likely another Key ID', 'another Key ID'],
    clause: 'its Key ID is another one',
    guide: refused,
  },
  'individual-key': {
    title: 'It is an individual key',
    looked: 'The name of its file',
    headline: ['It is most likely an individual key', 'It is an individual key'],
    short: ['most likely an individual key', 'an individual key'],
    clause: 'it is an individual key',
    guide: refused,
  },
  'team-key': {
    title: 'It is a team key',
    looked: 'The name of its file',
    headline: ['It is most likely a team key', 'It is a team key'],
    short: ['most likely a team key', 'a team key'],
    clause: 'it is a team key',
    guide: refused,
  },
  program: {
    title: 'It belongs to Apple’s other program',
    looked: 'Which of Apple’s two APIs takes it',
    headline: ['It most likely belongs to Apple’s other program', 'It belongs to Apple’s other program'],
    short: ['most likely another program', 'another program'],
    guide: refused,
  },
  role: { ...asSaid('The role is too small', theAnswer, 'role') },
  revoked: {
    title: 'The key was revoked',
    looked: 'Whether it ever answered as it is, and what else could be why',
    headline: ['This key was most likely revoked', 'This key was revoked'],
    short: ['most likely revoked', 'revoked'],
    clause: 'it was revoked',
    guide: refused,
  },
  'other-team': {
    title: 'The key is another organization’s',
    looked: 'The Issuer IDs of the other organizations here',
    headline: ['It is most likely another organization’s key', 'It is another organization’s key'],
    short: ['most likely another organization’s', 'another organization’s key'],
    guide: 'organization',
  },
  'other-service': {
    title: 'Another kind of Apple key',
    looked: 'Whether it ever answered',
    headline: ['It is most likely a key for another service', 'It is a key for another service'],
    short: ['most likely for another service', 'for another service'],
    guide: refused,
  },
  agreement: { ...asSaid('An agreement needs signing', theAnswer, 'agreement') },
  rate: { ...asSaid('Apple asks to slow down', theAnswer) },
  request: { ...asSaid('The key works', theAnswer) },
  'apple-down': { ...asSaid('Apple has trouble', theAnswer) },
  offline: { ...asSaid('There is no network', theWay) },
  unreachable: { ...asSaid('Something on the way is silent or refuses', theWay) },
  proxy: { ...asSaid('The proxy refused', theWay) },
  intercepted: { ...asSaid('Something reads along', 'The certificate that was shown') },
  portal: { ...asSaid('Somebody else answered', 'What came back') },
} as const satisfies Record<string, CauseRow>;
export type CauseCode = keyof typeof causeWords;
export const rowOf = (code: CauseCode): CauseRow => causeWords[code];

/** A cause as the answer to “why?”. */
export const headlineOf = ({ code, confidence }: { readonly code: CauseCode; readonly confidence: string }): string =>
  causeWords[code].headline[confidence === 'certain' ? 1 : 0];
export const shortOf = (code: CauseCode, isProved: boolean): string => causeWords[code].short[isProved ? 1 : 0];
/** Nothing is likelier than the rest. */
export const mostLikely = (clauses: readonly string[]): string => `Most likely ${clauses.join(', or ')}.`;
export const clockIsNotWhy = 'The clock is not why: by Apple’s own the token was in time.';
export const clockMayBeWhyToo = 'The answer did not say what time it is, so this machine’s clock may be why, too.';

// The clock.
export const clockWasWrong = (skew: number): string => `It is ${clockOff(skew)}, but the token was made on Apple’s time.`;
export const tokenWasInTime = 'By Apple’s own the token was in time.';
export const clockAgrees = 'It agrees with Apple’s.';
export const clockMeasuredAgain = 'Not measured: test again.';
export const notTriedOnApplesTime = (skew: number | null): string =>
  `${skew === null ? 'It disagrees with Apple’s' : `It is ${clockOff(skew)}`}, and no token made on Apple’s time was answered: test again.`;
export const clockIsOff = (skew: number): string =>
  isWorthCorrecting(skew)
    ? `It is ${clockOff(skew)}. Keyrack makes its tokens on Apple’s time; other tools’ may be refused.`
    : 'It agrees with Apple’s.';
export const clockIsFarOff = (skew: number | null): string =>
  `${skew === null ? 'It is' : `It is ${clockOff(skew)},`} more than a day off, so no token was made on Apple’s time.`;
export const certificateNeedsTheTime = 'A wrong clock makes a good certificate look too old or too new.';
export const setTheClock = 'Set this computer’s clock (turn on automatic time).';
export const testAgain = 'Test again.';

// A good token that was refused.
export const askedOnce = 'No second token is known to have been refused: test again.';
export const askedTwice = 'It was asked twice, with a fresh token each time.';
export const secondWasTaken = 'The first token was in time and refused; the next one was taken. Apple does that now and then.';
export const askAgainOnce = 'Nothing to do for the key. A tool that gives up at the first 401 should ask once more.';

// The token itself.
const minutes = (seconds: number): string => `${Math.ceil(seconds / 60).toLocaleString('en-US')} minutes`;
export const livesTooLong = (seconds: number, most: number): string =>
  `It lives ${minutes(seconds)}; with this scope Apple takes ${minutes(most)} at most.`;
export const livesNotTooLong = (seconds: number): string => `It lives ${minutes(seconds)}; Apple takes that.`;
export const makeItShorter = 'Make one that lives 20 minutes or less; only a scope of GETs on resources that Apple names may live longer.';
export const scopeMisses = (path: string): string => `No entry of it is GET ${path}.`;
export const scopeCovers = (path: string): string => `GET ${path} is in it.`;
export const nameThePath = 'Make a token whose scope names the very path and query, or one without a scope.';

// Which key, whose, of which kind.
export const closedPath = (path: string): string =>
  `${path} is one of the parts that individual keys may not use. Apple answers as if the key were bad.`;
export const closedAndKeyWorks = (path: string): string => `The key answers elsewhere; ${path} is closed to individual keys.`;
export const useATeamKey = 'Use a team key for this.';
export const hasNoIssuerId = (organization: string): string => `${organization} has none, and a team key’s token must say it.`;
export const addTheIssuerId = (organization: string): string =>
  `Add the Issuer ID of ${organization}: it stands above Apple’s list of keys. An individual key has none: import it as one.`;
export const answersWithItUntil = (on: string | null): string => (on === null ? 'It answers with it.' : `It answered with it until ${on}.`);
export const answersAsItIs = (on: string | null): string => (on === null ? 'It answers as it is.' : `It answered as it is until ${on}.`);
export const answered = (on: string | null): string => (on === null ? 'It answers.' : `It answered until ${on}.`);
export const sameIssuerIdAnswers = (name: string): string => `${name} answers with the same Issuer ID.`;
export const sameIssuerIdIsRefused = (name: string): string => `${name} is refused with the same Issuer ID, too.`;
export const noProofOfIssuerId = (name: string): string => `No other key of ${name} has shown that it is right.`;
export const answeredWithAnotherIssuerId = (issuerId: string, on: string | null): string =>
  on === null ? `It answers with Issuer ID ${issuerId}.` : `It answered until ${on}, with Issuer ID ${issuerId}.`;
export const compareIssuerIds = (name: string): string =>
  `Compare the Issuer ID of ${name} with the one above Apple’s list of keys. If it differs, edit the organization.`;
export const correctTheIssuerId = (name: string, issuerId: string): string => `Give ${name} the Issuer ID ${issuerId}.`;
export const fileNamedAfterIt = 'The file was named after it by Apple.';
export const fileNameDoesNotSayIt = (sourceName: string): string => `The file was named ${sourceName}, which does not say it.`;
export const fileNameSaysAnother = (sourceName: string, keyId: string): string => `The file was named ${sourceName}: that says ${keyId}.`;
export const anothersFileSaysIt = (name: string, keyId: string): string => `The file of ${name} says ${keyId}: the two may be swapped.`;
export const answersWithAnotherKeyId = (keyId: string, on: string | null): string =>
  on === null ? `It answers with Key ID ${keyId}.` : `It answered until ${on}, with Key ID ${keyId}.`;
export const compareKeyIds = (keyId: string): string =>
  `Compare ${keyId} with the Key ID that Apple’s list shows beside this key’s name. If it differs, import the file again with the right one.`;
export const importWithKeyId = (keyId: string): string => `Import the file again with Key ID ${keyId}, then move this entry to the Trash.`;
export const fileNameBegins = (says: string): string => `The file’s name begins with ${says}_.`;
export const fileNameSaysNothing = 'The file’s name does not say it.';
export const answersAs = (kind: 'team' | 'individual', on: string | null): string =>
  on === null
    ? `It answers as ${kind === 'team' ? 'a team' : 'an individual'} key.`
    : `It answered until ${on} as ${kind === 'team' ? 'a team' : 'an individual'} key.`;
export const importAs = (kind: 'team' | 'individual'): string =>
  `Import the file again as ${kind === 'team' ? 'a team key, with its team’s Issuer ID' : 'an individual key'}, then move this entry to the Trash.`;
export const programSays = (program: 'app-store' | 'enterprise'): string =>
  program === 'enterprise' ? 'the Apple Developer Enterprise Program' : 'App Store Connect';
export const answersInProgram = (program: 'app-store' | 'enterprise', on: string | null): string =>
  on === null ? `It answers at ${programSays(program)}.` : `It answered until ${on} at ${programSays(program)}.`;
export const programNotTried = (program: 'app-store' | 'enterprise'): string =>
  `Whether it works at ${programSays(program)} was not tried.`;
export const programRefuses = (program: 'app-store' | 'enterprise'): string => `It is refused at ${programSays(program)}, too.`;
export const storeInProgram = (program: 'app-store' | 'enterprise'): string => `Move it to an organization of ${programSays(program)}.`;
export const belongsTo = (organization: string): string => `It answers with the Issuer ID of ${organization}.`;
export const moveTo = (organization: string): string => `Move it to ${organization}.`;
export const othersNotTried = (count: number): string =>
  count === 1
    ? 'The Issuer ID of one other organization was not tried with it.'
    : `The Issuer IDs of ${count} other organizations were not tried with it.`;
export const othersRefused = (names: readonly string[]): string =>
  `It is refused with the Issuer ID of ${new Intl.ListFormat('en', { type: 'conjunction' }).format(names)}, too.`;
export const lookWhoseItIs = 'Look for its Key ID in the key lists of your other organizations.';

// What is left.
export const thatIs403 = 'Apple answers 403 to that, not 401.';
export const answeredUntilListKnows = (on: string): string => `It answered until ${on}. Only Apple’s list of active keys can say for sure.`;
export const allInOrder = 'All that can be checked from here is in order.';
export const onlyTheListKnows = 'Only Apple’s list of active keys can say.';
export const lookInTheList = (keyId: string): string =>
  `Look for ${keyId} in Apple’s key list. If it is not there, generate a new key; a revoked one cannot be brought back.`;
export const otherServicesKeys = 'Keys for push notifications or Sign in with Apple carry the same file name.';
export const inAppPurchaseName = (sourceName: string): string => `${sourceName} is how Apple names keys for In-App Purchase.`;
export const makeAnApiKey = 'Generate a key under App Store Connect API; keys of other services work there with nothing.';
export const roleNoted = (roles: readonly string[]): string => `Its role is noted as ${roles.join(', ')}.`;
export const wasABurst = (remaining: number): string =>
  `${remaining.toLocaleString('en-US')} of the hour’s requests were left: Apple often says so to many at once.`;

/** What a check would ask, for whoever decides to run it. */
export const checkWords = {
  sibling: (name: string) => `Ask Apple with ${name}, which has the same Issuer ID.`,
  issuer: (name: string) => `Ask Apple with the Issuer ID of ${name}.`,
  'issuer-before': (issuerId: string) => `Ask Apple with Issuer ID ${issuerId}, with which it once answered.`,
  'key-id': (keyId: string) => `Ask Apple with Key ID ${keyId}.`,
  kind: (kind: 'team' | 'individual') => `Ask Apple as ${kind === 'team' ? 'a team' : 'an individual'} key.`,
  program: (program: 'app-store' | 'enterprise') => `Ask ${programSays(program)}.`,
  'open-path': () => 'Ask Apple for what every key may see.',
} as const;
