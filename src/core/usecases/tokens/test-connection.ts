import { appleHosts } from '../../../shared/apple/hosts.js';
import { catalogue, KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { Key, LastTest, TestReport } from '../../../shared/model.js';
import { clockOff, isTooFarOff, notUsed } from '../../../shared/words/clock.js';
import { apiOrigin } from '../../apple/api-url.js';
import { type Exchange, getOnce } from '../../apple/client.js';
import { diagnose } from '../../apple/diagnose.js';
import type { Deps } from '../../deps.js';
import { chosenKey } from '../../selectors/chosen-key.js';
import { organizationOf } from '../../selectors/listed-key.js';
import { resolveKey } from '../../selectors/selectors.js';
import { worthCorrectingSeconds } from '../../state/apple-time.js';
import { withKey } from '../../state/state.js';

export interface TestConnection {
  /** Selectors; none: the key that would be used. */
  readonly keys: readonly string[];
  readonly all: boolean;
  readonly onProgress?: (done: number, total: number, report: TestReport) => void;
  readonly signal?: AbortSignal;
}

const atOnce = 4;
/** Apple answers bursts with 429 while plenty of the hour is left (Apple’s forum, 731014): R-112’s gap, in milliseconds. */
const betweenRequestsMs = 200;

/**
 * One live request a key, four at a time, those of one issuer apart. Cancelled: the reports so far; what was under way has none.
 * Rejects for selectors and a locked vault, never for what Apple said.
 */
export async function testConnection(
  deps: Deps,
  { keys: selectors, all, onProgress, signal }: TestConnection,
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
  const turn = takingTurns(deps.clock);
  deps.appleTime.recall((await deps.state.read()).clock);
  const work = async () => {
    for (let n = next++; n < keys.length && !signal?.aborted; n = next++) {
      const key = keys[n] as Key;
      const report = await testOne(deps, key, organizationOf(view, key), turn, signal).catch((error: unknown) => {
        if (signal?.aborted) return null;
        // Among many, what is wrong with one key, or with the clock, takes no answer from the others.
        if (keys.length > 1 && error instanceof KeyrackError && isOfTheKey(error)) return notAsked(view, key, error);
        throw error;
      });
      if (!report) return;
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
  !/^E_(VAULT_|DISK|LOCKED|INTERNAL|BUSY|CANCELLED|KEYCHAIN_|IDENTITY_|PASSPHRASE_)/.test(code);

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
    notes: [],
  };
}

type Turn = (issuer: string, signal: AbortSignal | undefined) => Promise<void>;

/** Each turn of an issuer begins a gap after the one before; the issuers do not wait for each other. */
function takingTurns(clock: Deps['clock']): Turn {
  const next = new Map<string, number>();
  return async (issuer, signal) => {
    const now = clock.monotonic();
    const mine = Math.max(now, next.get(issuer) ?? now);
    next.set(issuer, mine + betweenRequestsMs);
    if (mine > now) await clock.wait(mine - now, signal);
  };
}

async function testOne(
  deps: Deps,
  key: Key,
  organization: ReturnType<typeof organizationOf>,
  turn: Turn,
  signal: AbortSignal | undefined,
): Promise<TestReport> {
  const { origin: appleOrigin, testPath } = appleHosts[organization.program];
  const origin = apiOrigin(deps, organization.program);
  const url = `${origin}${testPath}`;
  const { exchange, notes } = await exchangeFor(deps, key, url, () => turn(organization.issuerId ?? organization.id, signal), signal);
  const skew = exchange.is === 'answer' ? exchange.clockSkewSeconds : null;
  const tooFar = exchange.is === 'answer' && exchange.status === 401 && isTooFarOff(skew ?? 0);
  const clock = catalogue.E_CLOCK;
  const told = tooFar
    ? {
        outcome: 'unreachable' as const,
        appleCode: null,
        appleTitle: null,
        diagnosis: { code: 'E_CLOCK', title: clock.title, cause: clock.cause, next: clock.next },
      }
    : diagnose(exchange, key.kind);
  const at = new Date(deps.clock.now()).toISOString();
  const latencyMs = exchange.is === 'answer' ? exchange.latencyMs : null;
  // what never reached Apple says nothing about the key, so nothing is remembered of it.
  if (told.outcome !== 'unreachable' && told.outcome !== 'unexpected') {
    const lastTest = { at, outcome: told.outcome, code: told.diagnosis?.code ?? null, latencyMs };
    deps.state.update((state) => {
      const answeredAt = isAnswer(told.outcome) ? at : lastAnswer(state.keys[key.id]?.lastTest);
      return withKey(state, key.id, { lastTest: { ...lastTest, ...(answeredAt === undefined ? {} : { answeredAt }) } });
    });
  }
  deps.activity.note('test', [key.id], told.outcome);
  return {
    id: key.id,
    keyId: key.keyId,
    organization: organization.name,
    name: key.name,
    host: origin === appleOrigin ? null : new URL(origin).host,
    outcome: told.outcome,
    status: exchange.is === 'answer' ? exchange.status : null,
    appleCode: told.appleCode,
    appleTitle: told.appleTitle,
    diagnosis: told.diagnosis,
    latencyMs,
    clockSkewSeconds: skew,
    rateLimit: exchange.is === 'answer' ? exchange.rateLimit : null,
    notes,
  };
}

/** a 401 is tried once more on Apple's clock, a 5xx up to twice more; GET only, so nothing is done twice. */
async function exchangeFor(
  deps: Deps,
  key: Key,
  url: string,
  turn: () => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<{ exchange: Exchange; notes: readonly Warning[] }> {
  const http = await deps.http();
  let onApples = false;
  const send = async (apples: () => number | null) => {
    await turn();
    const nowMs = apples();
    onApples ||= nowMs !== null;
    const { token, iat, exp } = await deps.strongroom.sign({ id: key.id, nowMs, lifetimeSeconds: 120, scope: null });
    const exchange = await getOnce(http, deps.clock, url, token, signal);
    // Thrown, so that a first answer whose second try was cut short is not taken for the last word.
    if (exchange.is === 'failed' && exchange.code === 'E_CANCELLED') throw new KeyrackError('E_CANCELLED');
    return { exchange, iat, exp };
  };
  let { exchange, iat, exp } = await send(deps.appleTime.now);
  for (let again = 0; again < 2 && exchange.is === 'answer' && exchange.status >= 500; again += 1) {
    await deps.clock.wait(250 * 2 ** again * (0.5 + Math.random()), signal);
    ({ exchange, iat, exp } = await send(deps.appleTime.now));
  }
  if (exchange.is !== 'answer') return { exchange, notes: [] };
  const skew = exchange.clockSkewSeconds;
  // Only Apple's own hosts over TLS, and this machine's test server, are ever asked: whose clock this is is known.
  const measured = deps.appleTime.learn(skew);
  if (measured) deps.state.update((state) => ({ ...state, clock: measured }));
  const clockNote = () => (skew !== null && Math.abs(skew) > worthCorrectingSeconds ? [warn('W_CLOCK', clockWords(skew, onApples))] : []);
  if (exchange.status !== 401 || isTooFarOff(skew ?? 0)) return { exchange, notes: clockNote() };
  const appleMs = deps.clock.now() - (skew ?? 0) * 1_000;
  const second = await send(() => appleMs);
  const accepted = second.exchange.is === 'answer' && second.exchange.status !== 401;
  if (!accepted) return { exchange: second.exchange.is === 'answer' ? second.exchange : exchange, notes: clockNote() };
  const outside = iat > appleMs / 1_000 || exp <= appleMs / 1_000;
  return { exchange: second.exchange, notes: outside ? clockNote() : [...clockNote(), warn('W_SPURIOUS_401')] };
}

const clockWords = (skew: number, used: boolean): string =>
  isTooFarOff(skew)
    ? `Your clock is ${clockOff(skew)}: ${notUsed}. Set it (turn on automatic time).`
    : `Your clock is ${clockOff(skew)}; Apple’s time ${used ? 'was used' : 'is used from now on'}.`;

/** A key that once answered and is refused now was most likely revoked: when it last did is kept. */
const lastAnswer = (before: LastTest | undefined): string | undefined =>
  before?.answeredAt ?? (before && isAnswer(before.outcome) ? before.at : undefined);
const isAnswer = (outcome: LastTest['outcome']): boolean => outcome === 'ok' || outcome === 'limited';
