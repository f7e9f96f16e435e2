import type { CauseCode } from '../words/causes.js';
import type { CheckId, Evidence } from './evidence.js';

export type Confidence = 'certain' | 'likely' | 'possible' | 'ruled-out';

/** What decided it: Apple's own words, how far the request came, Apple's `Date`, its second answer, what the token says, or a check. */
export type Decider = 'answer' | 'way' | 'clock' | 'again' | 'claims' | CheckId;

/** What a cause makes of the evidence. */
export interface Judged {
  readonly confidence: Confidence;
  /** What was found, in a sentence or two. */
  readonly showed: string;
  /** Left out: nothing did, it is a matter of likelihood. */
  readonly decidedBy?: Decider;
  /** Something speaks against it that is no proof: of what is possible it comes last. */
  readonly isUnlikely?: true;
  /** What to do; left out where nothing is to be done. */
  readonly fix?: string;
  /** The organization it belongs to. */
  readonly moveTo?: string;
}

/** A cause, as it is told. */
export interface Cause extends Judged {
  readonly code: CauseCode;
}

/**
 * One cause. Null: it has nothing to do with what was asked. `before`: what the causes before it in the list were found to be. It asks
 * nobody and knows no time: the same evidence is always judged alike. Once it rules itself out, nothing that is added takes that back.
 */
export interface CauseFile {
  readonly code: CauseCode;
  judge(evidence: Evidence, before: readonly Cause[]): Judged | null;
}

/** Told apart from what is merely possible; the first of the ranked ones, or none. */
export const isFound = ({ confidence }: Judged): boolean => confidence === 'certain' || confidence === 'likely';
