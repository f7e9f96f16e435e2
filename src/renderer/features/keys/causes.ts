import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization, TestedWith } from '../../../shared/model.js';
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

/** What is known of a refused key beside its name. */
export interface Evidence {
  readonly card: KeyData;
  readonly organization: Organization;
  readonly keys: readonly KeyData[];
  /** What it was refused with; whatever is left out is not known, and rules nothing out. */
  readonly asked: TestedWith;
  /** Seconds this clock is fast; null: not measured. */
  readonly skew: number | null;
  /** When it last answered, in words, and with what; null where no answer is on record. */
  readonly answered: { readonly on: string; readonly with: TestedWith } | null;
}

export function evidenceOf(card: KeyData, result: KeyTest | undefined, data: VaultData | null): Evidence | null {
  const organization = data && shelfOf(data).organizations.get(card.organizationId);
  if (!data || !organization) return null;
  const { answeredAt, answeredWith = {}, testedWith = {} } = card.lastTest ?? {};
  return {
    card,
    organization,
    keys: keysOf(data, organization.id),
    asked: result?.testedWith ?? testedWith,
    skew: result?.clockSkewSeconds ?? null,
    answered: answeredAt === undefined ? null : { on: day(answeredAt), with: answeredWith },
  };
}

export function likelyOf(card: KeyData, result: KeyTest | undefined, data: VaultData | null): Cause | undefined {
  const evidence = evidenceOf(card, result, data);
  return evidence ? causesOfRefusal(evidence).find(({ state }) => state === 'likely') : undefined;
}

/**
 * Why Apple may have answered 401 to this key: it never says which part was wrong, but most causes can be checked from here. What is
 * left when the others are ruled out is the likely one, and comes first. An answer of the past rules out what it was given to, and
 * nothing that was edited since.
 */
export function causesOfRefusal(evidence: Evidence): readonly Cause[] {
  const { card, answered } = evidence;
  const proven = provenBy(evidence);
  const checked = [
    clock(evidence),
    spurious(evidence),
    ...(card.kind === 'team' ? [issuer(evidence)] : []),
    keyId(evidence),
    kind(evidence),
    role,
  ];
  const open = checked.filter(({ state }) => state !== 'ruled-out');
  const answeredAsItIs = proven.issuerId && proven.keyId && proven.kind;
  const revoked: Cause = {
    title: texts.theKeyWasRevoked,
    found: answered !== null ? texts.answeredUntilListKnows(answered.on) : open.length === 0 ? texts.allInOrder : texts.onlyTheListKnows,
    state: answeredAsItIs || open.length === 0 ? 'likely' : 'possible',
    headline: texts.mostLikelyRevoked,
    short: texts.revokedShort,
    next: texts.lookInTheList(card.keyId),
  };
  // Keys of other services look the same, so this can never be ruled out from here unless the key has once answered.
  const another: Cause = {
    title: texts.anotherKind,
    found: proven.key && answered ? texts.itAnsweredUntil(answered.on) : texts.otherServicesKeys,
    state: proven.key ? 'ruled-out' : 'possible',
  };
  const all = [...checked, revoked, another];
  return (['likely', 'possible', 'ruled-out'] as const).flatMap((state) => all.filter((one) => one.state === state));
}

/** Whether the host that refused it now has once taken it, and with what it has still. */
function provenBy({ card, organization, asked, answered }: Evidence) {
  const key = answered !== null && asked.host !== undefined && answered.with.host === asked.host;
  const { issuerId, keyId, kind, program } = answered?.with ?? {};
  const isWhose = card.kind === 'individual' || (issuerId !== undefined && issuerId === organization.issuerId);
  return {
    key,
    issuerId: key && isWhose && program === organization.program,
    keyId: key && keyId === card.keyId,
    kind: key && kind === card.kind,
  };
}

function issuer(evidence: Evidence): Cause {
  const { card, organization, keys, asked, answered } = evidence;
  const title = texts.issuerIdIsAnothers;
  const isProof = ({ id, organizationId, kind, lastTest }: KeyData): boolean => {
    const { issuerId, host } = lastTest?.testedWith ?? {};
    const isOther = id !== card.id && organizationId === organization.id && kind === 'team' && lastTest?.outcome === 'ok';
    return isOther && issuerId !== undefined && issuerId === organization.issuerId && host !== undefined && host === asked.host;
  };
  const proof = keys.find(isProof);
  if (proof) return { title, found: texts.sameIssuerIdAnswers(proof.name), state: 'ruled-out' };
  if (provenBy(evidence).issuerId && answered) return { title, found: texts.answeredWithItUntil(answered.on), state: 'ruled-out' };
  const before = answered?.with.issuerId;
  if (!answered || before == null || before === organization.issuerId)
    return { title, found: texts.noProofOfIssuerId(organization.name), state: 'possible' };
  return {
    title,
    found: texts.answeredWithAnotherIssuerId(before, answered.on),
    state: 'likely',
    headline: texts.issuerIdMostLikelyAnothers,
    short: texts.anotherIssuerIdShort,
    next: texts.compareIssuerIds(organization.name),
  };
}

function keyId(evidence: Evidence): Cause {
  const { card, answered } = evidence;
  const title = texts.keyIdIsAnothers;
  if (card.sourceName.toUpperCase().includes(card.keyId)) return { title, found: texts.fileNamedAfterIt, state: 'ruled-out' };
  if (provenBy(evidence).keyId && answered) return { title, found: texts.answeredWithItUntil(answered.on), state: 'ruled-out' };
  return {
    title,
    found: texts.fileNameDoesNotSayIt(card.sourceName),
    state: 'likely',
    headline: texts.keyIdMostLikelyAnother,
    short: texts.anotherKeyIdShort,
    next: texts.compareKeyIds(card.keyId),
  };
}

function kind(evidence: Evidence): Cause {
  const { card, answered } = evidence;
  const title = card.kind === 'team' ? texts.itIsAnIndividualKey : texts.itIsATeamKey;
  if (provenBy(evidence).kind && answered) return { title, found: texts.answeredAsItIsUntil(answered.on), state: 'ruled-out' };
  const says = /^(AuthKey|ApiKey)_/.exec(card.sourceName)?.[1];
  if (says === (card.kind === 'team' ? 'AuthKey' : 'ApiKey')) return { title, found: texts.fileNameBegins(says), state: 'ruled-out' };
  return { title, found: texts.fileNameSaysNothing, state: 'possible' };
}

function clock({ asked, skew }: Evidence): Cause {
  const title = texts.clockIsWrong;
  if (asked.inTime === undefined) return { title, found: texts.measureAgain, state: 'possible' };
  if (!asked.inTime) return { title, found: texts.notTriedOnApplesTime(skew), state: 'possible' };
  if (skew === null) return { title, found: texts.tokenWasInTime, state: 'ruled-out' };
  return { title, found: isWorthCorrecting(skew) ? texts.clockWasWrong(skew) : texts.clockAgrees, state: 'ruled-out' };
}

function spurious({ asked }: Evidence): Cause {
  const title = texts.goodTokenRefused;
  if ((asked.refusals ?? 0) > 1) return { title, found: texts.askedTwice, state: 'ruled-out' };
  return { title, found: texts.askedOnce, state: 'possible' };
}
const role: Cause = { title: texts.roleTooSmall, found: texts.thatIs403, state: 'ruled-out' };
