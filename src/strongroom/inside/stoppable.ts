/** What runs and may be told to stop: imports and restores. */
export interface Stoppable {
  run<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T>;
  stopAll(): void;
}

export function createStoppable(): Stoppable {
  const running = new Set<AbortController>();
  return {
    run(work) {
      const stop = new AbortController();
      running.add(stop);
      return work(stop.signal).finally(() => running.delete(stop));
    },
    stopAll() {
      for (const stop of running) stop.abort();
    },
  };
}
