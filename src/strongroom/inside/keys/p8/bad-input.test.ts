import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { othersAgree } from '../../../../../tests/support/elsewhere.js';
import { der, keyFrom, makeKey, oid, pkcs8, toPem } from '../../../../../tests/support/keys.js';
import { keyOfBothSigns } from '../../../../../tests/support/report-inputs.js';
import { exitCodeOf } from '../../../../cli/exit-codes.js';
import { looksSwapped, normaliseIssuerId, normaliseKeyId, readFileName } from '../../../../shared/apple/ids.js';
import { KeyrackError } from '../../../../shared/errors/index.js';
import { readKeyFile } from '../key-file.js';
import { fingerprintOf } from './key.js';
import { readKey } from './read-key.js';

const key = keyOfBothSigns();
const other = makeKey();
const pem = key.applePem;
const lines = pem.split('\n');
const wide = (text: string, big: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const pemOfKey = (type: 'rsa' | 'ec' | 'ed25519', options: object, format: object = { type: 'pkcs8', format: 'pem' }): string =>
  (generateKeyPairSync as (type: string, options: object) => { privateKey: { export(how: object): string } })(
    type,
    options,
  ).privateKey.export(format);
const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
const rsa = pemOfKey('rsa', { modulusLength: 1024 });
const raw = (scalar: Buffer, point: Buffer | null) => toPem(pkcs8(scalar, { point, innerCurve: false }));
const lost = (text: string) => text.trimEnd().split('\n').slice(0, -1).join('\n');
const offCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]);
const flipped = Buffer.from(key.appleDer);
flipped[50] = (flipped[50] ?? 0) ^ 1;
const explicit = der(0x30, [0x02, 0x01, 0x01], der(0x30, [0x02, 0x01, 0x01]));
const openssh = `-----BEGIN OPENSSH PRIVATE KEY-----\n${Buffer.alloc(120, 1).toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
const certificate = `-----BEGIN CERTIFICATE-----\n${Buffer.alloc(90, 1).toString('base64')}\n-----END CERTIFICATE-----\n`;
const encrypted = pemOfKey('ec', { namedCurve: 'prime256v1' }, { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });

type Row = readonly [code: string, what: string, bytes: string | Buffer, answer: string | readonly string[]];
/** Accepted: the warnings, in any order. Refused: the code. */
const rows: readonly Row[] = [
  ['B-01', 'good PEM, LF', pem, []],
  ['B-01', 'the OpenSSL shape', key.opensslPem, []],
  ['B-02', 'CRLF', pem.replaceAll('\n', '\r\n'), ['W_REPAIRED']],
  ['B-03', 'CR only', pem.replaceAll('\n', '\r'), ['W_REPAIRED']],
  ['B-04', 'UTF-8 BOM', `\ufeff${pem}`, []],
  ['B-05', 'UTF-16LE', wide(pem, false), ['W_ENCODING']],
  ['B-05', 'UTF-16BE', wide(pem, true), ['W_ENCODING']],
  ['B-06', 'blank lines before', `\n\n${pem}`, []],
  ['B-07', 'leading spaces', lines.map((line) => `   ${line}`).join('\n'), ['W_REPAIRED']],
  ['B-08', 'one long line and trailing spaces', [lines[0], `${lines.slice(1, -1).join('')}  `, lines.at(-1)].join('\n'), ['W_REPAIRED']],
  ['B-09', 'literal \\n', pem.replaceAll('\n', '\\n'), ['W_REPAIRED']],
  ['B-10', 'newlines turned into spaces', pem.replaceAll('\n', ' '), ['W_REPAIRED']],
  ['B-11', 'smart dashes', pem.replaceAll('-----', '——'), ['W_DASHES']],
  ['B-12', 'body only', lines.slice(1, -1).join('\n'), ['W_REPAIRED']],
  ['B-13', 'base64url body', toPem(key.appleDer).replace(/[+/]/g, (sign) => (sign === '+' ? '-' : '_')), ['W_REPAIRED']],
  ['B-13', 'base64url in a damaged body', pem.replace(lines[2] ?? '', `-_${(lines[2] ?? '').slice(2)}`), 'E_P8_BASE64'],
  ['B-14', 'raw DER', key.appleDer, []],
  ['B-15', 'text around the block', `Subject: key\n${pem}\nregards`, ['W_EXTRA_TEXT']],
  ['B-16', 'two private keys', `${pem}\n${other.applePem}`, 'E_P8_MULTIPLE'],
  ['B-17', 'certificate and key', `${certificate}${pem}`, ['W_CERTIFICATE']],
  ['B-18', 'END lost', lines.slice(0, -1).join('\n'), ['W_REPAIRED']],
  ['B-18', 'END lost, and the key cut', lines.slice(0, -2).join('\n'), 'E_P8_INCOMPLETE'],
  ['B-18', 'END lost, and nothing in the key to prove it', lost(raw(key.scalar, null)), 'E_P8_INCOMPLETE'],
  ['B-18', 'mismatched labels', pem.replace('END PRIVATE', 'END EC PRIVATE'), ['W_REPAIRED']],
  ['B-18', 'mismatched labels round two keys', `${pem}${other.applePem}`.replaceAll('END PRIVATE', 'END EC PRIVATE'), 'E_P8_MULTIPLE'],
  ['B-18', 'no frame, and bytes after the key', `${lines.slice(0, -1).join('\n')}AAAA`, 'E_P8_INCOMPLETE'],
  ['B-19', 'truncated body', toPem(key.appleDer.subarray(0, 100)), 'E_P8_TRUNCATED'],
  ['B-20', 'one character altered', toPem(flipped), 'E_P8_INCONSISTENT'],
  ['B-21', 'NUL inside', pem.replace('M', '\0'), 'E_P8_BASE64'],
  ['B-21', '* inside', pem.replace('M', '*'), 'E_P8_BASE64'],
  ['B-22', 'trailing bytes', toPem(Buffer.concat([key.appleDer, Buffer.from([0, 0])])), 'E_P8_TRAILING'],
  ['B-23', 'indefinite length', toPem(Buffer.concat([Buffer.from([0x30, 0x80]), key.appleDer.subarray(3), Buffer.alloc(2)])), 'E_P8_DER'],
  ['B-23', 'non-minimal length', toPem(Buffer.concat([Buffer.from([0x30, 0x82, 0x00, 0x93]), key.appleDer.subarray(3)])), 'E_P8_DER'],
  ['B-24', 'empty file', '', 'E_FILE_EMPTY'],
  ['B-25', 'whitespace only', ' \n\t\n', 'E_FILE_EMPTY'],
  ['B-26', 'HTML', '<!DOCTYPE html><title>Session expired</title>', 'E_FILE_HTML'],
  ['B-27', 'JSON', '{"errors":[]}', 'E_FILE_JSON'],
  ['B-28', 'SEC1', pemOfKey('ec', { namedCurve: 'prime256v1' }, { type: 'sec1', format: 'pem' }), ['W_SEC1']],
  ['B-29', 'encrypted PKCS#8', encrypted, 'E_P8_ENCRYPTED'],
  [
    'B-30',
    'legacy encryption',
    '-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\nAAAA\n-----END EC PRIVATE KEY-----',
    'E_P8_ENCRYPTED',
  ],
  ['B-31', 'public key', key.publicKey.export({ type: 'spki', format: 'pem' }) as string, 'E_P8_PUBLIC'],
  ['B-32', 'certificate', certificate, 'E_P8_CERT'],
  ['B-32', 'CSR', certificate.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'), 'E_P8_CERT'],
  ['B-33', 'OpenSSH', openssh, 'E_P8_OPENSSH'],
  ['B-34', 'RSA PKCS#8', rsa, 'E_P8_RSA'],
  ['B-34', 'RSA PKCS#1', pemOfKey('rsa', { modulusLength: 1024 }, { type: 'pkcs1', format: 'pem' }), 'E_P8_RSA'],
  ['B-35', 'P-384', pemOfKey('ec', { namedCurve: 'P-384' }), 'E_P8_CURVE'],
  ['B-35', 'P-521', pemOfKey('ec', { namedCurve: 'P-521' }), 'E_P8_CURVE'],
  ['B-35', 'secp256k1', pemOfKey('ec', { namedCurve: 'secp256k1' }), 'E_P8_CURVE'],
  ['B-36', 'another key’s public key', raw(key.scalar, other.point), 'E_P8_INCONSISTENT'],
  ['B-37', 'public key off the curve', raw(key.scalar, offCurve), 'E_P8_DAMAGED'],
  ['B-38', 'scalar 0', raw(Buffer.alloc(32), null), 'E_P8_SCALAR'],
  ['B-38', 'scalar n', raw(order, null), 'E_P8_SCALAR'],
  ['B-38', 'scalar above n', raw(Buffer.alloc(32, 0xff), null), 'E_P8_SCALAR'],
  ['B-39', 'no public key', raw(key.scalar, null), ['W_P8_NO_PUBLIC']],
  ['B-40', 'explicit parameters', toPem(der(0x30, [0x02, 0x01, 0x00], der(0x30, oid.ecPublicKey, explicit), der(0x04, [0]))), 'E_P8_CURVE'],
  ['B-41', 'Ed25519', pemOfKey('ed25519', {}), 'E_P8_CURVE'],
  ['B-42', 'attributes', toPem(pkcs8(key.scalar, { point: key.point, innerCurve: true, attributes: der(0xa0, []) })), []],
  ['B-62', 'zip', Buffer.from('PK\x03\x04rest of it', 'latin1'), 'E_FILE_ZIP'],
  ['B-66', 'base64 of the file', Buffer.from(pem).toString('base64'), ['W_REPAIRED']],
  ['B-66', 'base64 of base64', Buffer.from(Buffer.from(pem).toString('base64')).toString('base64'), ['W_REPAIRED', 'W_REPAIRED']],
  ['B-66', 'JSON-escaped and quoted', JSON.stringify(pem), ['W_REPAIRED', 'W_REPAIRED']],
];

let folder = '';
beforeAll(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'keyrack-bad-'));
});
afterAll(() => fs.rm(folder, { recursive: true, force: true }));
const read = (path: string) =>
  readKeyFile(
    { from: 'file', path },
    { disk: fs, clock: { now: () => 0, monotonic: () => 0, wait: async () => undefined }, stdin: async () => new Uint8Array() },
  );

test.for(rows)('%s %s: answered as the table says, and the file is untouched', async ([, , bytes, answer]) => {
  const path = join(folder, 'AuthKey_2X9R4HXF34.p8');
  await fs.writeFile(path, bytes, { mode: 0o600 });
  const before = await fs.stat(path);
  const got = await read(path).catch((error: unknown) => error);
  if (typeof answer === 'string') {
    expect(got).toBeInstanceOf(KeyrackError);
    expect([(got as KeyrackError).code, exitCodeOf((got as KeyrackError).code)]).toEqual([answer, 8]);
  } else {
    expect(got).toMatchObject({ keyIdFromFile: '2X9R4HXF34' });
    const { warnings, fingerprint, privateKeyPem } = got as Awaited<ReturnType<typeof read>>;
    expect(warnings.map(({ code }) => code).sort()).toEqual([...answer].sort());
    if (!answer.includes('W_SEC1')) expect(fingerprint).toBe(key.fingerprint);
    expect(fingerprintOf(createPublicKey(othersAgree(privateKeyPem)))).toBe(fingerprint);
  }
  const after = await fs.stat(path);
  expect([after.mtimeMs, after.size, after.mode]).toEqual([before.mtimeMs, before.size, before.mode]);
  expect((await fs.readFile(path)).equals(Buffer.from(bytes as Buffer))).toBe(true);
});

describe('what is no ordinary file', () => {
  const refused = async (path: string) =>
    read(path).then(
      () => 'accepted',
      (error: KeyrackError) => error.code,
    );
  test('B-53 a 10 GB sparse file is too big, at once', async () => {
    const path = join(folder, 'big.p8');
    const handle = await fs.open(path, 'w');
    await handle.truncate(10 * 1024 ** 3);
    await handle.close();
    expect(await refused(path)).toBe('E_FILE_TOO_BIG');
    await fs.rm(path);
  });
  test('B-54, B-55 a folder, a FIFO, /dev/zero and /dev/tty are not waited for', async () => {
    const fifo = join(folder, 'fifo.p8');
    execFileSync('mkfifo', [fifo]);
    for (const path of [folder, fifo, '/dev/zero', '/dev/tty']) expect(await refused(path), path).toBe('E_FILE_KIND');
  });
  test('B-56 a dangling link and a loop are broken links; a good one is followed', async () => {
    const [dangling, loop, good] = ['dangling', 'loop', 'good'].map((name) => join(folder, name)) as [string, string, string];
    await fs.symlink(join(folder, 'nowhere'), dangling);
    await fs.symlink(loop, loop);
    const target = join(folder, 'AuthKey_TARGET1234.p8');
    await fs.writeFile(target, pem, { mode: 0o600 });
    await fs.symlink(target, good);
    expect([await refused(dangling), await refused(loop), await refused(good)]).toEqual(['E_FILE_LINK', 'E_FILE_LINK', 'accepted']);
  });
  test('B-65 a file others can read is imported with advice', async () => {
    const path = join(folder, 'AuthKey_EXPOSED123.p8');
    await fs.writeFile(path, pem);
    await fs.chmod(path, 0o644);
    expect((await read(path)).warnings.map(({ code }) => code)).toContain('W_FILE_EXPOSED');
  });
});

test('B-43 B-45 a file’s name gives the Key ID and what else it can', () => {
  const id = 'ABC123DEFG';
  for (const name of [
    `AuthKey_${id}.p8`,
    `AuthKey_${id} (1).p8`,
    `AuthKey_${id}.p8.txt`,
    `AuthKey_${id}.P8`,
    `AuthKey_${id}.pem`,
    `AuthKey_${id}`,
  ]) {
    expect(readFileName(`/x/${name}`), name).toEqual({ keyId: id, kind: null, otherService: false });
  }
  expect(readFileName(`ApiKey_${id}.p8`).kind).toBe('individual');
  expect(readFileName(`SubscriptionKey_${id}.p8`).otherService).toBe(true);
  expect(readFileName('key.p8').keyId).toBeNull();
});

test('B-46 a Key ID is forgiven case, spaces and quotes; anything else is named', () => {
  expect(normaliseKeyId(' "2x9r4hxf34" ')).toEqual({ ok: true, value: '2X9R4HXF34' });
  expect(normaliseKeyId('2X9R4HXF3')).toMatchObject({ ok: false, code: 'E_KID_FORMAT', message: expect.stringContaining('has 9') });
  expect(normaliseKeyId('\u0410BC123DEFG')).toMatchObject({ ok: false, message: expect.stringContaining('U+0410') });
});

test('B-47 an Issuer ID is forgiven braces, case and missing dashes; swapped ids are caught', () => {
  const issuer = '57246542-96fe-1a63-e053-0824d011072a';
  for (const text of [issuer, `{${issuer.toUpperCase()}}`, issuer.replaceAll('-', ''), `"${issuer}"`]) {
    expect(normaliseIssuerId(text)).toEqual({ ok: true, value: issuer });
  }
  expect(normaliseIssuerId('2X9R4HXF34')).toMatchObject({ ok: false, message: expect.stringContaining('This is a Key ID') });
  expect(normaliseKeyId(issuer)).toMatchObject({ ok: false, message: expect.stringContaining('This is an Issuer ID') });
  // Where one of the two is right, nothing is swapped.
  expect([looksSwapped(issuer, '2X9R4HXF34'), looksSwapped(issuer, issuer), looksSwapped('2X9R4HXF34', '2X9R4HXF34')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('B-20 20,000 seeded mutations of good files: a typed refusal, or a key that signs as itself', () => {
  let seed = 42;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const good = keyFrom(key.scalar);
  const sources = [Buffer.from(good.applePem), Buffer.from(good.opensslPem), good.appleDer, good.opensslDer];
  const answers = new Set<string>();
  const accepted = new Set<string>();
  for (let n = 0; n < 20_000; n += 1) {
    const bytes = Buffer.from(sources[n % 4] as Buffer);
    const at = random(bytes.length);
    const how = random(4);
    const mutated =
      how === 0 ? bytes.subarray(0, at) : how === 1 ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(random(bytes.length))]) : bytes;
    if (how > 1)
      for (let times = 0; times < how - 1; times += 1)
        mutated[random(mutated.length)] = how === 3 ? random(256) : (mutated[at] ?? 0) ^ (1 << random(8));
    try {
      const read = readKey(mutated);
      accepted.add(read.privateKeyPem);
      answers.add(read.fingerprint === good.fingerprint ? 'itself' : 'another');
    } catch (error) {
      if (!(error instanceof KeyrackError) || error.code === 'E_INTERNAL') throw error;
      answers.add(error.code);
    }
  }
  expect([...answers]).toEqual(expect.arrayContaining(['itself', 'E_P8_DER', 'E_P8_TRUNCATED', 'E_P8_BASE64', 'E_P8_INCONSISTENT']));
  // Both shapes carry the public key, so no altered key passes for another one.
  expect(answers.has('another')).toBe(false);
  // As they would be stored, each distinct text once (mutations outside the body leave the same): openssl takes each for the key it was.
  expect(accepted.size).toBeGreaterThan(0);
  for (const text of accepted) {
    expect(fingerprintOf(createPublicKey(othersAgree(text)))).toBe(good.fingerprint);
  }
});
