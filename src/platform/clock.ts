import { uptime as systemUptime } from 'node:os';
import type { SystemClock } from '../core/ports/index.js';

export const systemClock: SystemClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime,
  wait: async (ms, signal) => void (await (await import('node:timers/promises')).setTimeout(ms, undefined, signal ? { signal } : {})),
};

/**
 * What counts through sleep, by libuv's `uv_uptime`. Linux: /proc/uptime, which is CLOCK_BOOTTIME in hundredths of a second
 * (`performance.now` is CLOCK_MONOTONIC there: it stands still during a suspend). macOS: time(2) less kern.boottime, in whole
 * seconds; the kernel moves kern.boottime along when the clock is set, so the difference stays. Windows: GetTickCount64, in
 * steps of about 16 ms, sleep and hibernation included. In a container it may count from the container's start.
 */
export function uptime(): number | null {
  try {
    return systemUptime() * 1_000;
  } catch {
    return null;
  }
}
