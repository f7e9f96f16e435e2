import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { isWorthCorrecting } from '../../../shared/words/clock.js';
import { day } from '../../lib/time.js';
import { keysOf, shelfOf } from '../../lib/vault/key-index.js';
import * as texts from '../../words/diagnosis.js';

export interface Cause {
  readonly title: string;
  /** What was looked at, and what it showed. */
  readonly found: string;
  readonly state: 'likely' | 'possible' | 'ruled-out';
  /** For the likely one: the same as a headline, and what to do about it. */
  readonly headline?: string;
  /** The same on the card, after “Apple refused”. */
  readonly short?: string;
  readonly next?: string;
}

/** What is known of a refused key beside its name. `answered`: when it last did, in words; null where no answer is on record. */
export interface Evidence {
  readonly card: KeyData;
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  readonly result: KeyTest | undefined;
  readonly answered: string | null;
}

export function evidenceOf(card: KeyData, result: KeyTest | undefined, data: VaultData | null): Evidence | null {
  const organization = data && shelfOf(data).organizations.get(card.organizationId);
  if (!data || !organization) return null;
  const at = card.lastTest?.answeredAt;
  return { card, organization, keys: keysOf(data, organization.id), result, answered: at === undefined ? null : day(at) };
}

export function likelyOf(card: KeyData, result: KeyTest | undefined, data: VaultData | null): Cause | undefined {
  const evidence = evidenceOf(card, result, data);
  return evidence ? causesOfRefusal(evidence).find(({ state }) => state === 'likely') : undefined;
}

/**
 * Why Apple may have answered 401 to this key: it never says which part was wrong (facts/apple.md section 3), but most causes
 * can be checked from here. What is left when the others are ruled out is the likely one, and comes first.
 */
export function causesOfRefusal(evidence: Evidence): readonly Cause[] {
  const { card, answered } = evidence;
  const checked = [clock(evidence), spurious, ...(card.kind === 'team' ? [issuer(evidence)] : []), keyId(evidence), kind(evidence), role];
  const open = checked.filter(({ state }) => state !== 'ruled-out');
  const revoked: Cause = {
    title: texts.theKeyWasRevoked,
    found: answered !== null ? texts.answeredUntilListKnows(answered) : open.length === 0 ? texts.allInOrder : texts.onlyTheListKnows,
    state: answered !== null || open.length === 0 ? 'likely' : 'possible',
    headline: texts.mostLikelyRevoked,
    short: texts.revokedShort,
    next: texts.lookInTheList(card.keyId),
  };
  // Keys of other services look the same, so this can never be ruled out from here unless the key has once answered.
  const another: Cause = {
    title: texts.anotherKind,
    found: answered === null ? texts.otherServicesKeys : texts.itAnsweredUntil(answered),
    state: answered === null ? 'possible' : 'ruled-out',
  };
  const all = [...checked, revoked, another];
  return (['likely', 'possible', 'ruled-out'] as const).flatMap((state) => all.filter((one) => one.state === state));
}

function issuer({ card, organization, keys, answered }: Evidence): Cause {
  const title = texts.issuerIdIsAnothers;
  const proof = keys.find(
    (one) => one.id !== card.id && one.organizationId === organization.id && one.kind === 'team' && one.lastTest?.outcome === 'ok',
  );
  if (proof) return { title, found: texts.sameIssuerIdAnswers(proof.name), state: 'ruled-out' };
  const found = texts.noProofOfIssuerId(organization.name);
  return { title, found, state: answered === null ? 'possible' : 'ruled-out' };
}

function keyId({ card, answered }: Evidence): Cause {
  const title = texts.keyIdIsAnothers;
  if (card.sourceName.toUpperCase().includes(card.keyId)) return { title, found: texts.fileNamedAfterIt, state: 'ruled-out' };
  if (answered !== null) return { title, found: texts.answeredWithItUntil(answered), state: 'ruled-out' };
  return {
    title,
    found: texts.fileNameDoesNotSayIt(card.sourceName),
    state: 'likely',
    headline: texts.keyIdMostLikelyAnother,
    short: texts.anotherKeyIdShort,
    next: texts.compareKeyIds(card.keyId),
  };
}

function kind({ card, answered }: Evidence): Cause {
  const title = card.kind === 'team' ? texts.itIsAnIndividualKey : texts.itIsATeamKey;
  if (answered !== null) return { title, found: texts.answeredAsItIsUntil(answered), state: 'ruled-out' };
  const says = /^(AuthKey|ApiKey)_/.exec(card.sourceName)?.[1];
  if (says === (card.kind === 'team' ? 'AuthKey' : 'ApiKey')) return { title, found: texts.fileNameBegins(says), state: 'ruled-out' };
  return { title, found: texts.fileNameSaysNothing, state: 'possible' };
}

function clock({ result }: Evidence): Cause {
  const title = texts.clockIsWrong;
  const skew = result?.clockSkewSeconds ?? null;
  if (skew === null) return { title, found: texts.measureAgain, state: 'possible' };
  if (!isWorthCorrecting(skew)) return { title, found: texts.clockAgrees, state: 'ruled-out' };
  return {
    title,
    found: texts.clockWasWrong(skew),
    state: 'ruled-out',
  };
}

const spurious: Cause = {
  title: texts.goodTokenRefused,
  found: texts.askedTwice,
  state: 'ruled-out',
};
const role: Cause = { title: texts.roleTooSmall, found: texts.thatIs403, state: 'ruled-out' };
