import { appleHosts } from '../../../shared/apple/hosts.js';
import { diagnose } from '../../../shared/diagnosis/diagnose.js';
import type { Evidence } from '../../../shared/diagnosis/evidence.js';
import { evidenceOf } from '../../../shared/diagnosis/gather.js';
import { refusalInWords } from '../../../shared/diagnosis/tell.js';
import { catalogue } from '../../../shared/errors/index.js';
import type { Key, LastTest, TestReport } from '../../../shared/model.js';
import { isTooFarOff } from '../../../shared/words/clock.js';
import type { VaultView } from '../../../strongroom/client/contract.js';
import type { Received } from '../../apple/answer.js';
import { type Meaning, meaningOf } from '../../apple/meaning.js';
import type { Deps } from '../../deps.js';
import { knownNow, organizationOf } from '../../selectors/listed-key.js';
import { knownOf } from '../../state/known-of-key.js';
import { withKey } from '../../state/state.js';

export interface Tested {
  readonly report: TestReport;
  /** What the diagnosis of it goes by. */
  readonly evidence: Evidence;
  /** How many were sent. */
  readonly requests: number;
}

/** One live request with one key (and R-91's second try); what came of it is remembered, and explained. */
export async function testKey(deps: Deps, view: VaultView, key: Key, signal: AbortSignal | undefined): Promise<Tested> {
  const organization = organizationOf(view, key);
  const { testPath: path } = appleHosts[organization.program];
  const { sent, received, notes, requests } = await deps.apple.request(
    { key, organization },
    { method: 'GET', path, query: { limit: '1' }, signal },
  );
  const answer = received.is === 'answer' ? received : null;
  const { outcome, appleCode, appleTitle, diagnosis } = meaningHere(received);
  const latencyMs = answer?.latencyMs ?? null;
  const at = new Date(deps.clock.now()).toISOString();
  const before = knownOf(await deps.state.read(), key.id).lastTest;
  const latest = (known: LastTest | null): LastTest => ({
    at,
    outcome,
    code: diagnosis?.code ?? null,
    latencyMs,
    testedWith: sent,
    ...(isAnswer(outcome) ? { answeredAt: at, answeredWith: sent } : lastAnswer(known)),
  });
  // what never reached Apple says nothing about the key, so nothing is remembered of it.
  if (outcome !== 'unreachable' && outcome !== 'unexpected')
    deps.state.update((state) => withKey(state, key.id, { lastTest: latest(knownOf(state, key.id).lastTest) }));
  deps.activity.note('test', [key.id], outcome);
  const told: TestReport = {
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
  const evidence = await evidenceFor(deps, view, { ...key, lastTest: latest(before) }, told);
  if (diagnosis?.code !== 'E_APPLE_UNAUTHORIZED') return { report: told, evidence, requests };
  return { report: { ...told, diagnosis: { ...diagnosis, ...refusalInWords(diagnose(evidence)) } }, evidence, requests };
}

/** What is known of a key as the vault and `state.json` have it; `test`: of it, just now. */
export async function evidenceFor(
  deps: Deps,
  view: VaultView,
  key: Key & { readonly lastTest: LastTest | null },
  test?: TestReport,
): Promise<Evidence> {
  const organization = organizationOf(view, key);
  const state = await deps.state.read();
  const siblings = view.keys
    .filter((one) => one.organizationId === organization.id && one.trashedAt === null)
    .map((one) => ({ ...one, lastTest: one.id === key.id ? key.lastTest : knownNow(state, one, organization).lastTest }));
  return evidenceOf({ key, organization, siblings, stored: view }, test);
}

/** A 401 to a token of a clock that is off by more than a day says nothing of the key: nothing was tried on Apple’s time. */
function meaningHere(received: Received): Meaning {
  const isOfTheClock = received.is === 'answer' && received.status === 401 && isTooFarOff(received.clockSkewSeconds ?? 0);
  if (!isOfTheClock) return meaningOf(received);
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
export const isAnswer = (outcome: LastTest['outcome']): boolean => outcome === 'ok' || outcome === 'limited';
