import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { issuerId, makeHome, temporaryFolder } from '../../../../../tests/support/home.js';
import { makeKey } from '../../../../../tests/support/keys.js';
import { KeyrackError } from '../../../../shared/errors/index.js';
import { type Json, jsonLimits, parseJson } from './parse.js';
import { recordsOf } from './records.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return error instanceof KeyrackError ? error.code : String(error);
  }
};
const fault = (text: string): string => {
  try {
    parseJson(text);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

/** A home, and a file in it to import from. */
async function opened() {
  const { room } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const save = async (name: string, json: unknown) => {
    const path = join(folder, name);
    await writeFile(path, typeof json === 'string' || Buffer.isBuffer(json) ? json : JSON.stringify(json), { mode: 0o600 });
    return path;
  };
  const bring = async (json: unknown, name = 'keys.json', organization = 'Acme') =>
    (
      await room.importKeys({
        organization: { name: organization, program: 'app-store' },
        items: [{ source: { from: 'file', path: await save(name, json) } }],
        at: '2026-03-01T12:00:00.000Z',
      })
    ).rows;
  return { room, save, bring };
}
const fastlane = (more: object = {}, key = makeKey()) => ({ key_id: 'ABC123DEFG', issuer_id: issuerId, key: key.applePem, ...more });

test('J-01 more than 5 MB, 10,000 items or 20 levels are refused before the whole is built', () => {
  expect(codeOf(() => parseJson(`"${'x'.repeat(jsonLimits.bytes)}"`))).toBe('E_JSON_LIMIT');
  expect(codeOf(() => parseJson(`[${'1,'.repeat(10_000)}1]`))).toBe('E_JSON_LIMIT');
  expect(codeOf(() => parseJson(`[${'1,'.repeat(9_999)}1]`))).toBe('accepted');
  expect(codeOf(() => parseJson('['.repeat(100_000)))).toBe('E_JSON_LIMIT');
  expect(codeOf(() => parseJson(`${'['.repeat(21)}${']'.repeat(21)}`))).toBe('accepted');
  expect(codeOf(() => parseJson(`${'{"a":'.repeat(22)}1${'}'.repeat(22)}`))).toBe('E_JSON_LIMIT');
});

describe('J-02 what is almost JSON', () => {
  test.for([
    ['{"a": 1,\n "b": 2,\n}', 'Line 2, column 8: a comma before the closing bracket.'],
    ['[1, 2,]', 'Line 1, column 6: a comma before the closing bracket.'],
    ['{\n  // a comment\n}', 'Line 2, column 3: a comment; JSON has none.'],
    ["{'a': 1}", 'Line 1, column 2: a text in other quotes than ".'],
    ['{"a": NaN}', 'Line 1, column 7: NaN and Infinity are not of JSON.'],
    ['{"a":1}\n{"a":2}\n', 'Line 2, column 1: more text after the end; one JSON document a file.'],
    ['{"a": "one\r\ntwo"}', 'Line 1, column 11: a line break or control character inside a text; JSON writes it as \\n.'],
    ['{"a": "x', 'Line 1, column 7: the text that begins here does not end.'],
    ['{"a" 1}', 'Line 1, column 6: a colon is expected after the name.'],
    ['{"a": 01}', 'Line 1, column 8: a comma or “}” is expected.'],
    ['{"a": ', 'Line 1, column 7: the text ends too early.'],
    ['{"a": "\\x"}', 'Line 1, column 8: this escape is not of JSON.'],
    ['{\r\n"a":\r\n tru}', 'Line 3, column 2: a value is expected.'],
  ] as const)('J-02 %j: %s', ([text, words]) => expect(fault(text)).toBe(words));

  test('J-02 a mark at the beginning and UTF-16 are read all the same', async () => {
    const { bring } = await opened();
    const text = JSON.stringify(fastlane());
    expect(await bring(`\ufeff${text}`)).toMatchObject([{ ok: true }]);
    expect(await bring(Buffer.from(`\ufeff${text}`, 'utf16le'))).toMatchObject([{ ok: true }]);
  });
  test('J-02 the place of a fault is told, and nothing of the text', async () => {
    const { bring } = await opened();
    const key = makeKey();
    const [row] = await bring(JSON.stringify(fastlane({}, key)).replace('{', '{,'));
    expect(row?.error).toMatchObject({ code: 'E_JSON_SYNTAX', message: expect.stringMatching(/^Line 1, column 2: /) });
    for (const line of key.applePem.split('\n')) expect(JSON.stringify(row)).not.toContain(line);
  });
});

describe('J-03 traps', () => {
  test('J-03 __proto__ and constructor.prototype are names like any other; nothing else is touched', async () => {
    const { bring } = await opened();
    const text = JSON.stringify(fastlane()).replace(
      '{',
      '{"__proto__":{"polluted":1,"key_id":"X"},"constructor":{"prototype":{"polluted":1}},',
    );
    expect(await bring(text)).toMatchObject([{ ok: true, keyId: 'ABC123DEFG' }]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
  test('J-03 a name that stands twice, 1e999 and half a surrogate pair are refused; -0 is a number', () => {
    expect(fault('{"key": "a", "key": "b"}')).toBe('Line 1, column 14: this name stands twice in one object.');
    expect(fault('{"__proto__": 1, "__proto__": 2}')).toContain('twice');
    expect(fault('[1e999]')).toBe('Line 1, column 2: this number is too large.');
    expect(fault('["\\ud800"]')).toBe('Line 1, column 2: half of a surrogate pair.');
    expect(parseJson('["\\ud83d\\ude00", -0]')).toEqual(['😀', -0]);
  });
});

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

test('J-08 a row that lacks something or holds the wrong kind is told by its number; the good ones are stored', async () => {
  const { bring } = await opened();
  const rows = await bring([
    fastlane({ key_id: 'ROW0000001' }),
    { key_id: 'ROW0000002', issuer_id: issuerId },
    { key_id: 'ROW0000003', issuer_id: issuerId, key: 123 },
    { key_id: 'ROW0000004', issuer_id: issuerId, key: null },
    { key_id: 'ROW0000005', issuer_id: issuerId, key: ['x'] },
    { issuer_id: issuerId, key: makeKey().applePem },
    'nothing',
    fastlane({ key_id: 'short' }),
    fastlane({ key_id: 'ROW0000009', key: 'not a key at all' }),
    fastlane({ key_id: 'ROW0000010' }),
  ]);
  expect(rows.map(({ record, ok, error }) => [record, ok || error?.code])).toEqual([
    [1, true],
    [2, 'E_JSON_FORMAT'],
    [3, 'E_JSON_FORMAT'],
    [4, 'E_JSON_FORMAT'],
    [5, 'E_JSON_FORMAT'],
    [6, 'E_KID_MISSING'],
    [7, 'E_JSON_FORMAT'],
    [8, 'E_KID_FORMAT'],
    [9, 'E_P8_INCOMPLETE'],
    [10, true],
  ]);
  expect(rows[2]?.error?.message).toBe('Row 3: “key” is a number, not text.');
  expect(rows[3]?.error?.message).toBe('Row 4: “key” is null, not text.');
});

test('J-09 hostile names and notes are text, cut to their limits and without control and bidi characters', async () => {
  const { room, bring } = await opened();
  const script = '<img src=x onerror=alert(1)> javascript:alert(1)';
  const rows = await bring([
    fastlane({ key_id: 'ROW0000001', name: `\u202e${script}\u0000\n`, notes: 'x'.repeat(100_000) }),
    fastlane({ key_id: 'ROW0000002', name: 'n'.repeat(5_000) }),
    fastlane({ key_id: 'ROW0000003', name: 'a/../b' }),
    fastlane({ key_id: 'ROW0000004', name: '\u200b' }),
  ]);
  expect(rows.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect((await room.read()).keys.map(({ name }) => name)).toEqual([script, 'n'.repeat(200), 'a-..-b', 'ROW0000004']);
});

test('J-10 two rows with the same key: the first is kept, the second is a duplicate', async () => {
  const { room, bring } = await opened();
  const key = makeKey();
  const rows = await bring([fastlane({ name: 'first' }, key), fastlane({ name: 'second' }, key), fastlane()]);
  expect(rows).toMatchObject([
    { ok: true, warnings: [] },
    { ok: true, id: rows[0]?.id, warnings: [{ code: 'W_DUPLICATE' }] },
    { ok: false, error: { code: 'E_KEY_CONFLICT' } },
  ]);
  expect((await room.read()).keys.map(({ name }) => name)).toEqual(['first']);
});

test('J-13 a table is refused with a hint, whatever separates its columns', async () => {
  const { bring } = await opened();
  for (const separator of [',', ';', '\t'])
    for (const name of ['keys.csv', 'keys.p8'])
      expect(
        await bring(`name${separator}Key ID${separator}Issuer ID\nAcme${separator}ABC123DEFG${separator}${issuerId}\n`, name),
      ).toMatchObject([{ error: { code: 'E_FILE_CSV', hint: expect.stringContaining('.p8') } }]);
});

test('J-14 dates of any kind are left out with a word; the key counts as added now', async () => {
  const { room, bring } = await opened();
  for (const [n, created_at] of [-1, 253_402_300_799_000, '9999-12-31', 'yesterday', 1_700_000_000, 1_700_000_000_000, null, {}].entries())
    expect(await bring(fastlane({ key_id: `DATE00000${n}`, created_at })), String(created_at)).toMatchObject([
      { ok: true, warnings: [{ code: 'W_DATE' }] },
    ]);
  expect(new Set((await room.read()).keys.map(({ addedAt }) => addedAt))).toEqual(new Set(['2026-03-01T12:00:00.000Z']));
});

test('any JSON at all is read as the engine reads it, or refused with a code; its records are rows or a code', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const code = codeOf(() => expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text))));
      expect(code).toMatch(/^(accepted|E_JSON_SYNTAX)$/);
      if (code === 'accepted') expect(codeOf(() => recordsOf(parseJson(text) as Json))).toMatch(/^(accepted|E_JSON_FORMAT)$/);
    }),
    { numRuns: 2_000, seed: 42 },
  );
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.string({ maxLength: 3 }), (text, at, put) => {
      const bent = text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1);
      expect(codeOf(() => parseJson(bent))).toMatch(/^(accepted|E_JSON_SYNTAX|E_JSON_LIMIT)$/);
    }),
    { numRuns: 5_000, seed: 42 },
  );
});
