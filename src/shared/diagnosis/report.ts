import { rowOf } from '../words/causes.js';
import type { Topic } from '../words/guide.js';
import type { Cause, Confidence, Decider } from './cause.js';
import { checksFor } from './checks.js';
import { diagnose } from './diagnose.js';
import type { Evidence } from './evidence.js';

/** A cause, as `keyrack why --json` prints it. */
export interface ToldCause {
  readonly code: Cause['code'];
  readonly confidence: Confidence;
  readonly title: string;
  /** What was looked at, and what it showed. */
  readonly looked: string;
  readonly showed: string;
  /** What decided it; null: nothing did, it is a matter of likelihood. */
  readonly decidedBy: Decider | null;
  /** What could still be asked to settle it; null: nothing. */
  readonly check: string | null;
  /** What to do; null where nothing is to be done. */
  readonly fix: string | null;
  /** Where the guide says more. */
  readonly guide: Topic | null;
}

/** The diagnosis as it is told, ranked. */
export function reportOf(evidence: Evidence): readonly ToldCause[] {
  const checks = checksFor(evidence);
  return diagnose(evidence).map(({ code, confidence, showed, decidedBy = null, fix = null }) => {
    const { title, looked, guide = null } = rowOf(code);
    const check = checks.find(({ settles }) => settles === code)?.asks ?? null;
    return { code, confidence, title, looked, showed, decidedBy, check, fix: confidence === 'ruled-out' ? null : fix, guide };
  });
}
