import { basename } from 'node:path';
import { showName } from '../../../shared/text.js';
import type { Progress } from '../../../strongroom/client/contract.js';
import type { Job } from '../jobs.js';

type Count = (done: number, total: number, waitingFor: string | null) => void;

/** Every file of a hundred, every tenth of a thousand: the page draws its list at each word. A file that keeps it waiting is always told. */
export function inSteps(tell: Count): Count {
  let last = '';
  return (done, total, waitingFor) => {
    const step = `${Math.floor((done * 100) / Math.max(total, 1))} ${waitingFor ?? ''}`;
    if (step !== last) tell(done, total, waitingFor);
    last = step;
  };
}

/** Of a path the page gets the name alone. */
export const tellReading =
  ({ tell }: Pick<Job, 'tell'>, work: 'look' | 'import'): Count =>
  (done, total, waitingFor) =>
    tell({ work, done, total, test: null, waitingFor: waitingFor === null ? null : showName(basename(waitingFor)) });

export const asProgress =
  (count: Count) =>
  ({ done, total, waitingFor }: Progress): void =>
    count(done, total, waitingFor);
