import type { Clock } from '../core/ports/index.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  wait: async (ms, signal) => void (await (await import('node:timers/promises')).setTimeout(ms, undefined, signal ? { signal } : {})),
};
