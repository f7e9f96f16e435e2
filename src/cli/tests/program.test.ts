import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshHome, withKeys } from '../../../tests/support/command-line.js';
import { exitOf } from '../commands/tokens/test.js';

describe('a script can rely on it', () => {
  test('help and version are data; an unknown word, a missing one or none at all is exit 2', async () => {
    const { cli } = await freshHome();
    expect(await cli(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    expect(await cli(['token', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--lifetime'), err: '' });
    for (const argv of [['lisst'], ['org'], [], ['org', 'add'], ['list', '--nope'], ['list', 'a', 'b']]) {
      expect(await cli(argv), argv.join(' ')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('E_USAGE') });
    }
    expect(JSON.parse((await cli(['lisst', '--json'])).err).error.code).toBe('E_USAGE');
  });

  test('no vault: list is exit 3, status says so', async () => {
    const { cli } = await freshHome();
    expect(await cli(['list'])).toMatchObject({ code: 3, out: '', err: expect.stringContaining('E_VAULT_MISSING') });
    expect(JSON.parse((await cli(['status', '--json'])).out)).toMatchObject({ vaultId: null, locked: true, keys: null });
  });

  test('the fields of the JSON are those of the contract', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    const fields = async (...argv: readonly string[]) => {
      const data: unknown = JSON.parse((await cli([...argv, '--json'])).out);
      return Object.keys((Array.isArray(data) ? data[0] : data) as object);
    };
    const contains = (...names: string[]) => expect.arrayContaining(names);
    expect(await fields('list')).toEqual(
      contains('id', 'organization', 'issuerId', 'kind', 'keyId', 'name', 'roles', 'fingerprint', 'addedAt', 'lastUsedAt', 'lastTest'),
    );
    expect(await fields('org', 'list')).toEqual(contains('id', 'name', 'issuerId', 'keys', 'tags'));
    expect(await fields('token')).toEqual(['token', 'keyId', 'issuerId', 'organization', 'name', 'scope', 'issuedAt', 'expiresAt']);
    expect(await fields('status')).toEqual(['home', 'vaultId', 'unlock', 'locked', 'organizations', 'keys', 'recovery', 'lastBackupAt']);
    expect(await fields('import', '/nowhere.p8', '--org', 'Acme')).toEqual(
      contains('file', 'ok', 'id', 'keyId', 'organization', 'fingerprint', 'warnings', 'error'),
    );
  });

  test('an ambiguous selector is exit 2 and lists what it could be', async () => {
    const { cli } = await withKeys('AAAAAAAAA1', 'AAAAAAAAA2');
    const { code, out, err } = await cli(['token', 'aaaa']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Acme/AAAAAAAAA1 (AAAAAAAAA1), Acme/AAAAAAAAA2 (AAAAAAAAA2)');
  });

  test('KEYRACK_KEY, then the nearest .keyrack file, and which says why', async () => {
    const { cli, folder } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    const cwd = join(folder, 'app', 'ios');
    await mkdir(cwd, { recursive: true });
    await writeFile(join(folder, 'app', '.keyrack'), '\n acme/bbbb \n\n');
    const which = async (env: Readonly<Record<string, string>>) => JSON.parse((await cli(['which', '--json'], { cwd, env })).out);
    expect(await which({})).toMatchObject({ keyId: 'BBBBBBBBB2', by: 'file', path: join(folder, 'app', '.keyrack') });
    expect(await which({ KEYRACK_KEY: '' })).toMatchObject({ by: 'file' });
    expect(await which({ KEYRACK_KEY: 'AAAAAAAAA1' })).toMatchObject({ keyId: 'AAAAAAAAA1', by: 'environment' });
  });
});

describe('R-31 a damaged vault', () => {
  test('a damaged file beside its good copy: the data, a warning, exit 0', async () => {
    const { cli, home } = await withKeys('AAAAAAAAA1');
    await writeFile(join(home, 'vault.age'), 'damaged');
    const { code, out, err } = await cli(['list', '--json']);
    expect([code, JSON.parse(out).length]).toEqual([0, 1]);
    expect(JSON.parse(err).warnings.map((one: { code: string }) => one.code)).toContain('W_VAULT_RECOVERED');
  });

  test('only an older revision is left: its data on stdout, the reason on stderr, exit 9; repair makes it whole', async () => {
    const { cli, home } = await withKeys('AAAAAAAAA1');
    await cli(['org', 'add', 'Borealis']);
    for (const name of ['vault.age', 'vault.age.1']) await writeFile(join(home, name), 'damaged');
    const { code, out, err } = await cli(['list', '--json']);
    expect([code, JSON.parse(out)]).toEqual([9, [expect.objectContaining({ keyId: 'AAAAAAAAA1' })]]);
    expect(JSON.parse(err).error.code).toMatch(/^E_VAULT_/);
    expect((await cli(['org', 'add', 'Cobalt'])).code).toBe(9);
    expect(await cli(['recovery', 'repair'])).toMatchObject({ code: 0, err: '' });
    expect(await cli(['list', '--json'])).toMatchObject({ code: 0, err: '' });
  });
});

test('R-124 the activity log holds our ids and no names', async () => {
  const { cli, home } = await withKeys('AAAAAAAAA1');
  await cli(['token']);
  const log = await readFile(join(home, 'activity.jsonl'), 'utf8');
  expect(log.split('\n').filter(Boolean)).toHaveLength(2);
  expect(log).not.toMatch(/Acme|AAAAAAAAA1|PRIVATE|eyJ/);
  expect((await cli(['activity'])).out).toMatch(/^WHEN.*\n.*token +Acme +AAAAAAAAA1 +ok +cli\n.*import/);
});

test.for([
  [0, [['ok'], ['limited', 'E_APPLE_ROLE']]],
  [6, [['ok'], ['unreachable', 'E_NET_OFFLINE'], ['refused', 'E_APPLE_UNAUTHORIZED']]],
  [
    6,
    [
      ['limited', 'E_APPLE_AGREEMENT'],
      ['unexpected', 'E_REDIRECT'],
    ],
  ],
  [5, [['ok'], ['unreachable', 'E_APPLE_DOWN']]],
  [5, [['unexpected', 'E_UNEXPECTED_RESPONSE']]],
] as const)('test exits %i for %j', ([code, results]) => {
  const reports = results.map(([outcome, diagnosis]) => ({
    outcome,
    diagnosis: diagnosis ? { code: diagnosis, title: '', cause: '', next: '' } : null,
  }));
  expect(exitOf(reports)).toBe(code);
});
