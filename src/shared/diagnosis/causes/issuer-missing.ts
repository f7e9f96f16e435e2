import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';
import { answersOf } from '../evidence.js';
import { otherTeamOf } from './other-team.js';

export const issuerMissing: CauseFile = {
  code: 'issuer-missing',
  judge(evidence) {
    const { asked, organization } = evidence;
    if (asked.code !== 'E_ISSUER_MISSING') return null;
    const asIndividual = answersOf(evidence).find(({ with: said, check }) => said.kind === 'individual' && check !== null)?.check;
    if (asIndividual) return { confidence: 'ruled-out', showed: words.answersAs('individual', null), decidedBy: asIndividual };
    const { name } = organization;
    const found = { showed: words.hasNoIssuerId(name), fix: words.addTheIssuerId(name) };
    // Of another organization it is not the Issuer ID of this one that the key lacks.
    if (otherTeamOf(evidence)) return { confidence: 'possible', isUnlikely: true, ...found };
    return { confidence: 'certain', decidedBy: 'claims', ...found };
  },
};
