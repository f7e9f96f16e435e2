import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';
import { issuerId, temporaryFolder } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import { startFakeApple } from '../../../tools/fake-apple/server.js';

/** Acme / CI uploads, its file, and an Apple that knows it. */
async function named() {
  const apple = await startFakeApple();
  onTestFinished(() => apple.close());
  const { cli } = await withKeys();
  const key = makeKey();
  const path = join(await temporaryFolder(onTestFinished), 'AuthKey_AAAAAAAAA1.p8');
  await writeFile(path, key.applePem, { mode: 0o600 });
  apple.register({ kind: 'team', keyId: 'AAAAAAAAA1', issuerId, publicKey: key.publicKey, roles: ['ADMIN'] });
  const store = (...more: readonly string[]) => cli(['import', path, '--org', 'Acme', '--issuer', issuerId, ...more]);
  return { cli, path, store, env: { KEYRACK_API_URL: apple.url } };
}

test('M-15 import says which key was stored, was there already, and came out of the Trash', async () => {
  const { cli, store } = await named();
  expect((await store('--name', 'CI uploads')).out).toBe('Stored and verified: Acme / CI uploads (AAAAAAAAA1)\n');
  expect((await store()).out).toBe('Already stored: Acme / CI uploads (AAAAAAAAA1)\n');
  await cli(['remove', 'AAAAAAAAA1']);
  expect((await store()).out).toBe('Restored from the Trash: Acme / CI uploads (AAAAAAAAA1)\n');
  expect(JSON.parse((await store('--json')).out)).toMatchObject([{ organization: 'Acme', name: 'CI uploads', keyId: 'AAAAAAAAA1' }]);
});

test('M-15 test says the name of a key that answers and of one that does not, and has it in --json', async () => {
  const { cli, store, env } = await named();
  await store('--name', 'CI uploads');
  expect((await cli(['test', 'Acme'], { env })).out).toMatch(/^Acme \/ CI uploads \(AAAAAAAAA1\): Answered/);
  expect(JSON.parse((await cli(['test', 'Acme', '--json'], { env })).out)).toMatchObject([{ organization: 'Acme', name: 'CI uploads' }]);
  const silent = { KEYRACK_API_URL: 'http://127.0.0.1:1' };
  expect((await cli(['test', 'Acme'], { env: silent })).out).toMatch(/^Acme \/ CI uploads \(AAAAAAAAA1\): Not tested/);
});

test('M-15 identify, the preview of an import, and a token say which key they mean', async () => {
  const { cli, path, store } = await named();
  await store('--name', 'CI uploads');
  expect((await cli(['identify', path])).out).toContain('yes, in Acme / CI uploads');
  expect(JSON.parse((await cli(['identify', path, '--json'])).out)).toMatchObject({ organization: 'Acme', name: 'CI uploads' });
  expect((await cli(['import', '--from', path, '--preview'])).out).toContain('already stored: Acme / CI uploads');
  expect(JSON.parse((await cli(['token', 'Acme', '--json'])).out)).toMatchObject({ organization: 'Acme', name: 'CI uploads' });
});

test('M-15 what a command says of a key is taken back as it stands, and completed', async () => {
  const { cli, store } = await named();
  const [, said = ''] = /: (.*)\n/.exec((await store('--name', 'CI uploads')).out) ?? [];
  for (const spelled of [said, 'Acme / CI uploads', 'acme / ci'])
    expect((await cli(['which', spelled])).out).toMatch(/^Acme \/ CI uploads \(AAAAAAAAA1\)/);
  for (const shell of ['zsh', 'fish'])
    expect((await cli(['__complete', shell, '--', 'token', 'Acme / C'])).out).toContain('Acme / CI uploads');
  expect((await cli(['__complete', 'bash', '--', 'keyrack token "Acme / C', 'C'])).out).toContain('Acme / CI uploads');
});
