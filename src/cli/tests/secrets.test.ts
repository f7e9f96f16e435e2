import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cliIn, withKeys } from '../../../tests/support/command-line.js';
import { conversation, storeFiles } from '../../../tests/support/conversation.js';
import { issuerId, temporaryFolder } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import { organizationNamed, storedKey, writeVault } from '../../../tests/support/vault.js';
import { newIdentity } from '../../strongroom/inside/vault/seal.js';

const { applePem } = makeKey();
const base64 = applePem.split('\n').slice(1, -2).join('');
const der = Buffer.from(base64, 'base64');
const recovery = await newIdentity();
/** As one line each, so that every one can be an argument, a name and a variable. */
const secrets = [
  ['a key’s base64', base64],
  ['a line of it', base64.slice(0, 64)],
  ['its base64url', der.toString('base64url')],
  ['a PEM out of a variable', applePem.replaceAll('\n', '\\n')],
  ['its private number in hex', der.subarray(36, 68).toString('hex')],
  ['the recovery key', recovery],
  ['the recovery key in small letters', recovery.toLowerCase()],
] as const;
/** No twenty-four characters of it, in either case. */
function holdsNone(said: string, secret: string): void {
  const text = said.toLowerCase();
  for (let at = 0; at + 24 <= secret.length; at += 1) expect(text).not.toContain(secret.slice(at, at + 24).toLowerCase());
}

const places = (secret: string): readonly (readonly string[])[] => [
  ['token', secret],
  ['token', `Acme/${secret}`],
  [secret],
  ['org', secret],
  ['list', `--${secret}`],
  ['list', `--org=${secret}`],
  ['list', '--org', secret],
  ['show', secret],
  ['remove', secret],
  ['purge', secret, '--yes'],
  ['test', secret],
  ['which', secret],
  ['activity', '--key', secret],
  ['activity', '--since', secret],
  ['token', 'Acme', '--lifetime', secret],
  ['token', 'Acme', '--scope', secret],
  ['init', '--unlock', secret],
  ['help', secret],
  ['org', 'add', secret],
  ['org', 'add', 'Other', '--issuer', secret],
  ['org', 'add', 'Other', '--team-id', secret],
  ['org', 'add', 'Other', '--vendor-number', secret],
  ['org', 'edit', secret, '--team-id', 'ABCDE12345'],
  ['org', 'rename', 'Acme', secret],
  ['org', 'remove', secret],
  ['edit', 'AAAAAAAAA1', '--name', secret],
  ['edit', 'AAAAAAAAA1', '--org', secret],
  ['edit', 'AAAAAAAAA1', '--role', secret],
  ['import', '/nowhere.p8', '--org', secret],
  ['import', secret, '--org', 'Acme'],
  ['import', '--from', secret, '--yes'],
  ['import', '--from', secret, '--preview'],
  ['import', '/nowhere.p8', '--org', 'Acme', '--key-id', secret, '--limit', secret],
  ['identify', secret],
  ['restore', secret, '--yes'],
  ['backup', `/nowhere/${secret}`],
  ['completion', secret],
];

describe('M-2 a secret among the arguments is not said again, and said to have been one, with and without --json:', () => {
  test.for(secrets)('%s', async ([, secret]) => {
    const { cli } = await withKeys('AAAAAAAAA1');
    for (const argv of places(secret))
      for (const more of [[], ['--json']]) {
        const { code, out, err } = await cli([...argv, ...more], { secrets: { backupPassphrase: () => 'correct horse battery staple' } });
        holdsNone(out + err, secret);
        if (!argv.includes('--preview')) expect([argv[0], code]).not.toEqual([argv[0], 0]);
        expect(err).toContain('W_SECRET_ARGUMENT');
        expect(err).toMatch(/process list.*history/);
      }
    expect(JSON.parse((await cli(['list', '--json'])).out)).toMatchObject([{ organization: 'Acme', name: 'AAAAAAAAA1' }]);
    expect(JSON.parse((await cli(['org', 'list', '--json'])).out)).toHaveLength(1);
  });
});

test.for(secrets)('M-2 in KEYRACK_KEY or .keyrack it is not said again: %s', async ([, secret]) => {
  const { cli, folder } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
  await writeFile(join(folder, '.keyrack'), secret);
  for (const setting of [{ env: { KEYRACK_KEY: secret } }, { cwd: folder }, { env: { KEYRACK_API_URL: secret }, argv: ['test', 'Acme/A'] }])
    for (const argv of [setting.argv ?? ['token'], [...(setting.argv ?? ['which']), '--json']]) {
      const { out, err, code } = await cli(argv, setting);
      holdsNone(out + err, secret);
      expect(code).not.toBe(0);
      if (!setting.argv) expect(err).toMatch(/decides here.*A secret was given where a name belongs/);
    }
});

test('M-2 a file whose name holds one is opened by it, and shown, stored and reported without it', async () => {
  const { cli } = await withKeys();
  const folder = await temporaryFolder(onTestFinished);
  for (const secret of [der.toString('base64url'), recovery]) {
    const path = join(folder, `AuthKey_AAAAAAAAA1 ${secret}.p8`);
    await writeFile(path, makeKey().applePem, { mode: 0o644 });
    for (const argv of [
      ['identify', path],
      ['import', '--from', folder, '--preview'],
      ['import', path, '--org', 'Acme', '--issuer', issuerId, '--keep-both', '--name', secret.slice(0, 3)],
      ['show', `Acme/${secret.slice(0, 3)}`],
    ])
      for (const more of [[], ['--json']]) {
        const { out, err, code } = await cli([...argv, ...more]);
        holdsNone(out + err, secret);
        expect([argv[0], code]).toEqual([argv[0], 0]);
      }
  }
  expect(JSON.parse((await cli(['list', '--json'])).out)).toHaveLength(2);
});

test('M-2 no name is made of one that was spelled so that it does not look like one', async () => {
  const { cli } = await withKeys('AAAAAAAAA1');
  const wide = [...recovery].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)).join('');
  for (const name of [[...base64.slice(0, 64)].join('\u00ad'), [...recovery].join('\u2061'), wide])
    for (const argv of [
      ['org', 'add', name],
      ['org', 'rename', 'Acme', name],
      ['edit', 'AAAAAAAAA1', '--name', name],
    ])
      expect(await cli(argv)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('another secret, not a name') });
});

test('M-2 a name that was stored with one in it, before that was refused, is listed without it, and its id chooses it', async () => {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  await mkdir(home, { mode: 0o700 });
  const organization = organizationNamed(recovery);
  const key = storedKey(organization.id, base64.slice(0, 64).replaceAll('/', 'x'));
  const { identity } = await writeVault(home, [organization], [key]);
  const ran = cliIn(home, 'unused');
  const cli = (...argv: readonly string[]) => ran(argv, { secrets: { identity: async () => identity } });
  for (const argv of [['list'], ['org', 'list'], ['show'], ['which'], ['__complete', 'fish', '--', 'token', '']])
    for (const more of argv[0] === '__complete' ? [[]] : [[], ['--json']]) {
      const { out, err, code } = await cli(...argv, ...more);
      for (const secret of [recovery, key.name]) holdsNone(out + err, secret);
      expect(code).toBe(0);
    }
  expect((await cli('token', key.id)).out).toMatch(/^eyJ/);
});

test('M-2 in the window: no name of a file, an organization or a key, and no error, says one again', async () => {
  const talk = await conversation();
  await talk.invoke('vault.unlock', { passphrase: talk.passphrase });
  for (const secret of [der.toString('base64url'), recovery]) {
    const [good, bad] = ['AuthKey_AAAAAAAAA1', 'bad'].map((name) => join(talk.home, '..', `${name} ${secret}.p8`)) as [string, string];
    const key = makeKey();
    await writeFile(good, key.applePem);
    await writeFile(bad, 'nothing');
    for (const path of [good, bad]) talk.give(path);
    const said = { keyId: secret.slice(0, 60), name: secret };
    const replies = [
      await talk.invoke('keys.preview', { paths: [good, bad] }),
      await talk.invoke('organizations.add', { name: secret, issuerId: null, program: 'app-store' }),
      await talk.invoke('organizations.add', { name: 'Other', issuerId: secret.slice(0, 64), program: 'app-store' }),
      await storeFiles(talk.invoke, [good], said, { name: secret, program: 'app-store' }),
      await storeFiles(talk.invoke, [good], { ...said, roles: [secret.slice(0, 50)] }),
      await talk.invoke('keys.identify', { path: bad }),
    ];
    // The path itself goes to and fro: it is what opens the file, and is shown by its masked name.
    const shown = JSON.stringify(replies, (field, value) => (field === 'path' ? '' : value));
    holdsNone(shown, secret);
    expect(replies.map(({ ok }) => ok)).toEqual([true, false, false, false, false, false]);
  }
});
