import { KeyrackError } from '../../shared/errors/index.js';
import type { EventData } from '../../shared/ipc/contract.js';
import type { Tell } from '../desktop/desktop.js';

/** One long work of the page's: an import, a restore, a look into files, a run of tests. */
export interface Job {
  readonly signal: AbortSignal;
  /** Aborted with the whole, or when the page ends this part of it alone; as the page named it. */
  signalOf(part: string): AbortSignal;
  /** How far it is; the page is told whose count it is. */
  tell(progress: Omit<EventData<'progress'>, 'job'>): void;
}

export interface Jobs {
  /** `id` is the page's, undefined where it named none: then nothing ends it. E_USAGE while another runs under the same one. */
  run<T>(id: string | undefined, work: (job: Job) => Promise<T>): Promise<T>;
  /** Ends this one, or one part of it, and no other; what it has done stays. One that is over, or never was, is nobody’s error. */
  cancel(id: string, part?: string): void;
}

export function createJobs(tell: Tell): Jobs {
  const running = new Map<string, { readonly stop: AbortController; readonly parts: Parts }>();
  return {
    async run(id, work) {
      if (id !== undefined && running.has(id)) throw new KeyrackError('E_USAGE');
      const stop = new AbortController();
      const parts = partsOf(stop.signal);
      if (id !== undefined) running.set(id, { stop, parts });
      try {
        return await work({
          signal: stop.signal,
          signalOf: (part) => parts(part).signal,
          tell: (progress) => tell('progress', { ...progress, job: id ?? null }),
        });
      } finally {
        if (id !== undefined) running.delete(id);
      }
    },
    cancel(id, part) {
      const job = running.get(id);
      if (part === undefined) job?.stop.abort();
      else job?.parts(part).stop.abort();
    },
  };
}

type Parts = (name: string) => { readonly stop: AbortController; readonly signal: AbortSignal };
function partsOf(whole: AbortSignal): Parts {
  const all = new Map<string, ReturnType<Parts>>();
  return (name) => {
    const stop = new AbortController();
    const part = all.get(name) ?? { stop, signal: AbortSignal.any([whole, stop.signal]) };
    all.set(name, part);
    return part;
  };
}
