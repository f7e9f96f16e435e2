import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { othersAgree, othersVerify } from '../../../../tests/support/elsewhere.js';
import { issuerId, makeHome, type TestHome, temporaryFolder } from '../../../../tests/support/home.js';
import { makeKey, type TestKey } from '../../../../tests/support/keys.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { readKey } from './p8/read-key.js';

const body = (pem: string) => pem.trimEnd().split('\n').slice(1, -1);
const publicPemOf = ({ publicKey }: TestKey) => publicKey.export({ type: 'spki', format: 'pem' }).toString();
const base64 = (text: string | Buffer) => Buffer.from(text as string).toString('base64');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** What happens to keys on their way, and what is said of it; a code where nothing can be proven. */
const ways: readonly (readonly [how: string, mangle: (pem: string) => string | Buffer, said: readonly string[] | string])[] = [
  ['\\n as two characters', (pem) => pem.replaceAll('\n', '\\n'), ['line breaks written as \\n']],
  ['\\r\\n as four characters', (pem) => pem.replaceAll('\n', '\\r\\n'), ['line breaks written as \\n']],
  ['\\\\n, escaped twice', (pem) => pem.replaceAll('\n', '\\\\n'), ['line breaks written as \\n']],
  ['CRLF', (pem) => pem.replaceAll('\n', '\r\n'), ['line ends of Windows (CRLF)']],
  ['CR', (pem) => pem.replaceAll('\n', '\r'), ['line ends of old Macs (CR)']],
  ['all on one line', (pem) => pem.replaceAll('\n', ''), ['the line breaks were lost']],
  ['spaces for line breaks', (pem) => pem.replaceAll('\n', ' '), ['line breaks turned into spaces']],
  [
    'the body on one long line',
    (pem) => `-----BEGIN PRIVATE KEY-----\n${body(pem).join('')}\n-----END PRIVATE KEY-----`,
    ['the key was on one long line'],
  ],
  ['indented', (pem) => pem.replaceAll('\n', '\n    '), ['spaces before the lines']],
  ['BEGIN and END lost', (pem) => body(pem).join('\n'), ['the BEGIN and END lines were lost']],
  ['the body alone, on one line', (pem) => body(pem).join(''), ['the BEGIN and END lines were lost']],
  ['in quotes', (pem) => `'${pem}'`, ['quotes around the key']],
  ['JSON-escaped', (pem) => JSON.stringify(pem), ['quotes around the key', 'line breaks written as \\n']],
  [
    'JSON-escaped as PHP does',
    (pem) => `"${pem.replaceAll('/', '\\/').replaceAll('\n', '\\n')}"`,
    ['quotes around the key', 'line breaks written as \\n'],
  ],
  [
    'JSON-escaped as Gson does',
    (pem) => pem.replaceAll('P', '\\u0050').replaceAll('\n', '\\n'),
    ['JSON’s escapes', 'line breaks written as \\n'],
  ],
  [
    'a dotenv line',
    (pem) => `export ASC_PRIVATE_KEY="${pem.replaceAll('\n', '\\n')}"`,
    ['the name of a variable before the key', 'quotes around the key', 'line breaks written as \\n'],
  ],
  ['percent-encoded', (pem) => encodeURIComponent(pem), ['characters written as in a URL (%0A)']],
  ['base64 of the file', (pem) => base64(pem), ['base64 of the whole file']],
  ['base64 in lines of 76', (pem) => base64(pem).replace(/(.{76})/g, '$1\n'), ['base64 of the whole file']],
  ['a dotenv line of base64', (pem) => `KEY=${base64(pem)}`, ['the name of a variable before the key', 'base64 of the whole file']],
  ['base64 of base64', (pem) => base64(base64(pem)), ['base64 of base64', 'base64 of the whole file']],
  [
    'base64 of the body',
    (pem) => base64(body(pem).join('\n')),
    ['base64 of the key’s text without BEGIN and END', 'the BEGIN and END lines were lost'],
  ],
  ['base64 of \\n-escaped text', (pem) => base64(pem.replaceAll('\n', '\\n')), ['base64 of the whole file', 'line breaks written as \\n']],
  ['base64 of UTF-16 (PowerShell)', (pem) => base64(utf16(pem)), ['base64 of the whole file']],
  ['long dashes', (pem) => pem.replaceAll('-----', '———'), []],
  ['BEGIN lost', (pem) => pem.split('\n').slice(1).join('\n'), ['the BEGIN line was lost']],
  ['END lost', (pem) => pem.trimEnd().split('\n').slice(0, -1).join('\n'), ['the END line was lost']],
  ['base64url, and altered', (pem) => `${'-_'.repeat(2)}${body(pem).join('').slice(4)}`, 'E_P8_BASE64'],
  ['the last characters cut off', (pem) => body(pem).join('').slice(0, -8), 'E_P8_TRUNCATED'],
  ['base64 cut off', (pem) => base64(pem).slice(0, -40), 'E_P8_INCOMPLETE'],
];
const shapes = [
  ['Apple’s 257 bytes', (key: TestKey) => key.applePem],
  ['OpenSSL’s 241 bytes', (key: TestKey) => key.opensslPem],
] as const;
const cases = ways.flatMap(([how, mangle, said]) => shapes.map(([shape, pemOf]) => ({ how, mangle, said, shape, pemOf })));

test.for(cases)('B-66 $how, $shape: the same key with the repair named, or its own code', ({ mangle, said, pemOf }) => {
  const key = makeKey();
  const bytes = Buffer.from(mangle(pemOf(key)) as string);
  if (typeof said === 'string') {
    expect(() => readKey(bytes)).toThrow(expect.objectContaining({ code: said }));
    return;
  }
  const read = readKey(bytes);
  expect(read.fingerprint).toBe(key.fingerprint);
  for (const words of said) expect(read.warnings).toContainEqual({ code: 'W_REPAIRED', message: `Repaired: ${words}.` });
  expect(read.warnings.length).toBeGreaterThan(0);
  expect(new Set(read.warnings.map(({ message }) => message)).size).toBe(read.warnings.length);
  // What is stored is canonical: openssl takes it for the key it was, and verifies what it signs, as another JWT library does.
  expect(othersAgree(read.privateKeyPem)).toBe(publicPemOf(key));
});

describe('B-66 through an import', () => {
  let home: TestHome;
  let folder = '';
  beforeAll(async () => {
    const ends: (() => Promise<void>)[] = [];
    home = await makeHome((work) => void ends.push(work));
    folder = await temporaryFolder((work) => void ends.push(work));
    return async () => {
      for (const end of ends) await end();
    };
  });
  const rows = cases.flatMap((one, n) => (['team', 'individual'] as const).map((kind) => ({ ...one, n, kind })));

  test('B-66 every way × both shapes × team and individual: stored under its fingerprint and signing as itself, or not stored', async () => {
    const made = await Promise.all(
      rows.map(async ({ mangle, pemOf, kind, n }) => {
        const key = makeKey();
        const path = join(
          folder,
          `${kind === 'team' ? 'AuthKey' : 'ApiKey'}_${kind.slice(0, 1).toUpperCase()}${String(n).padStart(9, '0')}.p8`,
        );
        await writeFile(path, mangle(pemOf(key)), { mode: 0o600 });
        return { key, path };
      }),
    );
    const replies = [];
    for (let at = 0; at < made.length; at += 100) {
      const items = made
        .slice(at, at + 100)
        .map(({ path }) => ({ source: { from: 'file' as const, path }, ...(path.includes('AuthKey') ? { issuerId } : {}) }));
      replies.push(
        ...(await home.room.importKeys({ organization: { name: 'Acme', program: 'app-store' }, items, at: new Date().toISOString() })).rows,
      );
    }
    const view = await home.room.read();
    for (const [n, row] of replies.entries()) {
      const [wanted, own] = [rows[n], made[n]];
      if (!wanted || !own) throw new Error('a row too many');
      if (typeof wanted.said === 'string') {
        expect(row, wanted.how).toMatchObject({ ok: false, error: { code: wanted.said } });
        continue;
      }
      expect(row, wanted.how).toMatchObject({ ok: true, error: null, fingerprint: own.key.fingerprint });
      expect(row.warnings.map(({ message }) => message)).toEqual(expect.arrayContaining(wanted.said.map((words) => `Repaired: ${words}.`)));
      expect(view.keys.find(({ id }) => id === row.id)?.kind).toBe(wanted.kind);
      const { token } = await home.room.sign({ id: row.id ?? '', nowMs: null, lifetimeSeconds: 60, scope: null });
      othersVerify(token, publicPemOf(own.key));
    }
    expect(view.keys.length).toBe(rows.filter(({ said }) => typeof said !== 'string').length);
  });
});

test('B-19 truncated at every byte: a typed refusal, never another key (both shapes, and their base64)', () => {
  const key = makeKey();
  for (const whole of [key.applePem, key.opensslPem, base64(key.applePem), key.appleDer, key.opensslDer]) {
    const bytes = Buffer.from(whole as string);
    for (let length = 0; length < bytes.length; length += 1) {
      try {
        expect(readKey(bytes.subarray(0, length)).fingerprint).toBe(key.fingerprint);
      } catch (error) {
        if (!(error instanceof KeyrackError) || error.code === 'E_INTERNAL') throw error;
      }
    }
  }
});

describe('identify', () => {
  const stored = async () => {
    const { room } = await makeHome(onTestFinished);
    const folder = await temporaryFolder(onTestFinished);
    const key = makeKey();
    const save = async (name: string, text: string | Buffer) => {
      const path = join(folder, name);
      await writeFile(path, text, { mode: 0o600 });
      return { from: 'file' as const, path };
    };
    const source = await save('AuthKey_ABC123DEFG.p8', key.applePem);
    const { rows } = await room.importKeys({
      organization: { name: 'Acme', program: 'app-store' },
      items: [{ source, issuerId }],
      at: new Date().toISOString(),
    });
    return { room, key, save, source, id: rows[0]?.id ?? '' };
  };
  const own = (key: TestKey) => ({
    keyId: 'ABC123DEFG',
    organization: 'Acme',
    name: 'ABC123DEFG',
    fingerprint: key.fingerprint,
    stored: true,
  });

  test('a .p8, a mangled variable and a tool’s JSON are the stored key, whatever their name; what mangled them is said', async () => {
    const { room, key, save, source } = await stored();
    expect(await room.identify({ source })).toEqual({ kind: 'key', ...own(key), repairs: [] });
    const variable = await save('download.txt', JSON.stringify(base64(key.opensslPem)));
    expect(await room.identify({ source: variable })).toEqual({
      kind: 'key',
      ...own(key),
      repairs: ['quotes around the key.', 'base64 of the whole file.'],
    });
    const json = await save('key.json', JSON.stringify({ key_id: 'ABC123DEFG', issuer_id: issuerId, key: key.applePem }));
    expect(await room.identify({ source: json })).toEqual({ kind: 'fastlane-json', ...own(key), repairs: [] });
    const publicHalf = await save('public.pem', key.publicKey.export({ type: 'spki', format: 'pem' }));
    expect(await room.identify({ source: publicHalf })).toEqual({ kind: 'public-key', ...own(key), repairs: [] });
  });

  test('a key that is not stored is said to be none of ours, with the Key ID of its name', async () => {
    const { room, save } = await stored();
    const other = makeKey();
    expect(await room.identify({ source: await save('AuthKey_OTHER12345.p8', other.applePem) })).toEqual({
      kind: 'key',
      keyId: 'OTHER12345',
      organization: null,
      name: null,
      fingerprint: other.fingerprint,
      stored: false,
      repairs: [],
    });
  });

  test('a token is its signer’s by signature alone; a borrowed Key ID is none', async () => {
    const { room, key, save, id } = await stored();
    const { token } = await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
    expect(await room.identify({ source: { from: 'text', text: `Authorization: Bearer ${token}\n` } })).toEqual({
      kind: 'token',
      ...own(key),
      repairs: ['“Bearer” before the token.'],
    });
    const forge = (kid: string) => new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(makeKey().privateKey);
    expect(await room.identify({ source: await save('t', await forge('ABC123DEFG')) })).toMatchObject({
      keyId: 'ABC123DEFG',
      organization: null,
      stored: false,
    });
    const renamed = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'OTHER12345' }).sign(key.privateKey);
    expect(await room.identify({ source: await save('t', renamed) })).toMatchObject(own(key));
    for (const odd of [`${token.slice(0, -3)}`, 'eyJhbGciOiJub25lIn0.e30.AA', 'eyJ.e.A'])
      expect(await room.identify({ source: { from: 'text', text: odd } }).catch(({ code }) => code)).not.toMatchObject({ stored: true });
  });

  test('no answer holds a key or a token', async () => {
    const { room, key, save, source, id } = await stored();
    const { token } = await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });
    const answers = [await room.identify({ source }), await room.identify({ source: await save('t', token) })];
    const secrets = [...body(key.applePem), token.split('.')[2] ?? ''];
    for (const secret of secrets) expect(JSON.stringify(answers)).not.toContain(secret);
  });

  test('what is no key gets the words an import would give', async () => {
    const { room, save } = await stored();
    await expect(room.identify({ source: await save('x.p8', '<html>') })).rejects.toMatchObject({ code: 'E_FILE_HTML' });
    await room.lock();
    await expect(room.identify({ source: { from: 'text', text: 'x' } })).rejects.toMatchObject({ code: 'E_LOCKED' });
  });
});
