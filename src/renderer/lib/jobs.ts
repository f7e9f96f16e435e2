import { api } from './api.js';

/** A name for a long work, given to main with it: progress says it, and it ends that work alone. */
export const newJob = (): string => crypto.randomUUID();

/** What it has done stays. Null: nothing runs. `part`: this key's test alone. */
export const cancelJob = (job: string | null, part?: string): void => {
  if (job !== null) void api.jobs.cancel(part === undefined ? { job } : { job, part });
};
