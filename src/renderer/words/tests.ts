export const notReached = 'not reached';
export const notUnderstood = 'not understood';
export const tested = (wanted: string): string => `Tested ${wanted}`;
export const stoppedAfter = (count: string, wanted: string): string => `Stopped after ${count} of ${wanted}`;
export const answeredIn = (ms: number): string => `answered in ${ms} ms`;
export const summaryCopied = 'Summary copied.';
export const answer = 'answer';
export const recognised = 'recognised';
export const refused = 'refused';
