import type { Program } from '../../model.js';
import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';
import { type Evidence, provedBy } from '../evidence.js';
import { onDay } from './issuer-id.js';

export const otherProgramOf = ({ organization }: Evidence): Program => (organization.program === 'enterprise' ? 'app-store' : 'enterprise');

/** Keys of the Enterprise Program have an audience and a host of their own; worth a thought where both programs are in the vault. */
export const program: CauseFile = {
  code: 'program',
  judge(evidence) {
    const { asked, key, organization, stored, checks } = evidence;
    if (asked.code !== 'E_APPLE_UNAUTHORIZED' || key.kind !== 'team') return null;
    const other = otherProgramOf(evidence);
    const fix = words.storeInProgram(other);
    const proved = provedBy(evidence, 'program');
    if (proved && 'right' in proved) {
      const { at, check } = proved.right;
      return {
        confidence: 'ruled-out',
        showed: words.answersInProgram(organization.program, onDay(at)),
        ...(check ? { decidedBy: check } : {}),
      };
    }
    if (proved) {
      const { at, check } = proved.wrong;
      const showed = words.answersInProgram(other, onDay(at));
      return check === null ? { confidence: 'likely', showed, fix } : { confidence: 'certain', showed, decidedBy: check, fix };
    }
    if (checks.some(({ check, came }) => check === 'program' && came === 'refused'))
      return { confidence: 'possible', showed: words.programRefuses(other), isUnlikely: true, fix };
    const isInBoth = organization.program === 'enterprise' || stored.organizations.some((one) => one.program === other);
    return isInBoth ? { confidence: 'possible', showed: words.programNotTried(other), isUnlikely: true, fix } : null;
  },
};
