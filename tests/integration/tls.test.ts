import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TlsFault } from '../../tools/fake-apple/bad-tls.js';
import { type FakeApple, startFakeApple } from '../../tools/fake-apple/server.js';
import { keyrack } from '../support/cli.js';
import { issuerId, makeHome } from '../support/home.js';
import { makeKey } from '../support/keys.js';

const ending: (() => Promise<void>)[] = [];
let apple: FakeApple;
let env: Record<string, string>;
let trusted: { NODE_EXTRA_CA_CERTS: string };
beforeAll(async () => {
  const onEnd = (work: () => Promise<void>) => void ending.push(work);
  const { home, recoveryKey } = await makeHome(onEnd);
  apple = await startFakeApple();
  onEnd(() => apple.close());
  env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  const key = makeKey();
  const keyId = 'TEAM123456';
  const file = join(home, '..', `AuthKey_${keyId}.p8`);
  const caFile = join(home, '..', 'ca.pem');
  await writeFile(file, key.applePem, { mode: 0o600 });
  await writeFile(caFile, apple.ca);
  trusted = { NODE_EXTRA_CA_CERTS: caFile };
  await keyrack(['import', file, '--org', 'Acme', '--issuer', issuerId], env);
  apple.register({ kind: 'team', issuerId, keyId, publicKey: key.publicKey, roles: ['ADMIN'] });
});
afterAll(async () => {
  for (const work of ending.reverse()) await work();
});

async function testedAt(url: string, change: Record<string, string>) {
  const before = apple.requests.length;
  const { code, out } = await keyrack(['test', 'TEAM123456', '--json'], { ...env, KEYRACK_API_URL: url, ...change });
  const [report] = JSON.parse(out);
  return { exit: code, requests: apple.requests.length - before, outcome: report.outcome, diagnosed: report.diagnosis?.code ?? null };
}

test('a certificate of a CA that the machine trusts is believed', async () => {
  expect(await testedAt(apple.secureUrl, trusted)).toEqual({ exit: 0, requests: 1, outcome: 'ok', diagnosed: null });
});

// Each is tried with the fake's CA believed, so that the named fault alone is what refuses.
const rows: readonly (readonly [string, TlsFault])[] = [
  ['a CA that nobody knows', 'unknown-ca'],
  ['a certificate that signed itself', 'self-signed'],
  ['an expired certificate', 'expired'],
  ['a certificate of another host', 'wrong-host'],
  ['a downgrade to TLS 1.1', 'old-version'],
  ['an answer that is not TLS', 'not-tls'],
];
test.for(rows)('R-102 %s: E_TLS, and no token leaves', async ([, fault]) => {
  expect(await testedAt(await apple.badTls(fault), trusted)).toEqual({ exit: 5, requests: 0, outcome: 'unreachable', diagnosed: 'E_TLS' });
});

test('R-102 a good certificate of a CA that was not handed over: E_TLS, and no token leaves', async () => {
  expect(await testedAt(apple.secureUrl, {})).toEqual({ exit: 5, requests: 0, outcome: 'unreachable', diagnosed: 'E_TLS' });
});

test('R-100 a connection closed in the handshake is a network that refuses, not a bad certificate', async () => {
  expect(await testedAt(await apple.badTls('closed-in-handshake'), trusted)).toEqual({
    exit: 5,
    requests: 0,
    outcome: 'unreachable',
    diagnosed: 'E_NET_REFUSED',
  });
});
