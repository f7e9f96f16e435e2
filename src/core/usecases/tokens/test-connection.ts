import { appleHosts } from '../../../shared/apple/hosts.js';
import { catalogue, familyOf, KeyrackError, kindOf } from '../../../shared/errors/index.js';
import type { Key, LastTest, Organization, TestedWith, TestReport } from '../../../shared/model.js';
import { isTooFarOff } from '../../../shared/words/clock.js';
import type { Received } from '../../apple/answer.js';
import { type Diagnosed, diagnose } from '../../apple/diagnose.js';
import type { Deps } from '../../deps.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { organizationOf } from '../../selectors/listed-key.js';
import { resolveKey } from '../../selectors/selectors.js';
import { knownOf } from '../../state/known-of-key.js';
import { withKey } from '../../state/state.js';

export interface TestConnection {
  /** Selectors; none: the key that would be used. */
  readonly keys: readonly string[];
  readonly all: boolean;
  readonly onProgress?: (done: number, total: number, report: TestReport) => void;
  readonly signal?: AbortSignal;
  /** Of one key, by its id, where it can be cancelled alone; aborted with `signal` too. */
  readonly signalOf?: (key: string) => AbortSignal;
}

const atOnce = 4;

/**
 * One live request a key, four at a time, those of one issuer apart. Cancelled: the reports so far; what was under way has none.
 * Rejects for selectors and a locked vault, never for what Apple said.
 */
export async function testConnection(
  deps: Deps,
  { keys: selectors, all, onProgress, signal, signalOf }: TestConnection,
): Promise<readonly TestReport[]> {
  const view = await deps.session.view();
  const keys = all
    ? view.keys.filter(({ trashedAt }) => trashedAt === null)
    : selectors.length > 0
      ? selectors.map((selector) => resolveKey(view, selector))
      : [(await chosenKey(deps, undefined)).key];
  const reports: (TestReport | undefined)[] = keys.map(() => undefined);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let n = next++; n < keys.length && !signal?.aborted; n = next++) {
      const key = keys[n] as Key;
      const its = signalOf?.(key.id) ?? signal;
      if (its?.aborted) continue;
      const report = await testOne(deps, key, organizationOf(view, key), its).catch((error: unknown) => {
        if (its?.aborted) return null;
        // Among many, what is wrong with one key, or with the clock, takes no answer from the others.
        if (keys.length > 1 && error instanceof KeyrackError && isOfTheKey(error)) return notAsked(view, key, error);
        throw error;
      });
      if (!report) continue;
      reports[n] = report;
      done += 1;
      onProgress?.(done, keys.length, report);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, keys.length) }, work));
  return reports.filter((report): report is TestReport => report !== undefined);
}

/** What is wrong with this key or the clock; a vault that cannot be read, or a fault of ours, ends the whole. */
const isOfTheKey = ({ code }: KeyrackError): boolean =>
  kindOf(code) !== 'unexpected' && !(['vault', 'unlocking', 'disk'] as const).some((family) => familyOf(code) === family);

function notAsked(view: Parameters<typeof organizationOf>[0], key: Key, { body: { code, message, hint } }: KeyrackError): TestReport {
  return {
    id: key.id,
    keyId: key.keyId,
    organization: organizationOf(view, key).name,
    name: key.name,
    host: null,
    outcome: 'unreachable',
    status: null,
    appleCode: null,
    appleTitle: null,
    diagnosis: { code, title: catalogue[code].title, cause: message, next: hint },
    latencyMs: null,
    clockSkewSeconds: null,
    rateLimit: null,
    testedWith: {},
    notes: [],
  };
}

async function testOne(deps: Deps, key: Key, organization: Organization, signal: AbortSignal | undefined): Promise<TestReport> {
  const { testPath: path } = appleHosts[organization.program];
  const { sent, received, notes } = await deps.apple.request({ key, organization }, { method: 'GET', path, query: { limit: '1' }, signal });
  const answer = received.is === 'answer' ? received : null;
  const { outcome, appleCode, appleTitle, diagnosis } = meaningOf(received, key, sent);
  const latencyMs = answer?.latencyMs ?? null;
  // what never reached Apple says nothing about the key, so nothing is remembered of it.
  if (outcome !== 'unreachable' && outcome !== 'unexpected') {
    const at = new Date(deps.clock.now()).toISOString();
    const lastTest = { at, outcome, code: diagnosis?.code ?? null, latencyMs, testedWith: sent };
    deps.state.update((state) => {
      const answer = isAnswer(outcome) ? { answeredAt: at, answeredWith: sent } : lastAnswer(knownOf(state, key.id).lastTest);
      return withKey(state, key.id, { lastTest: { ...lastTest, ...answer } });
    });
  }
  deps.activity.note('test', [key.id], outcome);
  return {
    id: key.id,
    keyId: key.keyId,
    organization: organization.name,
    name: key.name,
    host: sent.host,
    outcome,
    status: answer?.status ?? null,
    appleCode,
    appleTitle,
    diagnosis,
    latencyMs,
    clockSkewSeconds: answer?.clockSkewSeconds ?? null,
    rateLimit: answer?.rateLimit ?? null,
    testedWith: sent,
    notes: [...notes],
  };
}

/** A 401 to a token of a clock that is off by more than a day says nothing of the key: nothing was tried on Apple’s time. */
function meaningOf(received: Received, { kind }: Key, sent: TestedWith): Diagnosed {
  const isOfTheClock = received.is === 'answer' && received.status === 401 && isTooFarOff(received.clockSkewSeconds ?? 0);
  if (!isOfTheClock) return diagnose(received, kind, sent);
  const { title, cause, next } = catalogue.E_CLOCK;
  return { outcome: 'unreachable', appleCode: null, appleTitle: null, diagnosis: { code: 'E_CLOCK', title, cause, next } };
}

/** A key that once answered and is refused now was most likely revoked: when it last did is kept, and as whose key. */
function lastAnswer(before: LastTest | null): Pick<LastTest, 'answeredAt' | 'answeredWith'> {
  if (before === null) return {};
  const { at, outcome, testedWith } = before;
  const [answeredAt, answeredWith] = isAnswer(outcome) ? [at, testedWith] : [before.answeredAt, before.answeredWith];
  return { ...(answeredAt === undefined ? {} : { answeredAt }), ...(answeredWith === undefined ? {} : { answeredWith }) };
}
const isAnswer = (outcome: LastTest['outcome']): boolean => outcome === 'ok' || outcome === 'limited';
