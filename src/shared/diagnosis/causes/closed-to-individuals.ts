import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';
import { answersOf } from '../evidence.js';

/** Provisioning, sales and finance [A, "Creating API Keys for App Store Connect API"]; that Apple answers 401 there, others have seen. */
export const isClosedToIndividuals = (path: string): boolean =>
  /^\/v\d+\/(bundleIds|bundleIdCapabilities|certificates|devices|profiles|passTypeIds|merchantIds|salesReports|financeReports)(\/|$)/.test(
    path,
  );

export const closedToIndividuals: CauseFile = {
  code: 'closed-to-individuals',
  judge(evidence) {
    const { asked, key } = evidence;
    const isClosed = key.kind === 'individual' && asked.path !== undefined && isClosedToIndividuals(asked.path);
    if (asked.code !== 'E_APPLE_UNAUTHORIZED' || !isClosed || asked.path === undefined) return null;
    const isGood = answersOf(evidence).some(({ check }) => check === 'open-path');
    if (isGood)
      return { confidence: 'certain', showed: words.closedAndKeyWorks(asked.path), decidedBy: 'open-path', fix: words.useATeamKey };
    return { confidence: 'likely', showed: words.closedPath(asked.path), fix: words.useATeamKey };
  },
};
