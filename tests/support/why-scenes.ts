import { createApple } from '../../src/core/apple/client.js';
import type { Deps } from '../../src/core/deps.js';
import type { Http } from '../../src/core/ports/index.js';
import { createAppleTime } from '../../src/core/state/apple-time.js';
import { emptyState } from '../../src/core/state/state.js';
import { type Explained, why } from '../../src/core/usecases/tokens/why.js';
import type { Confidence, Decider } from '../../src/shared/diagnosis/cause.js';
import type { Key, LastTest, Organization, TestedWith } from '../../src/shared/model.js';
import type { CauseCode } from '../../src/shared/words/causes.js';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import { createTokenSigner } from '../../src/strongroom/inside/keys/sign.js';
import { replyTo } from '../../tools/fake-apple/endpoints.js';
import { errorBody, forbiddenByRole, unauthorized } from '../../tools/fake-apple/faults.js';
import { type Account, verdictOn } from '../../tools/fake-apple/verify.js';
import { makeKey } from './keys.js';

type Claims = Pick<Key, 'keyId' | 'kind'> & Pick<Organization, 'program'> & { readonly issuerId: string };

/** What is stored of one key, what is so at Apple, and what stands between. Left out: all is well. */
export interface Scene {
  /** Seconds this clock is fast. */
  readonly fast?: number;
  readonly stored?: Partial<Key>;
  /** Acme's. */
  readonly issuerId?: null;
  readonly program?: 'enterprise';
  /** As Apple has the key; null: it does not know it. */
  readonly really?: Partial<Claims> | null;
  readonly revoked?: true;
  /** When it answered as it is stored, or with what it answered in May. */
  readonly answered?: string | Partial<Claims>;
  readonly refusedJustNow?: true;
  /** Another key of Acme: has answered · is good and was never tested · is refused. */
  readonly sibling?: 'proved' | 'unproved' | 'refused';
  readonly others?: readonly ('borealis' | 'xenon' | 'yak' | 'zebra' | 'plant')[];
  /** A key of Acme whose file says this one's Key ID. */
  readonly swapped?: true;
  readonly answer?: keyof typeof answers;
}
/** The first cause, how sure, what decided it, what its fix says, another that is certain. Null: nothing is wrong. */
export type Expected = readonly [
  code: CauseCode | null,
  confidence?: Confidence,
  decidedBy?: Decider | null,
  fix?: RegExp,
  also?: CauseCode,
];

const acmes = '57246542-96fe-1a63-e053-0824d011072a';
const nowMs = Date.parse('2026-08-20T10:00:00.000Z');
export const threeMonthsAgo = '2026-05-20T10:00:00.000Z';

const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) => ({ status, body, headers });
const error = (status: number, code: string, title = 'No', detail = '') => answer(status, errorBody(status, code, title, detail));
const broken = (code: string, message = code) => Object.assign(new Error(message), { code });
const page = { 'content-type': 'text/html' };
type Reply = ReturnType<typeof answer> | Error | 'silence' | null;
/** What comes back instead of what Apple would say to the token, by the number of the request; null: what Apple says. */
const answers = {
  'no-date': () => answer(401, unauthorized(), { date: '' }),
  role: () => answer(403, forbiddenByRole().body),
  agreement: () => error(403, 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED'),
  'agreement-second': (n) => (n === 1 ? null : error(403, 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED')),
  'agreement-old-wording': () => error(403, 'FORBIDDEN', 'Access Unavailable', 'The Account Holder must agree to it.'),
  rate: () => ({
    ...error(429, 'RATE_LIMIT_EXCEEDED'),
    headers: { 'x-rate-limit': 'user-hour-lim:3500;user-hour-rem:3400;', 'retry-after': '30' },
  }),
  'rate-bare': () => error(429, 'RATE_LIMIT_EXCEEDED'),
  'rate-third': (n) => (n < 3 ? null : error(429, 'RATE_LIMIT_EXCEEDED')),
  'not-found': () => error(404, 'NOT_FOUND'),
  conflict: () => error(409, 'STATE_ERROR'),
  down: () => error(503, 'UNEXPECTED_ERROR'),
  maintenance: () => answer(503, '<html>We will be back soon</html>', page),
  redirect: () => answer(302, '', { location: 'https://hotel.example/' }),
  html: () => answer(200, '<html>Welcome</html>', page),
  empty: () => answer(200, ''),
  'wrong-shape': () => answer(200, '{"hello":1}'),
  'bare-403': () => answer(403, 'Forbidden', page),
  proxy: () => broken('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
  tls: () => broken('SELF_SIGNED_CERT_IN_CHAIN'),
  'tls-expired': () => broken('CERT_HAS_EXPIRED'),
  offline: () => broken('ENOTFOUND'),
  'offline-third': (n) => (n < 3 ? null : broken('ENOTFOUND')),
  refused: () => broken('ECONNREFUSED'),
  timeout: () => 'silence',
  reset: () => broken('UND_ERR_SOCKET', 'other side closed'),
  'spurious-once': (n) => (n === 1 ? answer(401, unauthorized()) : null),
  'spurious-twice': (n) => (n <= 2 ? answer(401, unauthorized()) : null),
  spurious: () => answer(401, unauthorized()),
} as const satisfies Record<string, (n: number) => Reply>;

const organization = (id: string, name: string, issuerId: string | null, program: Organization['program'] = 'app-store'): Organization => ({
  id,
  name,
  program,
  issuerId,
  teamId: null,
  vendorNumber: null,
  notes: '',
  tags: [],
  defaultKeyId: null,
  createdAt: '',
});
const elsewhere = {
  borealis: organization('borealis', 'Borealis', '69a6de70-03db-47e3-e053-5b8c7c11a4d1'),
  xenon: organization('xenon', 'Xenon', 'aaaaaaaa-0000-0000-0000-000000000001'),
  yak: organization('yak', 'Yak', 'aaaaaaaa-0000-0000-0000-000000000002'),
  zebra: organization('zebra', 'Zebra', 'aaaaaaaa-0000-0000-0000-000000000003'),
  plant: organization('plant', 'Plant', 'aaaaaaaa-0000-0000-0000-000000000004', 'enterprise'),
};

const key = (id: string, organizationId: string, keyId: string, set: Partial<Key> = {}): Key => ({
  id,
  organizationId,
  kind: 'team',
  keyId,
  name: id,
  roles: [],
  fingerprint: id,
  sourceName: `AuthKey_${keyId}.p8`,
  addedAt: '2026-03-10T10:00:00.000Z',
  trashedAt: null,
  ...set,
});

/** All that is stored in a scene, and what Apple has of it. */
function worldOf(scene: Scene) {
  const acme = organization('acme', 'Acme', scene.issuerId === null ? null : acmes, scene.program);
  const it = key('it', 'acme', 'AAAAAAAAAA', scene.stored);
  const organizations = [acme, ...(scene.others ?? []).map((name) => elsewhere[name])];
  const keys = [
    it,
    ...(scene.sibling ? [key('sibling', 'acme', 'SSSSSSSSSS')] : []),
    ...(scene.swapped ? [key('swapped', 'acme', 'BBBBBBBBBB', { sourceName: 'AuthKey_AAAAAAAAAA.p8' })] : []),
    // Borealis's came in the same sitting as the key.
    ...(scene.others ?? []).map((name, n) =>
      key(name, name, `OTHER0000${n}`, { addedAt: name === 'borealis' ? '2026-03-10T10:00:30.000Z' : '2026-01-01T00:00:00.000Z' }),
    ),
  ];
  const made = new Map(keys.map(({ id }) => [id, makeKey()]));
  const accounts = new Map<string, Account>();
  const known = (id: string, said: Claims) => {
    const publicKey = made.get(id)?.publicKey;
    if (!publicKey) throw new Error('no such key');
    const account = { keyId: said.keyId, publicKey, roles: ['ADMIN'] };
    const { kind, issuerId, program } = said;
    accounts.set(said.keyId, kind === 'team' ? { kind, issuerId, program, ...account } : { kind, ...account });
  };
  const stored: Claims = { keyId: it.keyId, kind: 'team', program: acme.program, issuerId: acmes };
  if (scene.really !== null) known('it', { ...stored, ...scene.really });
  if (scene.sibling && scene.sibling !== 'refused') known('sibling', { ...stored, keyId: 'SSSSSSSSSS' });
  return {
    acme,
    it,
    organizations,
    keys,
    made,
    accounts,
    stored,
    revoked: new Set(scene.revoked ? [scene.really?.keyId ?? it.keyId] : []),
  };
}

const host = '127.0.0.1:4000';
function remembered(scene: Scene, { it, stored }: ReturnType<typeof worldOf>): Record<string, { readonly lastTest: LastTest }> {
  const asStored = {
    ...stored,
    kind: it.kind,
    issuerId: it.kind === 'individual' ? null : stored.issuerId,
    host,
    inTime: true,
    refusals: 0,
  };
  const tested = (at: string, said: TestedWith, refused = false): LastTest => ({
    at,
    outcome: refused ? 'refused' : 'ok',
    code: refused ? 'E_APPLE_UNAUTHORIZED' : null,
    latencyMs: 80,
    testedWith: refused ? { ...said, refusals: 2 } : said,
    ...(refused ? {} : { answeredAt: at, answeredWith: said }),
  });
  const { answered } = scene;
  const past =
    answered === undefined
      ? null
      : typeof answered === 'string'
        ? tested(answered, asStored)
        : tested(threeMonthsAgo, { ...asStored, ...answered });
  const its = scene.refusedJustNow ? tested(new Date(nowMs - 60_000).toISOString(), asStored, true) : past;
  return {
    ...(its ? { it: { lastTest: its } } : {}),
    ...(scene.sibling === 'proved'
      ? { sibling: { lastTest: tested(threeMonthsAgo, { ...asStored, kind: 'team', issuerId: acmes, keyId: 'SSSSSSSSSS' }) } }
      : {}),
  };
}

/** Asks why, of an Apple that judges tokens as the fake one does; nothing waits and no socket is opened. */
export async function explain(scene: Scene): Promise<{
  explained: Explained;
  /** Every request, in order. */
  sent: readonly { readonly method: string; readonly status: number | null }[];
  /** The activity's verbs. */
  noted: readonly string[];
}> {
  const world = worldOf(scene);
  const clock = {
    now: () => nowMs + (scene.fast ?? 0) * 1_000,
    monotonic: () => 0,
    uptime: () => 3_600_000,
    // Deadlines pass only where somebody is silent; every other wait is over at once.
    wait: (ms: number, signal?: AbortSignal): Promise<void> =>
      ms < 10_000 || scene.answer === 'timeout'
        ? Promise.resolve()
        : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };
  const sent: { method: string; status: number | null }[] = [];
  const http = appleByHeart(scene, world, sent);
  const signer = createTokenSigner();
  let state: typeof emptyState = { ...emptyState, keys: remembered(scene, world) };
  const store = {
    read: async () => state,
    update: (change: (before: typeof state) => typeof state) => {
      state = change(state);
    },
    settled: async () => undefined,
  };
  const sign: Strongroom['sign'] = async (request) => {
    const it = world.keys.find(({ id }) => id === request.id);
    const pem = world.made.get(request.id)?.applePem;
    const its = world.organizations.find(({ id }) => id === it?.organizationId);
    if (!it || !its || !pem) throw new Error('no such key');
    const { issuerId, program, ...said } = request.as ?? { issuerId: its.issuerId, program: its.program, keyId: it.keyId, kind: it.kind };
    return signer.sign({ key: { ...it, ...said, privateKey: pem } as never, issuerId, program }, request, request.nowMs ?? clock.now());
  };
  const strongroom = { sign } as Strongroom;
  const appleTime = createAppleTime(clock);
  const noted: string[] = [];
  const apiUrl = `http://${host}`;
  const apple = createApple({ strongroom, clock, http: async () => http, apiUrl, packaged: false, state: store, appleTime });
  const deps = {
    session: { view: async () => ({ organizations: world.organizations, keys: world.keys }) },
    state: store,
    activity: { note: (what: string) => void noted.push(what) },
    clock,
    apple,
    apiUrl,
    packaged: false,
    defaultSelector: null,
    folders: { nearestBinding: async () => null },
    cwd: '/',
  } as unknown as Deps;
  return { explained: await why(deps, { key: 'it' }), sent, noted };
}

function appleByHeart(
  scene: Scene,
  { accounts, revoked }: ReturnType<typeof worldOf>,
  sent: { method: string; status: number | null }[],
): Http {
  return {
    async fetch({ url, method, headers, signal }) {
      const one: { method: string; status: number | null } = { method, status: null };
      const n = sent.push(one);
      const given: ((n: number) => Reply) | undefined = scene.answer && answers[scene.answer];
      const { pathname, search } = new URL(url);
      const asked = { method, target: `${pathname}${search}`, nowSeconds: nowMs / 1_000 };
      const token =
        Object.entries(headers)
          .find(([name]) => name.toLowerCase() === 'authorization')?.[1]
          .replace('Bearer ', '') ?? '';
      const verdict = verdictOn(token, asked, accounts, revoked);
      const reply =
        given?.(n) ??
        (verdict.refusal === null ? { headers: {}, ...replyTo(asked.target, verdict.account, 'allowed') } : answer(401, unauthorized()));
      if (reply === 'silence') return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      if (reply instanceof Error) throw reply;
      one.status = reply.status;
      return {
        status: reply.status,
        headers: { 'content-type': 'application/json', date: new Date(nowMs).toUTCString(), ...reply.headers },
        body: (async function* () {
          yield Buffer.from(reply.body);
        })(),
      };
    },
  };
}
