import { beforeAll, expect, test, vi } from 'vitest';
import type { KeyTest } from '../../shared/ipc/contract.js';

const [a, b, c, d] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
const [acme, borealis] = [crypto.randomUUID(), crypto.randomUUID()];
const answered = (key: string): KeyTest => ({ key, outcome: 'ok', notes: [] }) as unknown as KeyTest;

interface Call {
  readonly job: string;
  readonly keys: readonly string[];
  readonly answer: (tests: readonly KeyTest[]) => void;
}
const calls: Call[] = [];
const cancelled: object[] = [];
let progress: (told: object) => void = () => undefined;
let page: typeof import('./connection-tests.js');
let useVault: typeof import('./vault.js')['useVault'];
let useToasts: typeof import('./toasts.js')['useToasts'];
let useView: typeof import('./view.js')['useView'];
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
    keyrack: { keys: { test: ask }, jobs: { cancel: (what: object) => cancelled.push(what) }, on: hear },
  });
  page = await import('./connection-tests.js');
  ({ useVault } = await import('./vault.js'));
  ({ useToasts } = await import('./toasts.js'));
  ({ useView } = await import('./view.js'));
  page.listenToTests();
});

test('R-112 Cancel on one card of a run of many: its card is free at once, and the others are still asked', async () => {
  const { useTests, cancelTest } = page;
  const many = useTests.getState().run([a, b], acme);
  const [first] = calls.splice(0);
  cancelTest(a);
  expect(cancelled.splice(0)).toEqual([{ job: first?.job, part: a }]);
  expect(useTests.getState()).toMatchObject({ running: new Set([b]), cancelled: new Set([a]), many: [{ of: acme, done: 0, total: 2 }] });
  first?.answer([answered(b)]);
  await many;
  expect(useTests.getState()).toMatchObject({ running: new Set(), cancelled: new Set([a]), many: [] });
  expect(Object.keys(useTests.getState().results)).toEqual([b]);
});

test('two clients tested at once are counted each for itself, and a key that is in neither is nobody’s', async () => {
  const { useTests } = page;
  const runs = [useTests.getState().run([a, b], acme), useTests.getState().run([c, d], borealis)];
  const [first, second] = calls.splice(0);
  progress({ work: 'test', job: second?.job, done: 1, total: 2, test: answered(c) });
  // A word of a run that this key is not in.
  progress({ work: 'test', job: second?.job, done: 1, total: 2, test: answered(b) });
  expect(useTests.getState()).toMatchObject({
    many: [
      { of: acme, done: 0, total: 2 },
      { of: borealis, done: 1, total: 2 },
    ],
    running: new Set([a, b, d]),
  });
  first?.answer([answered(a), answered(b)]);
  second?.answer([answered(c), answered(d)]);
  await Promise.all(runs);
  expect(useTests.getState().many).toEqual([]);
});

test('an answer that was quicker than its Cancel is not called cancelled', async () => {
  const { useTests, cancelTest } = page;
  const one = useTests.getState().run([c]);
  const [call] = calls.splice(0);
  cancelTest(c);
  progress({ work: 'test', job: call?.job, done: 1, total: 1, test: answered(c) });
  call?.answer([answered(c)]);
  await one;
  expect(useTests.getState().cancelled.has(c)).toBe(false);
});

test('what came of a client’s keys is called by its name once another one is in view', async () => {
  const { useTests } = page;
  useVault.setState({ data: { organizations: [{ id: acme, name: 'Acme' }], keys: [] } as never });
  useView.getState().choose(acme);
  for (const line of ['Tested 2 keys: 2 answer.', 'Acme: Tested 2 keys: 2 answer.']) {
    const run = useTests.getState().run([a, b], acme);
    const [call] = calls.splice(0);
    call?.answer([answered(a), answered(b)]);
    await run;
    expect(useToasts.getState().shown.at(-1)).toMatchObject({ text: line, tone: 'good' });
    useView.getState().choose(borealis);
  }
});

test('Test every key asks the clients in turns, once, and what came of it stays until it is closed', async () => {
  const { useTests, testEveryKey } = page;
  const key = (id: string, organizationId: string, trashedAt: string | null = null) => ({ id, organizationId, trashedAt });
  const keys = [key(a, acme), key(b, acme), key(c, borealis), key(d, borealis, '2026-01-01T00:00:00Z')];
  useVault.setState({ data: { organizations: [{ id: acme }, { id: borealis }], keys } as never });
  testEveryKey();
  testEveryKey();
  const asked = calls.splice(0);
  expect(asked.map((call) => call.keys)).toEqual([[a, c, b]]);
  expect(useTests.getState().many).toMatchObject([{ of: page.everyKey, done: 0, total: 3 }]);
  const before = useToasts.getState().shown;
  asked[0]?.answer([answered(a), answered(c)]);
  await vi.waitFor(() => expect(useTests.getState().many).toEqual([]));
  expect(useTests.getState().summary).toEqual({ tests: [answered(a), answered(c)], wanted: [a, c, b] });
  expect(useToasts.getState().shown).toBe(before);
});

test('that this machine’s clock is wrong is still said beside what came of the keys that showed it', async () => {
  const { useTests } = page;
  useToasts.getState().clear();
  const run = useTests.getState().run([a, b]);
  const [call] = calls.splice(0);
  const notes = [{ code: 'W_CLOCK', message: 'This clock is 10 minutes slow.' }];
  call?.answer([{ ...answered(a), notes } as KeyTest, answered(b)]);
  await run;
  useToasts.getState().show({ tone: 'good', text: 'Key ID copied.' });
  const texts = useToasts.getState().shown.map(({ text }) => text);
  expect(texts).toEqual(['This clock is 10 minutes slow.', 'Tested 2 keys: 2 answer.', 'Key ID copied.']);
});

test('the summary that is copied takes a token’s place on the clipboard: the token is no longer counted down', async () => {
  const { useClipboard } = await import('./clipboard.js');
  let isRefused = true;
  const listening = { addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.stubGlobal('document', { ...listening, execCommand: () => !isRefused });
  const run = page.useTests.getState().run([a, b]);
  const [call] = calls.splice(0);
  call?.answer([answered(a), answered(b)]);
  await run;
  const copy = useToasts.getState().shown.at(-1)?.action;
  const held = { is: 'held', until: 1_000 } as const;
  useClipboard.setState({ now: held });
  copy?.run();
  expect(useClipboard.getState().now).toBe(held);
  isRefused = false;
  copy?.run();
  expect(useClipboard.getState().now).toBe(null);
});
