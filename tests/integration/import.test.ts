import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

async function ready() {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  const save = async (name: string, pem: string) => {
    const path = join(folder, name);
    await writeFile(path, pem, { mode: 0o600 });
    return path;
  };
  const bring = async (path: string, ...flags: readonly string[]) => {
    const before = await readFile(path);
    const { code, out } = await keyrack(['import', path, '--org', 'Acme', '--json', ...flags], env);
    expect((await readFile(path)).equals(before)).toBe(true);
    const [row] = JSON.parse(out);
    return {
      code,
      id: row.id,
      keyId: row.keyId,
      ok: row.ok,
      error: row.error?.code ?? null,
      message: row.error?.message ?? '',
      warnings: row.warnings.map((one: { code: string }) => one.code),
    };
  };
  return { env, save, bring };
}

test('B-44 the typed Key ID differs from the file’s: the file’s wins, with a warning', async () => {
  const { save, bring } = await ready();
  const path = await save('AuthKey_ABC123DEFG.p8', makeKey().applePem);
  expect(await bring(path, '--key-id', 'ZZZ123DEFG', '--issuer', issuerId)).toMatchObject({
    code: 0,
    keyId: 'ABC123DEFG',
    warnings: ['W_KID_MISMATCH'],
  });
});

test('B-48 no Issuer ID: refused, unless the organization has one, --individual is given or the file is ApiKey_…', async () => {
  const { save, bring } = await ready();
  const [one, two, three, four] = [makeKey(), makeKey(), makeKey(), makeKey()];
  const path = await save('AuthKey_ABC123DEF1.p8', one.applePem);
  expect(await bring(path)).toMatchObject({ code: 8, error: 'E_ISSUER_MISSING' });
  expect(await bring(await save('AuthKey_ABC123DEF2.p8', two.applePem), '--individual')).toMatchObject({ code: 0, ok: true });
  expect(await bring(await save('ApiKey_ABC123DEF3.p8', three.applePem))).toMatchObject({ code: 0, warnings: ['W_NAME_INDIVIDUAL'] });
  expect(await bring(path, '--issuer', issuerId)).toMatchObject({ code: 0, ok: true });
  expect(await bring(await save('AuthKey_ABC123DEF4.p8', four.applePem))).toMatchObject({ code: 0, ok: true });
});

test('B-49, B-52 the same file twice is one key; one in the Trash is restored', async () => {
  const { env, save, bring } = await ready();
  const path = await save('AuthKey_ABC123DEFG.p8', makeKey().applePem);
  const first = await bring(path, '--issuer', issuerId);
  expect(await bring(path)).toMatchObject({ code: 0, ok: true, id: first.id, warnings: ['W_DUPLICATE'] });
  await keyrack(['remove', 'ABC123DEFG'], env);
  expect(await bring(path)).toMatchObject({ code: 0, id: first.id, warnings: ['W_RESTORED'] });
  expect(JSON.parse((await keyrack(['list', '--json'], env)).out)).toHaveLength(1);
});

test('B-50, B-51 the same key under another Key ID, another key under the same Key ID: refused, unless both are to be kept', async () => {
  const { env, save, bring } = await ready();
  const key = makeKey();
  await bring(await save('AuthKey_ABC123DEFG.p8', key.applePem), '--issuer', issuerId);
  const renamed = await save('AuthKey_OTHER12345.p8', key.applePem);
  const impostor = await save('AuthKey_ABC123DEFG.p8', makeKey().applePem);
  for (const path of [renamed, impostor]) {
    expect(await bring(path)).toMatchObject({
      code: 8,
      ok: false,
      error: 'E_KEY_CONFLICT',
      message: expect.stringContaining('Acme / ABC123DEFG'),
    });
    expect(await bring(path, '--keep-both')).toMatchObject({ code: 0, ok: true, warnings: ['W_KEPT_BOTH'] });
  }
  expect(JSON.parse((await keyrack(['list', '--json'], env)).out)).toHaveLength(3);
});

test('B-67 an Issuer ID that is not the organization’s is refused, naming both', async () => {
  const { save, bring } = await ready();
  await bring(await save('AuthKey_ABC123DEFG.p8', makeKey().applePem), '--issuer', issuerId);
  const another = issuerId.replace('5', '6');
  const { code, error, message } = await bring(await save('AuthKey_ABC123DEF2.p8', makeKey().applePem), '--issuer', another);
  expect([code, error]).toEqual([8, 'E_ISSUER_MISMATCH']);
  expect(message).toContain(issuerId);
  expect(message).toContain(another);
});

test('many at once: the good ones stay, each bad one has its own row, and exit 8 says so', async () => {
  const { env, save } = await ready();
  const paths = [
    await save('AuthKey_ABC123DEF1.p8', makeKey().applePem),
    await save('AuthKey_ABC123DEF2.p8', '<html>'),
    await save('AuthKey_ABC123DEF3.p8', makeKey().opensslPem),
  ];
  const { code, out } = await keyrack(['import', ...paths, '--org', 'Acme', '--issuer', issuerId, '--json'], env);
  expect([code, JSON.parse(out).map((row: { ok: boolean }) => row.ok)]).toEqual([8, [true, false, true]]);
});
