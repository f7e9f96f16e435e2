import { expect, test } from 'vitest';
import { testPorts } from '../../../../../tests/support/home.js';
import { makeKey } from '../../../../../tests/support/keys.js';
import { firstId, firstIssuer, variableInputs } from '../../../../../tests/support/report-variables.js';
import { sourcePorts } from '../import-keys.js';
import { readSource } from '../key-file.js';

const ports = sourcePorts(testPorts('/nonexistent'));
const read = (text: string) => readSource({ from: 'text', text }, ports);

test.for(variableInputs)('J-06 $what: a row a key, with the IDs that belong to it', async ({ keys: count, text, rows: wanted }) => {
  const keys = Array.from({ length: count }, makeKey);
  const rows = await read(text(keys));
  expect(rows.map(({ error }) => error)).toEqual(wanted.map(() => null));
  expect(rows.map(({ found }) => found?.fingerprint)).toEqual(keys.map(({ fingerprint }) => fingerprint));
  expect(
    rows.map(({ found, entry }) => ({ keyId: found?.keyIdFromFile, issuerId: found?.issuerId, team: entry?.team ?? undefined })),
  ).toEqual(wanted.map(({ keyId, issuerId, team }) => ({ keyId, issuerId, team })));
  expect(rows.every(({ entry }) => entry?.tool === 'env')).toBe(true);
});

const ids = `ASC_KEY_ID=${firstId}\nASC_ISSUER_ID=${firstIssuer}\n`;

test('J-06 a path among variables is told and not followed before it is confirmed', async () => {
  for (const value of [
    '/keys/AuthKey_ABC123DEFG.p8',
    '"$(cat /keys/AuthKey_ABC123DEFG.p8)"',
    '$(base64 -w 0 "/keys/AuthKey_ABC123DEFG.p8")',
  ]) {
    const [row, ...others] = await read(`${ids}ASC_PRIVATE_KEY=${value}\n`);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ found: null, error: null, entry: { keyPath: '/keys/AuthKey_ABC123DEFG.p8', keyId: firstId } });
  }
});

test('B-62 what stands in the key’s place among variables is told by its name', async () => {
  for (const [value, code] of [
    ['***', 'E_FILE_PLACEHOLDER'],
    [`\${{ secrets.ASC_PRIVATE_KEY }}`, 'E_FILE_PLACEHOLDER'],
    ['ENC[AES256_GCM,data:AA==,type:str]', 'E_FILE_SEALED'],
    ['op://Private/ASC/key', 'E_FILE_PLACEHOLDER'],
  ] as const)
    expect(await read(`${ids}ASC_PRIVATE_KEY=${value}\n`)).toMatchObject([{ error: { code }, found: null }]);
});

test('other programs’ keys and IDs beside it are nobody’s row', async () => {
  const key = makeKey();
  const text = `STRIPE_API_KEY=sk_live_1\nFIREBASE_PRIVATE_KEY_ID=0123456789abcdef0123456789abcdef01234567\nFIREBASE_PRIVATE_KEY="-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\n-----END RSA PRIVATE KEY-----"\n${ids}ASC_PRIVATE_KEY='${key.applePem}'\nJWT_KEY=${'a'.repeat(200)}\n`;
  expect(await read(text)).toMatchObject([{ found: { fingerprint: key.fingerprint }, error: null }]);
});

test('a key that a stray variable stands beside is read as it was before, with the text around it ignored', async () => {
  const key = makeKey();
  for (const path of ['***', './AuthKey_ABC123DEFG.p8'])
    expect(await read(`KEY_ID=${firstId}\nKEY_PATH=${path}\n${key.applePem}\n`)).toMatchObject([
      { found: { fingerprint: key.fingerprint }, error: null },
    ]);
  expect(await read(`KEY="${key.applePem.replaceAll('\n', '\\n')}"\n`)).toMatchObject([
    { entry: null, found: { fingerprint: key.fingerprint } },
  ]);
});

test('another program’s key in the file takes no row’s place', async () => {
  const other = `JWT_PRIVATE_KEY="${makeKey().applePem.replaceAll('\n', '\\n')}"\n`;
  const [row, ...others] = await read(`${ids}ASC_KEY_PATH=/keys/AuthKey_ABC123DEFG.p8\n${other}`);
  expect(others).toEqual([]);
  expect(row).toMatchObject({ found: null, entry: { keyPath: '/keys/AuthKey_ABC123DEFG.p8', keyId: firstId } });
  const [damaged] = await read(`${ids}ASC_PRIVATE_KEY="-----BEGIN PRIVATE KEY-----\\nMIGTAgEAMBMG\\n-----END PRIVATE KEY-----"\n${other}`);
  expect(damaged).toMatchObject({ found: null, entry: { keyId: firstId } });
  expect(damaged?.error).not.toBeNull();
});

test('forty-five clients in one file of 30 KB are forty-five rows', async () => {
  const keys = Array.from({ length: 45 }, makeKey);
  const text = keys.map(
    ({ applePem }, n) =>
      `C${n + 10}_ASC_KEY_ID=KEY00000${n + 10}\nC${n + 10}_ASC_ISSUER_ID=${firstIssuer}\nC${n + 10}_ASC_PRIVATE_KEY=${Buffer.from(applePem).toString('base64')}\n`,
  );
  const rows = await read(text.join('\n'));
  expect(rows.map(({ found }) => found?.fingerprint)).toEqual(keys.map(({ fingerprint }) => fingerprint));
});
