import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type FakeApple, type Fault, startFakeApple } from '../../tools/fake-apple/server.js';
import { bin, keyrack } from '../support/cli.js';
import { watching } from '../support/clock.js';
import { issuerId, makeHome } from '../support/home.js';
import { makeKey } from '../support/keys.js';

const ending: (() => Promise<void>)[] = [];
const { changed, until } = watching();
let apple: FakeApple;
let env: Record<string, string>;
beforeAll(async () => {
  const onEnd = (work: () => Promise<void>) => void ending.push(work);
  const { home, recoveryKey } = await makeHome(onEnd);
  apple = await startFakeApple({ onRequest: changed });
  onEnd(() => apple.close());
  env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey, KEYRACK_API_URL: apple.url };
  for (const [prefix, keyId] of [
    ['AuthKey', 'TEAM123456'],
    ['ApiKey', 'PERSON1234'],
  ] as const) {
    const key = makeKey();
    const path = join(home, '..', `${prefix}_${keyId}.p8`);
    await writeFile(path, key.applePem, { mode: 0o600 });
    await keyrack(['import', path, '--org', 'Acme', '--issuer', issuerId], env);
    const both = { keyId, publicKey: key.publicKey, roles: ['ADMIN'] };
    apple.register(prefix === 'AuthKey' ? { kind: 'team', issuerId, ...both } : { kind: 'individual', ...both });
  }
});
afterAll(async () => {
  for (const work of ending.reverse()) await work();
});

async function tested(fault: Fault | null, times?: number, change: Record<string, string> = {}) {
  apple.fault(fault, times);
  const before = apple.requests.length;
  const { code, out, err } = await keyrack(['test', 'TEAM123456', '--json'], { ...env, ...change });
  apple.fault(null);
  const [report] = out ? JSON.parse(out) : [JSON.parse(err)];
  return { exit: code, requests: apple.requests.length - before, ...report, diagnosed: report.diagnosis?.code ?? null };
}

const rows: readonly (readonly [string, Fault, { exit: number; outcome: string; diagnosed: string }])[] = [
  ['R-103 a redirect', 'redirect', { exit: 5, outcome: 'unexpected', diagnosed: 'E_REDIRECT' }],
  ['R-104 a hotel’s web page', 'html', { exit: 5, outcome: 'unexpected', diagnosed: 'E_UNEXPECTED_RESPONSE' }],
  ['R-104 an empty body', 'empty', { exit: 5, outcome: 'unexpected', diagnosed: 'E_UNEXPECTED_RESPONSE' }],
  ['R-104 truncated JSON', 'truncated', { exit: 5, outcome: 'unexpected', diagnosed: 'E_UNEXPECTED_RESPONSE' }],
  ['R-104 JSON of another shape', 'wrong-shape', { exit: 5, outcome: 'unexpected', diagnosed: 'E_UNEXPECTED_RESPONSE' }],
  ['R-104 data: null', 'data-null', { exit: 5, outcome: 'unexpected', diagnosed: 'E_UNEXPECTED_RESPONSE' }],
  ['R-105 a gzip bomb', 'bomb', { exit: 5, outcome: 'unexpected', diagnosed: 'E_UNEXPECTED_RESPONSE' }],
  ['R-105 JSON 100,000 deep', 'deep', { exit: 5, outcome: 'unexpected', diagnosed: 'E_UNEXPECTED_RESPONSE' }],
  ['R-107 a role too small', 'role', { exit: 0, outcome: 'limited', diagnosed: 'E_APPLE_ROLE' }],
  ['R-107 an unsigned agreement', 'agreement', { exit: 6, outcome: 'limited', diagnosed: 'E_APPLE_AGREEMENT' }],
  ['R-107 the older wording of it', 'agreement-old-wording', { exit: 6, outcome: 'limited', diagnosed: 'E_APPLE_AGREEMENT' }],
  ['R-108 too many requests', 'rate', { exit: 0, outcome: 'limited', diagnosed: 'E_APPLE_RATE' }],
  ['R-108 a Retry-After of garbage', 'rate-garbage', { exit: 0, outcome: 'limited', diagnosed: 'E_APPLE_RATE' }],
  ['a 404', 'not-found', { exit: 0, outcome: 'limited', diagnosed: 'E_APPLE_NOT_FOUND' }],
  ['R-100 a connection broken off', 'reset', { exit: 5, outcome: 'unreachable', diagnosed: 'E_NET_REFUSED' }],
];
test.for(rows)('%s is told apart, in one request', async ([, fault, wanted]) => {
  expect(await tested(fault)).toMatchObject({ ...wanted, requests: 1 });
});

test('R-106 a 401 that goes away on the second try is Apple’s own, and said', async () => {
  const report = await tested('spurious-401', 1);
  expect(report).toMatchObject({ exit: 0, outcome: 'ok', requests: 2, diagnosed: null });
  expect(report.notes.map(({ code }: { code: string }) => code)).toEqual(['W_SPURIOUS_401']);
});

test('R-106 a 401 that stays is a refusal, after exactly one more try', async () => {
  expect(await tested('spurious-401')).toMatchObject({ exit: 6, outcome: 'refused', requests: 2, diagnosed: 'E_APPLE_UNAUTHORIZED' });
});

test('R-109 a 503 is tried twice more; if one of these works, the key answers', async () => {
  expect(await tested('down')).toMatchObject({ exit: 5, outcome: 'unreachable', requests: 3, diagnosed: 'E_APPLE_DOWN' });
  expect(await tested('down', 2)).toMatchObject({ exit: 0, outcome: 'ok', requests: 3 });
});

test('R-110 hostile text of an answer is never printed', async () => {
  apple.fault('hostile-text');
  const { out, err } = await keyrack(['test', 'TEAM123456'], env);
  apple.fault(null);
  expect(out + err).not.toMatch(/[\u001b\u202e]/);
  expect(out.length).toBeLessThan(2_000);
});

test('R-91 a clock more than a day off gets no post-dated token: E_CLOCK, and no second try', async () => {
  apple.clock.offsetMs = 2 * 86_400_000;
  expect(await tested(null)).toMatchObject({ exit: 5, diagnosed: 'E_CLOCK', requests: 1 });
  apple.clock.offsetMs = 0;
});

test('R-100 nobody listens: not tested, and the last result stands', async () => {
  await tested(null);
  expect(await tested(null, undefined, { KEYRACK_API_URL: 'http://127.0.0.1:1' })).toMatchObject({
    exit: 5,
    outcome: 'unreachable',
    diagnosed: 'E_NET_REFUSED',
  });
  const [listed] = JSON.parse((await keyrack(['list', 'TEAM123456', '--json'], env)).out);
  expect(listed.lastTest).toMatchObject({ outcome: 'ok' });
});

test('R-102 NODE_TLS_REJECT_UNAUTHORIZED=0: nothing is sent', async () => {
  expect(await tested(null, undefined, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatchObject({ exit: 5, diagnosed: 'E_TLS', requests: 0 });
});

test('KEYRACK_API_URL may point to this machine only', async () => {
  for (const url of [
    'https://example.com',
    'http://127.0.0.1.example.com',
    'ftp://127.0.0.1',
    'http://user@127.0.0.1',
    'http://127.0.0.1/path',
    'nonsense',
  ]) {
    const { code, err } = await keyrack(['test', 'TEAM123456', '--json'], { ...env, KEYRACK_API_URL: url });
    expect([code, JSON.parse(err).error.code], url).toEqual([2, 'E_USAGE']);
  }
});

test('R-112 --all tests every key, team and individual', async () => {
  const { code, out } = await keyrack(['test', '--all', '--json'], env);
  expect([code, JSON.parse(out).map(({ outcome }: { outcome: string }) => outcome)]).toEqual([0, ['ok', 'ok']]);
});

test('R-112 Ctrl-C closes what hangs and ends the command, exit 1', async () => {
  apple.fault('hang');
  const before = apple.requests.length;
  const child = spawn(process.execPath, [bin, 'test', '--all', '--json'], { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = once(child, 'close');
  await until(() => apple.requests.length > before);
  child.kill('SIGINT');
  // A connection left open would hold the process until the server’s own limit, beyond this test’s.
  await apple.requests[before]?.over;
  expect(await ended).toEqual([1, null]);
  apple.fault(null);
  expect(JSON.parse(Buffer.concat(out).toString('utf8'))).toEqual([]);
  expect(JSON.parse(Buffer.concat(err).toString('utf8'))).toMatchObject({ error: { code: 'E_CANCELLED' } });
});

test('an Enterprise Program key answers with its own audience; in an App Store organization it is refused', async () => {
  const answers = async (keyId: string, organization: string) => {
    const key = makeKey();
    apple.register({ kind: 'team', issuerId, keyId, publicKey: key.publicKey, roles: ['ADMIN'], program: 'enterprise' });
    const path = join(env.KEYRACK_HOME ?? '', '..', `AuthKey_${keyId}.p8`);
    await writeFile(path, key.applePem, { mode: 0o600 });
    expect((await keyrack(['import', path, '--org', organization, '--issuer', issuerId], env)).code).toBe(0);
    const { code, out } = await keyrack(['test', keyId, '--json'], env);
    const [{ outcome, diagnosis }] = JSON.parse(out);
    return [code, outcome, diagnosis?.code ?? null, apple.requests.at(-1)?.path];
  };
  expect((await keyrack(['org', 'add', 'In House', '--enterprise', '--issuer', issuerId], env)).code).toBe(0);
  expect(await answers('INHOUSE123', 'In House')).toEqual([0, 'ok', null, '/v1/bundleIds?limit=1']);
  expect(await answers('INHOUSE456', 'Acme')).toEqual([6, 'refused', 'E_APPLE_UNAUTHORIZED', '/v1/territories?limit=1']);
});
