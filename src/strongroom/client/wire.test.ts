import { MessageChannel } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { Imports } from './contract.js';
import { callOver, serve } from './wire.js';

/** A room whose imports go on until they are stopped or let go, at the other end of a line. */
function roomOverLine() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const running = new Map<string, () => void>();
  const importKeys = ({ at }: { at: string }, _told: unknown, signal?: AbortSignal) =>
    new Promise((done) => {
      running.set(at, () => done({ ended: 'whole' }));
      signal?.addEventListener('abort', () => done({ ended: 'stopped' }));
      if (signal?.aborted) done({ ended: 'stopped' });
    });
  serve({ importKeys } as unknown as Imports, port2, ['imports']);
  const { room } = callOver<'imports'>(port1, ['imports']);
  const request = (at: string, signal?: AbortSignal) => room.importKeys({ at, organization: { id: '' }, items: [] }, undefined, signal);
  return { running, request };
}

test('R-121 a stop that crosses the wall ends the one import it is for', async () => {
  const { running, request } = roomOverLine();
  const stop = new AbortController();
  const [one, other] = [request('one', stop.signal), request('other', new AbortController().signal)];
  stop.abort();
  expect(await one).toEqual({ ended: 'stopped' });
  running.get('other')?.();
  expect(await other).toEqual({ ended: 'whole' });
});

test('R-121 what was stopped before it began is asked to stop at once, and a late stop reaches nobody', async () => {
  const { running, request } = roomOverLine();
  expect(await request('one', AbortSignal.abort())).toEqual({ ended: 'stopped' });
  const stop = new AbortController();
  const before = request('two', stop.signal);
  const after = request('three');
  await expect.poll(() => running.size).toBe(3);
  running.get('two')?.();
  await before;
  stop.abort();
  running.get('three')?.();
  expect(await after).toEqual({ ended: 'whole' });
});
