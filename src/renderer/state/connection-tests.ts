import { create } from 'zustand';
import type { KeyData, KeyTest } from '../../shared/ipc/contract.js';
import { api, unwrap } from '../lib/api.js';
import { attempt } from '../lib/attempt.js';
import { putOnClipboard } from '../lib/copy-text.js';
import { cancelJob, newJob } from '../lib/jobs.js';
import { shelfOf } from '../lib/vault/key-index.js';
import { testedLine, testedReport, worstOf } from '../lib/vault/test-summary.js';
import * as common from '../words/common.js';
import * as texts from '../words/tests.js';
import { useClipboard } from './clipboard.js';
import { leaving, say, sayError } from './toasts.js';
import { useVault } from './vault.js';
import { useView } from './view.js';

interface Tests {
  /** Keys whose answer is awaited. */
  readonly running: ReadonlySet<string>;
  readonly results: Readonly<Record<string, KeyTest>>;
  /** Keys whose last test was stopped before its answer. */
  readonly cancelled: ReadonlySet<string>;
  /** The runs of several that go on, each for itself. */
  readonly many: readonly Many[];
  /** `of`: the organization that was asked for as a whole, or `everyKey`. */
  /** What came of the last test of every key, until it is closed. */
  readonly summary: { readonly tests: readonly KeyTest[]; readonly wanted: readonly string[] } | null;
  run(keys: readonly string[], of?: string): Promise<void>;
  took(test: KeyTest): void;
}

export interface Many {
  readonly job: string;
  readonly of: string | null;
  readonly done: number;
  readonly total: number;
}

export const everyKey = 'every-key';

let runs = 0;
/** The run that a key's answer is awaited of. */
const latest = new Map<string, { readonly run: number; readonly job: string }>();

export const useTests = create<Tests>()((set, get) => ({
  running: new Set(),
  results: {},
  cancelled: new Set(),
  many: [],
  summary: null,
  run: async (keys, of) => {
    if (keys.length === 0) return;
    runs += 1;
    const mine = runs;
    const job = newJob();
    for (const key of keys) latest.set(key, { run: mine, job });
    // A key tested again before this run's answer came belongs to the later run.
    const isMine = (key: string) => latest.get(key)?.run === mine;
    set(({ running, cancelled, many }) => ({
      running: new Set([...running, ...keys]),
      cancelled: without(cancelled, keys),
      many: keys.length > 1 || of === everyKey ? [...many, { job, of: of ?? null, done: 0, total: keys.length }] : many,
    }));
    let tested: readonly KeyTest[] | null = null;
    await attempt(async () => {
      const tests = await unwrap(api.keys.test({ job, keys: [...keys] }));
      tested = tests;
      for (const test of tests) if (isMine(test.key) && get().running.has(test.key)) get().took(test);
    }, sayError);
    const mineNow = keys.filter(isMine);
    set(({ running, cancelled, many }) => ({
      running: without(running, mineNow),
      // What was stopped has no answer; a run that failed has said why.
      cancelled: tested ? new Set([...cancelled, ...mineNow.filter((id) => running.has(id))]) : cancelled,
      many: many.filter((one) => one.job !== job),
    }));
    if (tested && of === everyKey) set({ summary: { tests: tested, wanted: keys } });
    else if (keys.length > 1 && tested) sayTested(tested, keys, of ?? null);
  },
  took: (test) => {
    // A wrong clock spoils more than this key: it is said where it cannot be missed, and tokens are made on Apple's time.
    const clock = test.notes.find(({ code }) => code === 'W_CLOCK');
    if (clock && get().running.has(test.key)) say(clock.message, { ...leaving(true), about: 'clock' });
    set(({ running, results, cancelled }) => ({
      running: without(running, [test.key]),
      // It was quicker than its Cancel.
      cancelled: without(cancelled, [test.key]),
      results: { ...results, [test.key]: test },
    }));
  },
}));

/** What came of many, and all of it to take along. */
function sayTested(tests: readonly KeyTest[], wanted: readonly string[], of: string | null): void {
  const { data } = useVault.getState();
  const line = testedLine(tests, wanted.length);
  const { place, organizationId } = useView.getState();
  // Of another client than the one in view it would be false.
  const name =
    of === null || (place === 'keys' && organizationId === of) ? undefined : data?.organizations.find(({ id }) => id === of)?.name;
  const copy = () => {
    const isCopied = putOnClipboard(testedReport(tests, wanted, useVault.getState().data));
    if (isCopied) useClipboard.getState().replaced();
    say(isCopied ? texts.summaryCopied : line, { tone: isCopied ? 'good' : 'plain' });
  };
  say(name === undefined ? line : texts.of(name, line), {
    tone: worstOf(tests, wanted.length),
    stays: false,
    action: { label: common.copySummary, run: copy },
  });
}

const without = (all: ReadonlySet<string>, these: readonly string[]): ReadonlySet<string> => {
  const gone = new Set(these);
  return new Set([...all].filter((id) => !gone.has(id)));
};

/** All that are not in the Trash. */
export function testEveryKey(): void {
  const { many, run } = useTests.getState();
  const { data } = useVault.getState();
  if (!data || many.some(({ of }) => of === everyKey)) return;
  useTests.setState({ summary: null });
  void run(inTurns([...shelfOf(data).liveOf.values()]), everyKey);
}
/** Of each organization one after the other: what asks as one issuer waits for its turn, and others need not. */
function inTurns(groups: readonly (readonly KeyData[])[]): readonly string[] {
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) => groups.flatMap((keys) => keys[n]?.id ?? [])).flat();
}

/** This key's alone: the others of its run go on. */
export function cancelTest(key: string): void {
  const { running, cancelled } = useTests.getState();
  if (!running.has(key)) return;
  useTests.setState({ running: without(running, [key]), cancelled: new Set([...cancelled, key]) });
  cancelJob(latest.get(key)?.job ?? null, key);
}

/** Back on the network: what was last known of a key is worth more than that it could not be asked. */
const forgetOffline = (): void =>
  useTests.setState(({ results }) => ({
    results: Object.fromEntries(Object.entries(results).filter(([, { diagnosis }]) => diagnosis?.code !== 'E_NET_OFFLINE')),
  }));

/** A key that signs for another team from now on has not been tested as such; what never reached Apple says nothing, and stays. */
const forgetTests = (keys: readonly string[]): void =>
  useTests.setState(({ results, running }) => {
    const isGone = new Set(keys.filter((id) => !running.has(id) && isKept(results[id])));
    return isGone.size === 0 ? {} : { results: Object.fromEntries(Object.entries(results).filter(([id]) => !isGone.has(id))) };
  });
const isKept = (test: KeyTest | undefined): boolean =>
  test !== undefined && test.outcome !== 'unreachable' && test.outcome !== 'unexpected';

export function listenToTests(): void {
  addEventListener('online', forgetOffline);
  api.on['vault.changed'](({ keys }) => forgetTests(keys.flatMap(({ id, lastTest }) => (lastTest === null ? [id] : []))));
  api.on.progress(({ job, work, done, total, test }) => {
    if (work !== 'test' || job === null) return;
    if (test && latest.get(test.key)?.job === job) useTests.getState().took(test);
    useTests.setState(({ many }) => ({ many: many.map((one) => (one.job === job ? { ...one, done, total } : one)) }));
  });
}
