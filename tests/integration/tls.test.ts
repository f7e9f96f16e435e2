import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
