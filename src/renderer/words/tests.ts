import { keyCount } from './common.js';
import { number } from './number.js';

export const notReached = 'not reached';
export const notUnderstood = 'not understood';
export const tested = (wanted: number): string => `Tested ${keyCount(wanted)}`;
export const stoppedAfter = (done: number, wanted: number): string => `Stopped after ${number(done)} of ${keyCount(wanted)}`;
export const of = (organization: string, line: string): string => `${organization}: ${line}`;
export const testing = (done: number, total: number): string => `Testing ${number(done)} of ${number(total)}`;
/** Those that the line above has counted. */
export const showWhatNeedsAttention = 'Show them';
export const closeTheSummary = 'Close the summary';
export const answeredIn = (ms: number): string => `answered in ${ms} ms`;
export const summaryCopied = 'Summary copied.';
export const answer = 'answer';
export const recognised = 'recognised';
export const refused = 'refused';
export const cancelled = 'cancelled, not tested';
