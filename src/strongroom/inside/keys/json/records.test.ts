import { describe, expect, test } from 'vitest';
import { issuerId } from '../../../../../tests/support/home.js';
import { fastlane, opened } from '../../../../../tests/support/json-import.js';
import { makeKey } from '../../../../../tests/support/keys.js';

describe('J-04 JSON of another kind is named by what was found in it', () => {
  test.for([
    [{ errors: [], status: 403, other: 1 }, '3 fields (“errors”, “status”)'],
    [{ other: 1 }, 'holds one field, and nothing'],
    [{ format: 'other-vault', version: 7 }, 'a format which Keyrack does not know'],
    [{ format: 'keyrack-backup', version: 1 }, '“keyrack-backup”, version 1'],
    [{}, 'empty'],
    [{ key_id: 'ABC123DEFG' }, 'no key and no path'],
  ] as const)('J-04 %j', async ([json, words]) => {
    const { bring } = await opened();
    expect(await bring(json)).toMatchObject([{ ok: false, error: { code: 'E_JSON_FORMAT', message: expect.stringContaining(words) } }]);
  });
  test('J-04 S-06 what stands in a file that nobody knows is never said again, neither a value nor a name', async () => {
    const canary = 'hunter2-Canary';
    const { bring } = await opened();
    for (const json of [
      { [canary]: 1 },
      { format: canary, version: canary },
      { format: 'keyrack-backup', version: canary },
      { errors: canary, [`errors ${canary}`]: canary },
      { key_id: 'ABC123DEFG', [canary]: canary },
      { key_id: 'ABC123DEFG', issuer_id: canary, key: { [canary]: canary } },
      { [`K\u00e9y ${canary}`]: 1, key_id: [canary], key: canary },
      { key_id: 'ABC123DEFG', key_path: `..${'/'}${canary}` },
      { submit: { [canary]: { ios: canary } } },
      { accounts: { [canary]: canary } },
      { companies: [canary] },
      { values: [{ key: canary, value: canary }], name: canary },
      [canary, [canary]],
      canary,
    ]) {
      const rows = await bring(json);
      expect(
        rows.some((row) => row.error !== null),
        JSON.stringify(json),
      ).toBe(true);
      expect(JSON.stringify(rows.map(({ error, warnings }) => [error, warnings])), JSON.stringify(json)).not.toContain(canary);
    }
    // The search finds what is there.
    expect(JSON.stringify(await bring({ name: canary, key_id: 'ABC123DEFG', key: 'x' }, `${canary}.json`))).toContain(canary);
  });
  test('J-04 B-27 under a key’s name it is a JSON and no key', async () => {
    const { bring } = await opened();
    expect(await bring({ errors: [] }, 'AuthKey_ABC123DEFG.p8')).toMatchObject([{ error: { code: 'E_FILE_JSON' } }]);
  });
});

describe('J-05 fastlane’s API-key JSON', () => {
  test('J-05 with its key as PEM, or in base64 where its flag says so: stored without a word of repair', async () => {
    const { bring } = await opened();
    const key = makeKey();
    expect(await bring(fastlane({ duration: 500, in_house: false }, key))).toMatchObject([
      { ok: true, fingerprint: key.fingerprint, warnings: [] },
    ]);
    const encoded = {
      ...fastlane({ key_id: 'ABC123DEF2', is_key_content_base64: true }),
      key: Buffer.from(makeKey().opensslPem).toString('base64'),
    };
    expect(await bring(encoded)).toMatchObject([{ ok: true, keyId: 'ABC123DEF2', warnings: [] }]);
  });
  test('J-05 in_house makes an organization of the Enterprise Program, and clashes with one that is not', async () => {
    const { room, bring } = await opened();
    expect(await bring(fastlane({ in_house: true }), 'a.json', 'Works')).toMatchObject([{ ok: true }]);
    expect((await room.read()).organizations).toMatchObject([{ name: 'Works', program: 'enterprise' }]);
    await bring(fastlane({ key_id: 'ABC123DEF2' }), 'b.json', 'Acme');
    expect(await bring(fastlane({ key_id: 'ABC123DEF3', in_house: true }), 'c.json', 'Acme')).toMatchObject([
      { error: { code: 'E_ISSUER_MISMATCH' } },
    ]);
  });
});

describe('J-06 a path inside a file', () => {
  test('J-06 is read only when it comes back confirmed, and only if the file still names it', async () => {
    const { room, save } = await opened();
    const key = makeKey();
    const pem = await save('AuthKey_ABC123DEFG.p8', key.applePem);
    const path = await save('config.json', { key_id: 'ABC123DEFG', issuer_id: issuerId, private_key_path: 'AuthKey_ABC123DEFG.p8' });
    const [seen] = await room.examine({ sources: [{ from: 'file', path }] });
    expect(seen).toMatchObject({ found: null, error: null, entry: { tool: 'asc', keyPath: pem, keyId: 'ABC123DEFG' } });
    const bring = async (keyPath?: string) =>
      (
        await room.importKeys({
          organization: { name: 'Acme', program: 'app-store' },
          items: [{ source: { from: 'file', path, ...(keyPath ? { keyPath } : {}) } }],
          at: '2026-03-01T12:00:00.000Z',
        })
      ).rows[0];
    expect(await bring()).toMatchObject({ ok: false, error: { code: 'E_FILE_ELSEWHERE' } });
    expect(await bring('/etc/hostname')).toMatchObject({ ok: false, error: { code: 'E_FILE_CHANGED' } });
    expect(await bring(pem)).toMatchObject({ ok: true, fingerprint: key.fingerprint });
  });
  test('J-06 that leads out of the folder, or is no path, is refused', async () => {
    const { room, save } = await opened();
    for (const written of ['../AuthKey_ABC123DEFG.p8', 'a/../../b.p8', '..\\b.p8', 'https://example.com/x.p8', 'a\nb.p8']) {
      const path = await save('config.json', { key_id: 'ABC123DEFG', issuer_id: issuerId, private_key_path: written });
      expect((await room.examine({ sources: [{ from: 'file', path }] }))[0], written).toMatchObject({
        found: null,
        entry: null,
        error: { code: 'E_JSON_FORMAT' },
      });
    }
  });
});

describe('J-07 Postman', () => {
  const variables = (key: string) => [
    { key: 'baseUrl', value: 'https://api.appstoreconnect.apple.com' },
    { key: 'keyId', value: 'ABC123DEFG' },
    { key: 'issuerId', value: issuerId },
    { key: 'privateKey', value: key, type: 'secret' },
    { key: 'password', value: 'hunter2-hunter2' },
  ];
  test('J-07 an environment, and a collection with its JWT Bearer, give up the key and its ids, nothing else', async () => {
    const { bring } = await opened();
    const [one, two] = [makeKey(), makeKey()];
    const rows = await bring({ name: 'ASC', values: variables(one.applePem), _postman_variable_scope: 'environment' });
    expect(rows).toMatchObject([{ ok: true, keyId: 'ABC123DEFG', fingerprint: one.fingerprint }]);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
    const auth = {
      type: 'jwt',
      jwt: [
        { key: 'privateKey', value: two.applePem },
        { key: 'header', value: '{"kid": "ABC123DEF2"}' },
        { key: 'payload', value: `{"iss": "${issuerId}", "aud": "appstoreconnect-v1"}` },
      ],
    };
    const collection = { info: { schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' }, item: [], auth };
    expect(await bring(collection)).toMatchObject([{ ok: true, keyId: 'ABC123DEF2', fingerprint: two.fingerprint }]);
  });
  test('J-07 one that holds a token alone says so, and does not say the token', async () => {
    const { bring } = await opened();
    const token = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln';
    const rows = await bring({ name: 'ASC', values: [{ key: 'token', value: token }] });
    expect(rows).toMatchObject([{ error: { code: 'E_JSON_FORMAT', message: expect.stringContaining('a token') } }]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
