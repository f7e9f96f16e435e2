import * as words from '../../words/causes.js';
import { day } from '../../words/day.js';
import type { CauseFile } from '../cause.js';
import { type Evidence, type KnownOrganization, provedBy } from '../evidence.js';

/** A key in the wrong client's organization, where the right one is stored, too. */
export const otherTeam: CauseFile = {
  code: 'other-team',
  judge(evidence) {
    const { asked, key, checks } = evidence;
    if ((asked.code !== 'E_APPLE_UNAUTHORIZED' && asked.code !== 'E_ISSUER_MISSING') || key.kind !== 'team') return null;
    const proved = provedBy(evidence, 'issuerId');
    if (proved && 'right' in proved) {
      const { at, check } = proved.right;
      return {
        confidence: 'ruled-out',
        showed: words.answersWithItUntil(at === null ? null : day(at)),
        ...(check ? { decidedBy: check } : {}),
      };
    }
    const owner = otherTeamOf(evidence);
    if (owner && proved) {
      const { check } = proved.wrong;
      const found = { showed: words.belongsTo(owner.name), fix: words.moveTo(owner.name), moveTo: owner.id };
      return check === null ? { confidence: 'likely', ...found } : { confidence: 'certain', decidedBy: check, ...found };
    }
    const others = otherTeams(evidence);
    if (others.length === 0) return null;
    const isTried = ({ issuerId }: KnownOrganization) =>
      checks.some(({ key: id, with: said }) => id === key.id && said.issuerId === issuerId);
    const tried = others.filter(isTried);
    const showed =
      tried.length === others.length
        ? words.othersRefused(tried.map(({ name }) => name))
        : words.othersNotTried(others.length - tried.length);
    return { confidence: 'possible', showed, fix: words.lookWhoseItIs };
  },
};

/** Organizations with another Issuer ID, the same program's; of several with one Issuer ID the first. */
export function otherTeams({ organization, stored }: Evidence): readonly KnownOrganization[] {
  const seen = new Set([organization.issuerId, null]);
  return stored.organizations.filter(({ issuerId, program }) => {
    if (program !== organization.program || seen.has(issuerId)) return false;
    seen.add(issuerId);
    return true;
  });
}

/** The stored organization with whose Issuer ID the key answers. */
export function otherTeamOf(evidence: Evidence): KnownOrganization | null {
  const proved = provedBy(evidence, 'issuerId');
  if (!proved || 'right' in proved) return null;
  return otherTeams(evidence).find(({ issuerId }) => issuerId === proved.wrong.with.issuerId) ?? null;
}
