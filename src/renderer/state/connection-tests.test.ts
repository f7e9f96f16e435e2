import { beforeAll, expect, test, vi } from 'vitest';
import type { KeyTest } from '../../shared/ipc/contract.js';

const [a, b, c] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
const answered = (key: string): KeyTest => ({ key, outcome: 'ok', notes: [] }) as unknown as KeyTest;

interface Call {
  readonly job: string;
  readonly keys: readonly string[];
  readonly answer: (tests: readonly KeyTest[]) => void;
}
const calls: Call[] = [];
const cancelled: string[] = [];
let progress: (told: object) => void = () => undefined;
let page: typeof import('./connection-tests.js');
beforeAll(async () => {
  const ask = ({ job, keys }: { job: string; keys: readonly string[] }) =>
    new Promise((done) => calls.push({ job, keys, answer: (value) => done({ ok: true, value }) }));
  const hear = {
    'vault.changed': () => undefined,
    progress: (listen: typeof progress) => {
      progress = listen;
    },
  };
  vi.stubGlobal('addEventListener', () => undefined);
  // The page's edge: what the preload exposes.
  vi.stubGlobal('window', {
    keyrack: { keys: { test: ask }, jobs: { cancel: ({ job }: { job: string }) => cancelled.push(job) }, on: hear },
  });
  page = await import('./connection-tests.js');
  page.listenToTests();
});

test('R-112 stopping the test of one key leaves the run of the others, and what is shown of it', async () => {
  const { useTests, cancelTest, cancelTests } = page;
  const many = useTests.getState().run([a, b]);
  const one = useTests.getState().run([c]);
  const [first, second] = calls;
  expect(useTests.getState().progress).toMatchObject({ done: 0, total: 2 });
  cancelTest(c);
  expect(cancelled).toEqual([second?.job]);
  second?.answer([]);
  await one;
  expect([...useTests.getState().cancelled]).toEqual([c]);
  progress({ work: 'test', job: first?.job, done: 1, total: 2, test: answered(a) });
  // A word of a run that this key is no longer in.
  progress({ work: 'test', job: second?.job, done: 1, total: 1, test: answered(b) });
  expect(useTests.getState()).toMatchObject({ progress: { done: 1, total: 2 }, running: new Set([b]) });
  cancelTests();
  expect(cancelled).toEqual([second?.job, first?.job]);
  first?.answer([answered(a)]);
  await many;
  expect([useTests.getState().progress, Object.keys(useTests.getState().results)]).toEqual([null, [a]]);
});
