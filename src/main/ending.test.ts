import { expect, test, vi } from 'vitest';
import { endAfter } from './ending.js';

const ports = () => {
  const timers: (readonly [work: () => void, ms: number])[] = [];
  return { exit: vi.fn(), kill: vi.fn(), set: (work: () => void, ms: number) => timers.push([work, ms]), timers };
};

test('S-02 while a keychain call hangs, the app does not wait for its worker by an end that never comes: it is gone within five seconds', async () => {
  const made = ports();
  endAfter(() => new Promise(() => {}), 1, made);
  const [[work, ms] = [() => {}, Number.POSITIVE_INFINITY]] = made.timers;
  await new Promise((turn) => setImmediate(turn));
  expect(made.exit).not.toHaveBeenCalled();
  expect(ms).toBeLessThan(5_000);
  work();
  expect(made.kill).toHaveBeenCalledOnce();
});

test.each([
  ['done', async () => {}],
  ['refused', async () => Promise.reject(new Error('a disk'))],
])('an end that is %s ends by its code, killed by nobody', async (_what, finish) => {
  const made = ports();
  endAfter(finish, 7, made);
  await vi.waitFor(() => expect(made.exit).toHaveBeenCalledWith(7));
  expect(made.kill).not.toHaveBeenCalled();
});
