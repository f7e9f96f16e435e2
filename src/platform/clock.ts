import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../core/ports/index.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  wait: async (ms, signal) => void (await wait(ms, undefined, signal ? { signal } : {})),
};
