import { describe, expect, test } from 'vitest';
import { makeKey } from '../../tests/support/keys.js';
import { KeyrackError, warn } from './errors/index.js';
import { holdsSecret, masked, maskSecrets } from './secrets.js';
import { looksLikeKey, showName } from './text.js';

const { applePem, opensslPem } = makeKey();
const bodyOf = (pem: string) => pem.split('\n').slice(1, -2).join('');
const der = Buffer.from(bodyOf(applePem), 'base64');
const recovery = 'AGE-SECRET-KEY-1QQPQTFUZWE74NSEZVDCJW0HYFDDZJ29R4XAVKEYEXAMPLEY5TH8QQ0MN9Y'.replaceAll(/[BIO]/g, 'Q').slice(0, 74);
const jwt = `${Buffer.from('{"alg":"ES256","kid":"2X9R4HXF34"}').toString('base64url')}.${Buffer.from('{"iss":"57246542","exp":1}').toString('base64url')}.${der.subarray(40, 104).toString('base64url')}`;
const scalar = der.subarray(36, 68);

describe('M-2 a secret is masked whole, wherever it stands in a text:', () => {
  test.for([
    ['Apple’s base64', bodyOf(applePem)],
    ['OpenSSL’s base64', bodyOf(opensslPem)],
    ['base64url', der.toString('base64url')],
    ['a PEM', applePem],
    ['a PEM as a variable has it', applePem.replaceAll('\n', '\\n')],
    ['a PEM that was cut off', applePem.slice(0, 150)],
    ['a PEM of few long dashes', applePem.replaceAll('-----', '--')],
    ['its base64 in lines', bodyOf(applePem).replaceAll(/(.{64})/g, '$1\n')],
    ['the key in hex', der.toString('hex')],
    ['its private number in hex', scalar.toString('hex')],
    ['that in capitals and pairs', (scalar.toString('hex').toUpperCase().match(/../g) ?? []).join(':')],
    ['a recovery key', recovery],
    ['a recovery key in small letters', recovery.toLowerCase()],
    [
      'a recovery key in groups',
      recovery
        .replaceAll(/(.{6})/g, '$1 ')
        .trim()
        .replace(/^AGE-SE CRET-K EY-1/, 'AGE-SECRET-KEY-1'),
    ],
    ['a recovery key without what all begin with', recovery.slice(16)],
    ['half a recovery key', recovery.slice(0, 45)],
    ['a token', jwt],
    ['a token without its signature', jwt.slice(0, jwt.lastIndexOf('.'))],
  ] as const)('%s', ([, secret]) => {
    expect(holdsSecret(secret)).toBe(true);
    for (const text of [secret, `/home/me/Downloads/${secret}.p8`, `Nothing stored is called “${secret}”.`, `--org=${secret}`]) {
      const shown = maskSecrets(text);
      expect(shown).toContain(masked);
      for (let at = 0; at + 24 <= secret.length; at += 1) expect(shown).not.toContain(secret.slice(at, at + 24));
    }
    expect(looksLikeKey(secret)).toBe(true);
    expect(showName(secret)).not.toContain(secret.slice(20, 44));
  });

  test('in errors and warnings, whoever made them, with a word that it was one', () => {
    const { message, hint } = new KeyrackError('E_NOT_FOUND', `Nothing stored is called “${recovery}”.`, { next: `See ${recovery}.` });
    expect([message, hint]).toEqual([`Nothing stored is called “${masked}”. A secret was given where a name belongs.`, `See ${masked}.`]);
    expect(new KeyrackError('E_NOT_FOUND', message).message).toBe(message);
    expect(warn('W_ID_ODD', recovery).message).toBe(masked);
  });

  test('one line of sixty-four characters of any key’s base64 (of a thousand, all)', () => {
    const lines = Array.from({ length: 250 }, () => makeKey()).flatMap(({ applePem: pem, opensslPem: other }) => [
      ...pem.split('\n').slice(1, 4),
      ...other.split('\n').slice(1, 3),
    ]);
    expect(lines.filter((line) => line.length === 64 && !holdsSecret(line)).length).toBeLessThanOrEqual(2);
  });
});

test.for([
  ['a UUID', crypto.randomUUID()],
  ['a path with several', `/home/me/.cache/${crypto.randomUUID()}/${crypto.randomUUID()}/${crypto.randomUUID().toUpperCase()}`],
  ['a fingerprint', `SHA256:${der.subarray(60, 92).toString('base64')}`],
  ['an age recipient', 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
  ['Apple’s file', '/Users/someone/Downloads/AuthKey_2X9R4HXF34.p8'],
  ['its like, deep in folders', 'Clients/Acme GmbH/iOS/App Store Connect/2025-11/AuthKey_2X9R4HXF34 (1).p8'],
  ['a long name', 'My_Very_Long_Client_Name_For_App_Store_Connect_API_Key_Production_2025_Final_v2.p8'],
  ['a long name without blanks', 'KeyrackIntegrationTestsForAppStoreConnectUploadPipeline2025Production.p8'],
  ['a path of a build', '/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/keyrack-test-Xy12Zw/home/vault.age'],
  ['a commit', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['a date', 'set-aside-2025-11-27T21-04-08-000Z/vault.age.1'],
  ['how a recovery key begins', 'It begins with AGE-SECRET-KEY-1, as all of them do.'],
  ['a selector', 'Müller & Söhne GmbH / CI uploads (2X9R4HXF34)'],
])('%s is none', ([, text]) => {
  expect(maskSecrets(text as string)).toBe(text);
  expect(new KeyrackError('E_NOT_FOUND', `“${text}”`).message).toBe(`“${text}”`);
});

test('masking is linear: sixty-four times the text, and nowhere near its square', () => {
  const cpu = (text: string) => {
    const from = process.cpuUsage();
    for (let times = 0; times < 5; times += 1) maskSecrets(text);
    const { user, system } = process.cpuUsage(from);
    return user + system;
  };
  for (const part of [
    '-----BEGIN PRIVATE KEY-----',
    '-',
    'A',
    'a1B',
    'AGE-SECRET-KEY-1',
    'ab:',
    'eyJhbGciOiJFUzI1NiJ9.',
    '[a secret, not shown]\\nA',
  ]) {
    const text = (size: number) => part.repeat(Math.ceil(size / part.length));
    cpu(text(4_096));
    const [small, large] = [cpu(text(16_384)), cpu(text(16_384 * 64))];
    expect([part, large / Math.max(small, 500) < 500]).toEqual([part, true]);
  }
});
