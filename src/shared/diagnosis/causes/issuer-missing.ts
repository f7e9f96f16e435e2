import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';

export const issuerMissing: CauseFile = {
  code: 'issuer-missing',
  judge({ asked, organization }) {
    if (asked.code !== 'E_ISSUER_MISSING') return null;
    const { name } = organization;
    return { confidence: 'certain', showed: words.hasNoIssuerId(name), decidedBy: 'claims', fix: words.addTheIssuerId(name) };
  },
};
