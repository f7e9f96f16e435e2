import type { KeyKind } from '../../model.js';
import * as words from '../../words/causes.js';
import type { CauseFile } from '../cause.js';
import { type Evidence, provedBy } from '../evidence.js';
import { onDay } from './issuer-id.js';

/** altool(1) tells the kinds by the beginning of the name: `AuthKey_` a team key, `ApiKey_` an individual one. */
const beginnings = { team: 'AuthKey', individual: 'ApiKey' } as const;
export const kindByName = (sourceName: string): KeyKind | null =>
  sourceName.startsWith(`${beginnings.team}_`) ? 'team' : sourceName.startsWith(`${beginnings.individual}_`) ? 'individual' : null;

/** That a key is of the other kind than it is stored as. */
const otherKind = (code: 'individual-key' | 'team-key', really: KeyKind): CauseFile => ({
  code,
  judge(evidence) {
    const { asked, key } = evidence;
    const isAbout = asked.code === 'E_APPLE_UNAUTHORIZED' || (asked.code === 'E_ISSUER_MISSING' && really === 'individual');
    if (!isAbout || key.kind === really) return null;
    const proved = provedBy(evidence, 'kind');
    const fix = words.importAs(really);
    if (proved && 'right' in proved) {
      const { at, check } = proved.right;
      return { confidence: 'ruled-out', showed: words.answersAsItIs(onDay(at)), ...(check ? { decidedBy: check } : {}) };
    }
    if (proved) {
      const { at, check } = proved.wrong;
      const showed = words.answersAs(really, onDay(at));
      return check === null ? { confidence: 'likely', showed, fix } : { confidence: 'certain', showed, decidedBy: check, fix };
    }
    const says = kindByName(key.sourceName);
    if (says === null) return { confidence: 'possible', showed: words.fileNameSaysNothing, fix };
    const showed = words.fileNameBegins(beginnings[says]);
    return says === really ? { confidence: 'likely', showed, fix } : { confidence: 'possible', showed, isUnlikely: true, fix };
  },
});

export const individualKey = otherKind('individual-key', 'individual');
export const teamKey = otherKind('team-key', 'team');

export const otherKindOf = ({ key }: Evidence): KeyKind => (key.kind === 'team' ? 'individual' : 'team');
