import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cliIn, freshHome, withKeys } from '../../../tests/support/command-line.js';
import { issuerId, temporaryFolder } from '../../../tests/support/home.js';
import { organizationNamed, storedKey, writeVault } from '../../../tests/support/vault.js';

describe('edit --role', () => {
  test('an unknown role is refused with those there are; Apple’s names and rights are understood', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    for (const argv of [
      ['edit', 'AAAAAAAAA1', '--role', 'BOGUS'],
      ['import', '/nowhere.p8', '--org', 'Acme', '--role', 'ADMIN', '--role', 'BOGUS'],
    ]) {
      const { code, out, err } = await cli(argv);
      expect([code, out, err]).toEqual([
        2,
        '',
        expect.stringMatching(/“BOGUS” is no role.*ADMIN, APP_MANAGER.*ACCESS_TO_REPORTS, CREATE_APPS/),
      ]);
    }
    const typed = ['app manager', 'Sales and Reports', 'cloud-managed-developer-id', 'APP_MANAGER'].flatMap((role) => ['--role', role]);
    const { out } = await cli(['edit', 'AAAAAAAAA1', ...typed, '--json']);
    expect(JSON.parse(out).roles).toEqual(['APP_MANAGER', 'SALES', 'CLOUD_MANAGED_DEVELOPER_ID']);
  });

  test('S-08 a role that a newer Keyrack has stored stays, and may be given again', async () => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    await mkdir(home, { mode: 0o700 });
    const acme = organizationNamed('Acme');
    const key = storedKey(acme.id, 'CI', { roles: ['FUTURE_ROLE'] });
    const { identity } = await writeVault(home, [acme], [key]);
    const cli = cliIn(home, 'unused');
    const edit = async (...argv: readonly string[]) => {
      const { out } = await cli(['edit', key.keyId, ...argv, '--json'], { secrets: { identity: async () => identity } });
      return JSON.parse(out).roles;
    };
    expect(await edit('--name', 'Other')).toEqual(['FUTURE_ROLE']);
    expect(await edit('--role', 'FUTURE_ROLE', '--role', 'ADMIN')).toEqual(['FUTURE_ROLE', 'ADMIN']);
  });
});

describe('B-48 an organization with team keys keeps its Issuer ID', () => {
  test('org edit --issuer "" is refused while one is in it, the Trash included; another Issuer ID is not', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    const taking = () => cli(['org', 'edit', 'Acme', '--issuer', '']);
    expect(await taking()).toMatchObject({ code: 8, out: '', err: expect.stringMatching(/Acme has team keys.*E_ISSUER_MISSING/s) });
    await cli(['remove', 'AAAAAAAAA1']);
    expect((await taking()).code).toBe(8);
    expect((await cli(['org', 'edit', 'Acme', '--issuer', issuerId.replace('5', '6')])).code).toBe(0);
    await cli(['purge', 'AAAAAAAAA1', '--yes']);
    expect((await taking()).code).toBe(0);
  });

  test('a team key does not move to an organization that has none', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    await cli(['org', 'add', 'Borealis']);
    const moving = () => cli(['edit', 'AAAAAAAAA1', '--org', 'Borealis']);
    expect(await moving()).toMatchObject({ code: 8, err: expect.stringMatching(/Issuer ID.*org edit ORG --issuer/s) });
    await cli(['org', 'edit', 'Borealis', '--issuer', issuerId]);
    expect((await moving()).code).toBe(0);
  });
});

test('a .keyrack file of two lines is exit 2, before anything is signed', async () => {
  const { cli, folder } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
  await writeFile(join(folder, '.keyrack'), 'AAAAAAAAA1\nBBBBBBBBB2\n');
  expect(await cli(['token'], { cwd: folder })).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/more than one line.*\n.*one line/),
  });
  expect((await cli(['token', 'BBBBBBBBB2'], { cwd: folder })).code).toBe(0);
});

describe('a .keyrack that cannot be used', () => {
  const broken: readonly (readonly [string, (path: string) => Promise<unknown> | unknown])[] = [
    ['a folder', (path) => mkdir(path)],
    ['a pipe', (path) => spawnSync('mkfifo', [path])],
    ['a dangling link', (path) => symlink('/nowhere/at/all', path)],
    ['one that is too large', (path) => writeFile(path, ' '.repeat(5_000))],
  ];
  test.for(broken)('M-9 which and token refuse to choose by %s, and name it; with a key named they work', async ([, make]) => {
    const { cli, folder } = await withKeys('AAAAAAAAA1');
    const path = join(folder, '.keyrack');
    await make(path);
    for (const command of ['which', 'token', 'show', 'test']) {
      const said = await cli([command, '--json'], { cwd: folder });
      expect([command, said.code, said.out]).toEqual([command, 2, '']);
      expect(JSON.parse(said.err).error).toMatchObject({ code: 'E_BINDING', message: expect.stringContaining(path) });
      expect(JSON.parse(said.err).error.hint).toContain('KEYRACK_KEY');
    }
    expect((await cli(['token', 'AAAAAAAAA1'], { cwd: folder })).code).toBe(0);
    expect((await cli(['token'], { cwd: folder, env: { KEYRACK_KEY: 'Acme' } })).code).toBe(0);
  });

  test('keeps nobody from completing or identifying', async () => {
    const { cli, folder } = await withKeys('AAAAAAAAA1');
    await mkdir(join(folder, '.keyrack'));
    const offered = await cli(['__complete', 'zsh', '--', 'token', ''], { cwd: folder });
    expect(offered).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Acme/AAAAAAAAA1') });
    expect(await cli(['identify', join(folder, 'AuthKey_AAAAAAAAA1.p8')], { cwd: folder })).toMatchObject({ code: 0, err: '' });
  });
});

describe('a restore that nobody can be asked about', () => {
  test.for([
    ['into the vault', []],
    ['into a new one', ['--set-aside', '--no-recovery']],
  ] as const)('%s looks at the file first: one that is not there is said, not that --yes is missing', async ([, how]) => {
    const { cli } = how.length > 0 ? await freshHome() : await withKeys();
    expect(await cli(['restore', '/nowhere/all.age', ...how])).toMatchObject({
      code: 8,
      out: '',
      err: expect.stringContaining('E_FILE_MISSING'),
    });
  });

  test('of a backup that is there wants --yes, and restores nothing', async () => {
    const { cli, folder } = await withKeys('AAAAAAAAA1');
    const secrets = { backupPassphrase: () => 'seven green kettles whistle' };
    const path = join(folder, 'all.age');
    expect((await cli(['backup', path], { secrets })).code).toBe(0);
    await cli(['purge', 'AAAAAAAAA1', '--yes']);
    expect(await cli(['restore', path], { secrets })).toMatchObject({ code: 2, err: expect.stringContaining('add --yes to restore') });
    expect((await cli(['list'])).out).toBe('');
  });
});

test('a passphrase that is missing is asked for in KEYRACK_PASSPHRASE; of a new one speaks only the command that wants one', async () => {
  const { cli } = await withKeys();
  const without = { secrets: { passphrase: () => null } };
  for (const argv of [['list'], ['recovery', 'new', '--yes'], ['import', '/nowhere.p8', '--org', 'Acme']]) {
    const { code, err } = await cli(argv, without);
    expect([code, err]).toEqual([4, expect.stringMatching(/Give it in KEYRACK_PASSPHRASE\. \(E_PASSPHRASE_MISSING\)/)]);
  }
  expect((await cli(['unlock-method', 'passphrase'])).err).toContain('Give it in KEYRACK_NEW_PASSPHRASE');
});
