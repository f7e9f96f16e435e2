import * as words from '../../words/causes.js';
import { day } from '../../words/day.js';
import type { CauseFile } from '../cause.js';
import { type Evidence, isOfSameHost, type KnownKey, lastAnswerOf, provedBy } from '../evidence.js';
import { otherTeamOf } from './other-team.js';

/** That what the organization has is no Issuer ID of its team. That the key is in the wrong organization: `other-team`. */
export const issuerId: CauseFile = {
  code: 'issuer-id',
  judge(evidence) {
    const { asked, key, organization } = evidence;
    if (asked.code !== 'E_APPLE_UNAUTHORIZED' || key.kind !== 'team') return null;
    const sibling = answeringSibling(evidence);
    if (sibling) return { confidence: 'ruled-out', showed: words.sameIssuerIdAnswers(sibling.name), decidedBy: 'sibling' };
    const proved = provedBy(evidence, 'issuerId');
    const fix = words.compareIssuerIds(organization.name);
    if (proved && 'right' in proved) {
      const { at, check } = proved.right;
      return { confidence: 'ruled-out', showed: words.answersWithItUntil(onDay(at)), ...(check ? { decidedBy: check } : {}) };
    }
    if (proved && otherTeamOf(evidence) === null) {
      const { at, check, with: said } = proved.wrong;
      const showed = words.answeredWithAnotherIssuerId(said.issuerId ?? '', onDay(at));
      if (check === null) return { confidence: 'likely', showed, fix };
      return { confidence: 'certain', showed, decidedBy: check, fix: words.correctTheIssuerId(organization.name, said.issuerId ?? '') };
    }
    const refused = refusedSibling(evidence);
    if (refused) return { confidence: 'likely', showed: words.sameIssuerIdIsRefused(refused.name), decidedBy: 'sibling', fix };
    return { confidence: 'possible', showed: words.noProofOfIssuerId(organization.name), fix, ...(proved ? { isUnlikely: true } : {}) };
  },
};

export const onDay = (at: string | null): string | null => (at === null ? null : day(at));

const isSibling = ({ key, organization }: Evidence, one: KnownKey): boolean =>
  one.id !== key.id && one.organizationId === organization.id && one.kind === 'team';

/** Its answer is proof that the Issuer ID is a team's. */
export function answeringSibling(evidence: Evidence): KnownKey | undefined {
  const { organization, siblings, checks } = evidence;
  const proves = (said: { readonly issuerId?: string | null | undefined }) =>
    said.issuerId !== undefined && said.issuerId === organization.issuerId && isOfSameHost(evidence, said);
  return siblings.find((one) => {
    const past = lastAnswerOf(one);
    const now = checks.find(({ key, came }) => key === one.id && came === 'answered');
    return isSibling(evidence, one) && ((past !== null && proves(past.with)) || (now !== undefined && proves(now.with)));
  });
}

const refusedSibling = (evidence: Evidence): KnownKey | undefined =>
  evidence.siblings.find(
    (one) =>
      isSibling(evidence, one) &&
      evidence.checks.some(({ key, check, came }) => key === one.id && check === 'sibling' && came === 'refused'),
  );
