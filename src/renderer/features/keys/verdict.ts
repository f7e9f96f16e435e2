import { tellRefusal } from '../../../shared/diagnosis/tell.js';
import { catalogue, type ErrorCode } from '../../../shared/errors/index.js';
import type { KeyData, KeyTest, VaultData } from '../../../shared/ipc/contract.js';
import type { Diagnosis } from '../../../shared/model.js';
import type { Mark } from '../../components/State.js';
import { isAgreement } from '../../lib/vault/organizations.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/keys.js';
import { causesOf } from './causes.js';

export interface Verdict {
  readonly tone: Mark;
  readonly words: string;
  /** What *Why?* opens; null when there is nothing to explain. */
  readonly why: Diagnosis | null;
}

/** The strip's one line: of this run's test where there was one, else of the last that is remembered. The diagnosis says no other. */
export function verdict(card: KeyData, result: KeyTest | undefined, data: VaultData | null): Verdict {
  const last = result ? { outcome: result.outcome, code: result.diagnosis?.code ?? null, latencyMs: result.latencyMs } : card.lastTest;
  if (!last) return { tone: 'unknown', words: common.notTested, why: null };
  const why = result?.diagnosis ?? remembered(last.code);
  if (isAgreement(last.code)) return { tone: 'attention', words: texts.agreementNotSigned, why };
  if (last.outcome === 'ok') return { tone: 'good', words: texts.answered(last.latencyMs), why: null };
  // A state, not an error: there is nothing to explain, and a token needs no network.
  if (last.code === 'E_NET_OFFLINE') return { tone: 'offline', words: texts.offline, why: null };
  const title = (why?.title ?? texts.noReasonWasGiven).replace(/\.$/, '');
  if (last.outcome === 'limited') return { tone: 'attention', words: texts.recognised(lower(title)), why };
  if (last.outcome === 'refused') {
    const short = last.code === 'E_APPLE_UNAUTHORIZED' ? tellRefusal(causesOf(card, result, data)).short : null;
    return { tone: 'refused', words: short === null ? title : texts.appleRefused(short), why };
  }
  return { tone: 'unknown', words: title, why };
}

/** After a restart only the code is remembered; the catalogue still has its words. */
function remembered(code: string | null): Diagnosis | null {
  if (code === null || !Object.hasOwn(catalogue, code)) return null;
  const { title, cause, next } = catalogue[code as ErrorCode];
  return { code, title, cause, next };
}

/** A sentence's first letter, unless it begins with a name ("Apple", "TLS"). */
const lower = (title: string): string => (/^(Apple|[A-Z]{2})/.test(title) ? title : `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`);
