import { appleHosts } from '../../../shared/apple/hosts.js';
import { type Check, checksFor } from '../../../shared/diagnosis/checks.js';
import type { CheckId, Evidence } from '../../../shared/diagnosis/evidence.js';
import { reportOf, type ToldCause } from '../../../shared/diagnosis/report.js';
import { type ErrorCode, KeyrackError } from '../../../shared/errors/index.js';
import type { Key, TestOutcome } from '../../../shared/model.js';
import type { VaultView } from '../../../strongroom/client/contract.js';
import { hostAsked } from '../../apple/api-url.js';
import { meaningOf } from '../../apple/meaning.js';
import type { Deps } from '../../deps.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { knownNow, organizationOf } from '../../selectors/listed-key.js';
import { evidenceFor, isAnswer, testKey } from './test-key.js';

export interface Why {
  /** A selector; left out: the key that would be used. */
  readonly key: string | undefined;
  /** Before anything is sent: how many requests there may be. */
  readonly onAsk?: (most: number) => void;
  readonly signal?: AbortSignal;
}

/** As `keyrack why --json` prints it. */
export interface Explained {
  readonly id: string;
  readonly keyId: string;
  readonly organization: string;
  readonly name: string;
  /** Who was asked in Apple's place (KEYRACK_API_URL); null: Apple. */
  readonly host: string | null;
  /** Of the test; null: the last one was recent enough to go by. */
  readonly outcome: TestOutcome | null;
  /** What is explained; null: the key answers. */
  readonly explains: ErrorCode | null;
  readonly causes: readonly ToldCause[];
  /** Each check that was asked, and what came of it. */
  readonly checks: readonly { readonly check: CheckId; readonly asked: string; readonly came: TestOutcome }[];
  /** How many requests were sent. */
  readonly requests: number;
}

/** All that one diagnosis may ask of Apple. */
export const mostRequests = 4;
/** A refusal this fresh, in milliseconds, of the key as it is now is gone by; the requests are left for what may settle it. */
const freshMs = 10 * 60_000;

/** Tests a key and finds out why it was refused, with at most four requests, none of which changes anything. */
export async function why(deps: Deps, { key: selector, onAsk, signal }: Why): Promise<Explained> {
  const { view, key } = await chosenKey(deps, selector);
  onAsk?.(mostRequests);
  const begun = await begin(deps, view, key, signal);
  const settled = await settle(deps, view, begun, signal);
  return {
    id: key.id,
    keyId: key.keyId,
    organization: organizationOf(view, key).name,
    name: key.name,
    host: hostAsked(deps, organizationOf(view, key).program),
    outcome: begun.outcome,
    explains: settled.evidence.asked.code,
    causes: reportOf(settled.evidence),
    checks: settled.asked,
    requests: settled.requests,
  };
}

interface Begun {
  readonly evidence: Evidence;
  readonly outcome: TestOutcome | null;
  readonly requests: number;
}

/** What is known before any check: of a refusal that is fresh, of a token that cannot be made, or of a test that is made now. */
async function begin(deps: Deps, view: VaultView, key: Key, signal: AbortSignal | undefined): Promise<Begun> {
  const organization = organizationOf(view, key);
  const { lastTest } = knownNow(await deps.state.read(), key, organization);
  const said = lastTest?.testedWith ?? {};
  const ageMs = lastTest === null ? Number.POSITIVE_INFINITY : deps.clock.now() - Date.parse(lastTest.at);
  const isFresh = ageMs >= 0 && ageMs < freshMs && said.host === hostAsked(deps, organization.program);
  if (lastTest?.code === 'E_APPLE_UNAUTHORIZED' && isFresh && said.inTime === true && (said.refusals ?? 0) > 1)
    return { evidence: await evidenceFor(deps, view, { ...key, lastTest }), outcome: null, requests: 0 };
  try {
    const { evidence, report, requests } = await testKey(deps, view, key, signal);
    return { evidence, outcome: report.outcome, requests };
  } catch (error) {
    if (!(error instanceof KeyrackError) || (error.code !== 'E_ISSUER_MISSING' && error.code !== 'E_CLOCK')) throw error;
    const evidence = await evidenceFor(deps, view, { ...key, lastTest: null });
    const asked = { code: error.code, with: { host: hostAsked(deps, organization.program) } };
    return { evidence: { ...evidence, asked }, outcome: null, requests: 0 };
  }
}

/** Asks what is likeliest to settle it, until it is settled, Apple asks to slow down or is not reached, or the requests are used up. */
async function settle(deps: Deps, view: VaultView, begun: Begun, signal: AbortSignal | undefined) {
  let { evidence, requests } = begun;
  const asked: Explained['checks'][number][] = [];
  for (let check = nextOf(evidence); check && requests < mostRequests; check = nextOf(evidence)) {
    const answer = await ask(deps, view, check, signal);
    requests += answer.requests;
    asked.push({ check: check.id, asked: check.asks, came: answer.outcome });
    if (!answer.isHeard) break;
    const came = answer.outcome === 'refused' ? 'refused' : 'answered';
    evidence = { ...evidence, checks: [...evidence.checks, { check: check.id, key: check.key, with: answer.said, came }] };
  }
  return { evidence, requests, asked };
}

const nextOf = (evidence: Evidence): Check | undefined => checksFor(evidence)[0];

/** One token that says something else than what is stored, sent once. */
async function ask(deps: Deps, view: VaultView, { key: id, claims }: Check, signal: AbortSignal | undefined) {
  const key = view.keys.find((one) => one.id === id);
  if (!key) throw new KeyrackError('E_NOT_FOUND');
  const { sent, received, requests } = await deps.apple.request(
    { key, organization: organizationOf(view, key) },
    { method: 'GET', path: appleHosts[claims.program].testPath, query: { limit: '1' }, signal, once: claims },
  );
  const { outcome, diagnosis } = meaningOf(received);
  deps.activity.note('check', [id], outcome);
  // Apple counts by key, and by whoever asks: to be told to wait says nothing of the token.
  const isHeard = diagnosis?.code !== 'E_APPLE_RATE' && (isAnswer(outcome) || outcome === 'refused');
  return { outcome, isHeard, said: sent, requests };
}
