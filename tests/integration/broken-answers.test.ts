import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import type { KeyTest } from '../../src/shared/ipc/contract.js';
import { type FakeApple, type Fault, startFakeApple } from '../../tools/fake-apple/server.js';
import { keyrack } from '../support/cli.js';
import { withKey } from '../support/conversation.js';
import { issuerId, makeHome } from '../support/home.js';
import { makeKey } from '../support/keys.js';

const broken: readonly Fault[] = [
  '302-gzip-broken',
  '302-gzip-cut',
  '302-br-broken',
  '302-deflate-broken',
  '302-packed-oddly',
  '302-body-cut',
  '302-endless',
  '401-gzip-broken',
  '403-body-cut',
  '503-br-cut',
  '200-packed-oddly',
];
const named = (fault: Fault): string =>
  fault.startsWith('302') ? 'E_REDIRECT' : fault.endsWith('body-cut') ? 'E_NET_REFUSED' : 'E_UNEXPECTED_RESPONSE';

/** An Apple that answers each of these Key IDs in its own way. */
async function appleFor(ways: ReadonlyMap<string, Fault>): Promise<FakeApple> {
  const apple: FakeApple = await startFakeApple({
    onRequest: ({ token }) => {
      const { kid } = JSON.parse(Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString('utf8'));
      apple.fault(ways.get(kid) ?? null, 1);
    },
  });
  onTestFinished(() => apple.close());
  return apple;
}

/** Keys that Apple knows, one for each of these, and a last one that is answered well. */
async function homeFor(faults: readonly Fault[]) {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const keyIds = [...faults, 'well'].map((_, n) => `KEY${String(n).padStart(7, '0')}`);
  const apple = await appleFor(new Map(faults.map((fault, n) => [keyIds[n] ?? '', fault])));
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey, KEYRACK_API_URL: apple.url };
  const files: string[] = [];
  for (const keyId of keyIds) {
    const key = makeKey();
    const path = join(home, '..', `AuthKey_${keyId}.p8`);
    await writeFile(path, key.applePem, { mode: 0o600 });
    files.push(path);
    apple.register({ kind: 'team', issuerId, keyId, publicKey: key.publicKey, roles: ['ADMIN'] });
  }
  await keyrack(['import', ...files, '--org', 'Acme', '--issuer', issuerId], env);
  return { apple, env, keyIds };
}

test('M-17 answers that break while they are read cost nobody else’s row: all are told, each by its name', async () => {
  const { env, keyIds } = await homeFor(broken);
  const { code, out, err } = await keyrack(['test', '--all', '--json'], env);
  expect([code, err]).toEqual([5, '']);
  const rows = JSON.parse(out).map(({ keyId, diagnosis }: { keyId: string; diagnosis: { code: string } | null }) => [
    keyId,
    diagnosis?.code ?? 'ok',
  ]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(keyIds.map((keyId, n) => [keyId, broken[n] ? named(broken[n]) : 'ok'])));
});

test('M-17 a redirect with a broken body is a redirect, and what it says of the token that was sent is so', async () => {
  const { apple, env } = await homeFor(['302-gzip-broken']);
  const { code, out, err } = await keyrack(['test', 'KEY0000000'], env);
  expect([code, err]).toEqual([5, expect.not.stringContaining('    at ')]);
  expect(out).toContain('was sent a token that lives for two minutes; it was not sent on');
  expect(out).not.toContain('got no token');
  // It was: whoever answered has it. And nobody else, as nothing went to the place that was named.
  const [sent, ...more] = apple.requests;
  const { iat = 0, exp = 0 } = decodeJwt(sent?.token ?? '');
  expect([more, sent?.path, exp - iat]).toEqual([[], '/v1/territories?limit=1', 180]);
});

test('M-17 the window keeps the row of a key that answers beside one whose redirect is broken, and says who has a token now', async () => {
  const ways = new Map<string, Fault>();
  const apple = await appleFor(ways);
  const { value, id, importAnother } = await withKey(true, { apiUrl: apple.url });
  const other = await importAnother('KEY0000001');
  apple.register({ kind: 'team', issuerId, keyId: 'KEY0000001', publicKey: other.publicKey, roles: ['ADMIN'] });
  ways.set('2X9R4HXF34', '302-br-broken');
  const tests = await value<readonly KeyTest[]>('keys.test', { keys: [id, other.id] });
  expect(tests.map(({ key, diagnosis }) => [key, diagnosis?.code ?? 'ok'])).toEqual([
    [id, 'E_REDIRECT'],
    [other.id, 'ok'],
  ]);
  expect(tests[0]?.diagnosis?.cause).toContain('was sent a token that lives for two minutes');
});
