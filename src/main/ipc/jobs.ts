import { KeyrackError } from '../../shared/errors/index.js';
import type { EventData } from '../../shared/ipc/contract.js';
import type { Tell } from '../desktop/desktop.js';

/** One long work of the page's: an import, a restore, a look into files, a run of tests. */
export interface Job {
  readonly signal: AbortSignal;
  /** How far it is; the page is told whose count it is. */
  tell(progress: Omit<EventData<'progress'>, 'job'>): void;
}

export interface Jobs {
  /** `id` is the page's, undefined where it named none: then nothing ends it. E_USAGE while another runs under the same one. */
  run<T>(id: string | undefined, work: (job: Job) => Promise<T>): Promise<T>;
  /** Ends this one and no other; what it has done stays. One that is over, or never was, is nobody’s error. */
  cancel(id: string): void;
}

export function createJobs(tell: Tell): Jobs {
  const running = new Map<string, AbortController>();
  return {
    async run(id, work) {
      if (id !== undefined && running.has(id)) throw new KeyrackError('E_USAGE');
      const stop = new AbortController();
      if (id !== undefined) running.set(id, stop);
      try {
        return await work({ signal: stop.signal, tell: (progress) => tell('progress', { ...progress, job: id ?? null }) });
      } finally {
        if (id !== undefined) running.delete(id);
      }
    },
    cancel: (id) => running.get(id)?.abort(),
  };
}
