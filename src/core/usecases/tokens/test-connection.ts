import { catalogue, familyOf, KeyrackError, kindOf } from '../../../shared/errors/index.js';
import type { Key, TestReport } from '../../../shared/model.js';
import type { Deps } from '../../deps.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { organizationOf } from '../../selectors/listed-key.js';
import { resolveKey } from '../../selectors/selectors.js';
import { testKey } from './test-key.js';

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
      const tested = await testKey(deps, view, key, its).catch((error: unknown) => {
        if (its?.aborted) return null;
        // Among many, what is wrong with one key, or with the clock, takes no answer from the others.
        if (keys.length > 1 && error instanceof KeyrackError && isOfTheKey(error)) return { report: notAsked(view, key, error) };
        throw error;
      });
      if (!tested) continue;
      const { report } = tested;
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
