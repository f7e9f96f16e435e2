import { readFileName } from '../apple/ids.js';
import type { CauseCode } from '../words/causes.js';
import * as words from '../words/causes.js';
import { secondsApart } from '../words/day.js';
import { answeringSibling } from './causes/issuer-id.js';
import { keyWhoseFileSaysIt } from './causes/key-id.js';
import { kindByName, otherKindOf } from './causes/kind.js';
import { otherTeams } from './causes/other-team.js';
import { otherProgramOf } from './causes/program.js';
import { diagnose } from './diagnose.js';
import { answersOf, type CheckId, type Claims, claimsOf, type Evidence, type KnownOrganization, lastAnswerOf } from './evidence.js';

/** One request that would settle a cause: always a GET of what every key may see. */
export interface Check {
  readonly id: CheckId;
  /** The cause that it settles. */
  readonly settles: CauseCode;
  /** Our id of the key that signs. */
  readonly key: string;
  /** What its token says. */
  readonly claims: Claims;
  /** What it would ask, in words. */
  readonly asks: string;
}

/**
 * What is worth asking, likeliest first; what was asked is not asked again. Only an answer proves anything, so nothing is asked that a
 * proof has settled, and nothing more once the key has answered.
 */
export function checksFor(evidence: Evidence): readonly Check[] {
  const { asked, key, checks } = evidence;
  if (asked.code !== 'E_APPLE_UNAUTHORIZED' && asked.code !== 'E_ISSUER_MISSING') return [];
  if (answersOf(evidence).some(({ check }) => check !== null)) return [];
  const open = new Map(diagnose(evidence).map((one) => [one.code, one]));
  const isOpen = (code: CauseCode): boolean => {
    const confidence = open.get(code)?.confidence;
    return confidence === 'likely' || confidence === 'possible';
  };
  const isByName = kindByName(key.sourceName) === otherKindOf(evidence);
  const inOrder = [
    ...(open.has('closed-to-individuals') ? [openPath(evidence)] : []),
    ...(isOpen('key-id') ? keyIds(evidence) : []),
    ...(isOpen('issuer-id') ? issuerBefore(evidence) : []),
    ...(isByName ? kinds(evidence) : []),
    ...siblings(evidence),
    ...(isOpen('other-team') ? issuers(evidence) : []),
    ...kinds(evidence),
    ...(isOpen('program') ? [program(evidence)] : []),
  ];
  const isAsked = (one: Check) => checks.some((done) => done.key === one.key && sameClaims(done.with, one.claims));
  const isWhole = ({ claims }: Check) => claims.kind === 'individual' || claims.issuerId !== null;
  const seen = new Set<string>();
  return inOrder.filter((one) => {
    const name = JSON.stringify([one.key, one.claims]);
    if (seen.has(name) || isAsked(one) || !isWhole(one) || !isOpen(one.settles)) return false;
    seen.add(name);
    return true;
  });
}

const sameClaims = (said: Partial<{ [N in keyof Claims]: Claims[N] | undefined }>, { keyId, issuerId, kind, program }: Claims): boolean =>
  said.keyId === keyId && said.issuerId === issuerId && said.kind === kind && said.program === program;

/** With the Key ID that its file says: whatever else is wrong, that one is likely right, so two causes at once are found, too. */
function likelyClaims(evidence: Evidence): Claims {
  const stored = claimsOf(evidence);
  const says = readFileName(evidence.key.sourceName).keyId;
  return says === null ? stored : { ...stored, keyId: says };
}

const openPath = (evidence: Evidence): Check => ({
  id: 'open-path',
  settles: 'closed-to-individuals',
  key: evidence.key.id,
  claims: claimsOf(evidence),
  asks: words.checkWords['open-path'](),
});

function keyIds(evidence: Evidence): readonly Check[] {
  const { key } = evidence;
  const before = lastAnswerOf(key)?.with.keyId;
  const candidates = [before, readFileName(key.sourceName).keyId, keyWhoseFileSaysIt(evidence)?.keyId];
  return candidates
    .filter((keyId): keyId is string => keyId != null && keyId !== key.keyId)
    .map((keyId) => ({
      id: 'key-id',
      settles: 'key-id',
      key: key.id,
      claims: { ...claimsOf(evidence), keyId },
      asks: words.checkWords['key-id'](keyId),
    }));
}

function issuerBefore(evidence: Evidence): readonly Check[] {
  const before = lastAnswerOf(evidence.key)?.with.issuerId;
  if (before == null || before === evidence.organization.issuerId) return [];
  const claims = { ...likelyClaims(evidence), issuerId: before };
  return [{ id: 'issuer', settles: 'issuer-id', key: evidence.key.id, claims, asks: words.checkWords['issuer-before'](before) }];
}

function kinds(evidence: Evidence): readonly Check[] {
  const kind = otherKindOf(evidence);
  const claims = { ...likelyClaims(evidence), kind, issuerId: kind === 'individual' ? null : evidence.organization.issuerId };
  const settles = kind === 'individual' ? 'individual-key' : 'team-key';
  return [{ id: 'kind', settles, key: evidence.key.id, claims, asks: words.checkWords.kind(kind) }];
}

/** Of the keys with the same Issuer ID the one that is likeliest to answer: never refused, tested last. */
function siblings(evidence: Evidence): readonly Check[] {
  const { key, organization, siblings: all, asked } = evidence;
  if (key.kind !== 'team' || asked.code !== 'E_APPLE_UNAUTHORIZED' || answeringSibling(evidence)) return [];
  const others = all.filter(({ id, kind }) => id !== key.id && kind === 'team');
  const rank = ({ lastTest }: (typeof others)[number]): string => `${lastTest?.outcome === 'refused' ? 0 : 1} ${lastTest?.at ?? ''}`;
  const [best] = [...others].sort((a, b) => (rank(a) < rank(b) ? 1 : rank(a) > rank(b) ? -1 : 0));
  if (!best || evidence.checks.some(({ check }) => check === 'sibling')) return [];
  const claims = claimsOf({ key: best, organization });
  return [{ id: 'sibling', settles: 'issuer-id', key: best.id, claims, asks: words.checkWords.sibling(best.name) }];
}

function issuers(evidence: Evidence): readonly Check[] {
  return ranked(evidence).map(({ name, issuerId }) => ({
    id: 'issuer',
    settles: 'other-team',
    key: evidence.key.id,
    claims: { ...likelyClaims(evidence), kind: 'team', issuerId },
    asks: words.checkWords.issuer(name),
  }));
}

/** First the organizations whose keys came into the vault nearest to this one: a mix-up happens within one sitting. */
function ranked(evidence: Evidence): readonly KnownOrganization[] {
  const { key, stored } = evidence;
  const others = otherTeams(evidence);
  const apart = (one: KnownOrganization): number => {
    const times = stored.keys
      .filter(({ organizationId }) => organizationId === one.id)
      .map(({ addedAt }) => secondsApart(addedAt, key.addedAt));
    return times.reduce((least, seconds) => (seconds < least ? seconds : least), Number.POSITIVE_INFINITY);
  };
  const placed = others.map((one) => ({ one, apart: apart(one) }));
  return placed.sort((a, b) => (a.apart === b.apart ? (a.one.name < b.one.name ? -1 : 1) : a.apart - b.apart)).map(({ one }) => one);
}

function program(evidence: Evidence): Check {
  const other = otherProgramOf(evidence);
  const claims = { ...likelyClaims(evidence), program: other };
  return { id: 'program', settles: 'program', key: evidence.key.id, claims, asks: words.checkWords.program(other) };
}
