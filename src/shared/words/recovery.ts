/**
 * What there is to say of a vault's recovery key, wherever it is said: at the foot of the list, in Settings, in Health, by `doctor`.
 * `unchecked`: made, and nobody has shown that they have it: it was put off with “Later”, or perhaps never shown (S-04, S-09).
 */
export type RecoveryState = 'none' | 'unchecked' | 'there';

export const recoveryState = (facts: {
  readonly isMade: boolean;
  readonly isPutOff: boolean;
  /** An init that was cut short: nobody may have seen it. */
  readonly isUnfinished: boolean;
}): RecoveryState => (!facts.isMade ? 'none' : facts.isPutOff || facts.isUnfinished ? 'unchecked' : 'there');

export const recoveryTitles: Readonly<Record<RecoveryState, string>> = {
  none: 'None yet',
  unchecked: 'Made, but not checked yet',
  there: 'Made',
};
