import { spawnSync } from 'node:child_process';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bin, keyrack } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { afterSlowPipe } from '../support/slow-pipe.js';

async function homeWithKeys() {
  const { home, recoveryKey, passphrase } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const [team, individual] = [makeKey(), makeKey()];
  await writeFile(join(folder, 'AuthKey_2X9R4HXF34.p8'), team.applePem, { mode: 0o600 });
  await writeFile(join(folder, 'ApiKey_8KQ2ABCDEF.p8'), individual.applePem, { mode: 0o600 });
  const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  const files = ['AuthKey_2X9R4HXF34.p8', 'ApiKey_8KQ2ABCDEF.p8'].map((name) => join(folder, name));
  const { code, err } = await keyrack(['import', ...files, '--org', 'Acme', '--issuer', issuerId], env);
  expect(code, err).toBe(0);
  return { home, folder, env, team, individual, passphrase, recoveryKey };
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

describe('keyrack token', () => {
  test('under a pipe prints the token and one newline, and nothing on stderr', async () => {
    const { env, team } = await homeWithKeys();
    const { code, out, err } = await keyrack(['token', '2X9R4HXF34'], env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(
      jwt.verify(out.trim(), team.publicKey, { algorithms: ['ES256'], audience: 'appstoreconnect-v1', issuer: issuerId }),
    ).toBeTruthy();
  });

  test('an individual key signs with sub "user" and without iss; a team key the other way round', async () => {
    const { env } = await homeWithKeys();
    const individual = claimsOf((await keyrack(['token', '8KQ2ABCDEF'], env)).out);
    const team = claimsOf((await keyrack(['token', '2X9R4HXF34'], env)).out);
    expect(individual).toMatchObject({ sub: 'user', aud: 'appstoreconnect-v1' });
    expect(individual).not.toHaveProperty('iss');
    expect(team).toMatchObject({ iss: issuerId });
    expect(team).not.toHaveProperty('sub');
  });

  test('a lifetime over 20 minutes is refused with the reason, except for a scope that takes long-lived tokens', async () => {
    const { env } = await homeWithKeys();
    const key = '2X9R4HXF34';
    const refused = await keyrack(['token', key, '--lifetime', '21m'], env);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('20 min');
    expect((await keyrack(['token', key, '--lifetime', '30d', '--scope', 'GET /v1/apps'], env)).code).toBe(2);
    const long = await keyrack(['token', key, '--lifetime', '180d', '--scope', 'GET /v1/ciProducts'], env);
    expect(long.code, long.err).toBe(0);
    expect(long.err).toContain('W_LONG_LIVED');
    const { iat, exp } = claimsOf(long.out) as { iat: number; exp: number };
    expect(exp - iat).toBeGreaterThan(179 * 86_400);
    expect((await keyrack(['token', key, '--lifetime', '181d', '--scope', 'GET /v1/ciProducts'], env)).code).toBe(2);
    expect((await keyrack(['token', key, '--lifetime', '29s'], env)).code).toBe(2);
  });

  test('--json tells what the token is, and its times are the claims’', async () => {
    const { env } = await homeWithKeys();
    const { out } = await keyrack(['token', '2X9R4HXF34', '--json', '--lifetime', '2m'], env);
    const told = JSON.parse(out);
    const { iat, exp } = claimsOf(told.token) as { iat: number; exp: number };
    expect(told).toMatchObject({ keyId: '2X9R4HXF34', issuerId, organization: 'Acme', scope: null });
    expect([Date.parse(told.issuedAt) / 1000, Date.parse(told.expiresAt) / 1000]).toEqual([iat, exp]);
    expect((await keyrack(['token', '2X9R4HXF34', '--header'], env)).out).toMatch(/^Authorization: Bearer \S+\n$/);
  });
});

describe('a way in', () => {
  test('a wrong passphrase, a wrong identity and none at all: exit 4, each with its own code', async () => {
    const { env } = await homeWithKeys();
    const codeOf = async (secrets: Record<string, string>) => {
      const { code, err } = await keyrack(['list', '--json'], { KEYRACK_HOME: env.KEYRACK_HOME, ...secrets });
      return [code, JSON.parse(err).error.code];
    };
    const stranger = await makeHome(onTestFinished);
    expect(await codeOf({ KEYRACK_PASSPHRASE: 'not this one' })).toEqual([4, 'E_PASSPHRASE_WRONG']);
    expect(await codeOf({ KEYRACK_IDENTITY: stranger.recoveryKey })).toEqual([4, 'E_IDENTITY_WRONG']);
    expect(await codeOf({})).toEqual([4, 'E_PASSPHRASE_MISSING']);
  });

  test('no vault is exit 3, and a second init in the same home exit 2', async () => {
    const folder = await temporaryFolder(onTestFinished);
    expect((await keyrack(['list'], { KEYRACK_HOME: join(folder, 'none') })).code).toBe(3);
    const { env, passphrase } = await homeWithKeys();
    const again = await keyrack(['init', '--unlock', 'passphrase', '--json'], { ...env, KEYRACK_PASSPHRASE: passphrase });
    expect([again.code, JSON.parse(again.err).error.code]).toEqual([2, 'E_VAULT_EXISTS']);
  });
});

test('S-01 everything in keyrack.json swapped for a stranger’s: nothing is ever sealed to anyone new', async () => {
  const { home, env, folder } = await homeWithKeys();
  const stranger = await makeHome(onTestFinished);
  for (const name of ['keyrack.json', 'keyrack.json.1']) {
    const theirs = JSON.parse(await readFile(join(stranger.home, 'keyrack.json'), 'utf8'));
    const swapped = { ...theirs, recipients: { devices: ['age1stranger'], recovery: 'age1stranger' }, unlock: 'keychain', recovery: false };
    await writeFile(join(home, name), JSON.stringify(swapped));
  }
  await writeFile(join(folder, 'AuthKey_NEWKEY1234.p8'), makeKey().applePem, { mode: 0o600 });
  const { code, err } = await keyrack(['import', join(folder, 'AuthKey_NEWKEY1234.p8'), '--org', 'Acme'], env);
  expect(code, err).toBe(0);
  for (const name of (await readdir(home)).filter((file) => file.startsWith('vault.age'))) {
    const [head = ''] = (await readFile(join(home, name), 'latin1')).split('---');
    expect(head.match(/-> X25519 /g), name).toHaveLength(2);
  }
  const theirs = await keyrack(['list'], { KEYRACK_HOME: home, KEYRACK_IDENTITY: stranger.recoveryKey });
  expect(theirs.code).toBe(4);
});

test('the keys of a Trash are listed there, undo brings back the last, and remove takes whole names only', async () => {
  const { env } = await homeWithKeys();
  expect((await keyrack(['remove', '2X9R'], env)).code).not.toBe(0);
  expect((await keyrack(['remove', '2X9R4HXF34'], env)).code).toBe(0);
  expect(JSON.parse((await keyrack(['list', '--trash', '--json'], env)).out)).toMatchObject([{ keyId: '2X9R4HXF34' }]);
  expect((await keyrack(['token', '2X9R4HXF34'], env)).code).toBe(3);
  const undone = await keyrack(['undo'], env);
  expect([undone.code, undone.out + undone.err]).toEqual([0, expect.stringContaining('2X9R4HXF34')]);
  expect((await keyrack(['token', '2X9R4HXF34'], env)).code).toBe(0);
});

test('status counts what is stored only where the environment unlocks, and never needs a secret', async () => {
  const { env, home } = await homeWithKeys();
  const locked = JSON.parse((await keyrack(['status', '--json'], { KEYRACK_HOME: home })).out);
  expect(locked).toMatchObject({ home, unlock: 'passphrase', locked: true, organizations: null, keys: null });
  expect(JSON.parse((await keyrack(['status', '--json'], env)).out)).toMatchObject({
    locked: false,
    organizations: 1,
    keys: 2,
    recovery: true,
  });
});

test('B-01 a key piped in piece by piece, each after the one before was read, is waited for, whole', async () => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const key = makeKey();
  const text = key.applePem;
  const { out } = await afterSlowPipe(
    [process.execPath, bin, 'import', '-', '--org', 'Acme', '--issuer', issuerId, '--key-id', '2X9R4HXF34', '--json'],
    [text.slice(0, 100), text.slice(100, 101), text.slice(101)],
    { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey },
  );
  expect(JSON.parse(out)).toMatchObject([{ ok: true, keyId: '2X9R4HXF34', fingerprint: key.fingerprint }]);
});

describe('output that cannot be written', () => {
  const intoFull = (args: string, env: Record<string, string>) => {
    const { status, stderr } = spawnSync('sh', ['-c', `"$0" "$1" ${args} > /dev/full`, process.execPath, bin], {
      env: { PATH: process.env.PATH ?? '', ...env },
      encoding: 'utf8',
    });
    return { code: status, err: stderr };
  };

  test('is never exit 0, and never without a word', async () => {
    const { env } = await homeWithKeys();
    const said = { code: 9, err: expect.stringMatching(/standard output goes to is full\.\n {2}Make room.*\(E_DISK_FULL\)\n$/) };
    for (const args of ['token 2X9R4HXF34', 'list', '--version', 'help', 'completion bash'])
      expect(intoFull(args, env), args).toEqual(said);
    const { code, err } = intoFull('token NOSUCHKEY1', env);
    expect([code, err], 'the command’s own failure comes first').toEqual([3, expect.stringContaining('E_NOT_FOUND')]);
  });

  test('under --json it is said in one document', async () => {
    const { env } = await homeWithKeys();
    for (const args of ['token 2X9R4HXF34 --json', 'list --json']) {
      const { code, err } = intoFull(args, env);
      expect([args, code, JSON.parse(err).error.code]).toEqual([args, 9, 'E_DISK_FULL']);
    }
  });

  test('S-04 the first recovery key, not printed, is exit 9 and said: the vault is there, and opens', async () => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: 'four words nobody guesses' };
    const lost = intoFull('init --unlock passphrase', env);
    expect(lost).toMatchObject({ code: 9, err: expect.stringContaining('Run “keyrack recovery new”') });
    expect((await keyrack(['list'], env)).code).toBe(0);
  });

  test('S-05 a new recovery key that was not printed is exit 9 and said; run again, there is one', async () => {
    const { home, passphrase } = await makeHome(onTestFinished);
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase };
    const lost = intoFull('recovery new', env);
    expect(lost).toMatchObject({ code: 9, err: expect.stringContaining('could not be printed; run “keyrack recovery new” again') });
    const again = await keyrack(['recovery', 'new'], env);
    expect(again.code, again.err).toBe(0);
    expect((await keyrack(['list'], { KEYRACK_HOME: home, KEYRACK_IDENTITY: again.out.trim() })).code).toBe(0);
  });
});

describe('KEYRACK_HOME that is no folder', () => {
  test('a file: no vault there, and nothing holds a lock in it', async () => {
    const file = join(await temporaryFolder(onTestFinished), 'file');
    await writeFile(file, 'mine');
    expect((await keyrack(['list'], { KEYRACK_HOME: file })).code).toBe(3);
    const { code, out } = await keyrack(['doctor', '--json'], { KEYRACK_HOME: file });
    const lock = JSON.parse(out).find(({ check }: { check: string }) => check === 'lock');
    expect([lock.status, code]).toEqual(['ok', 3]);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  test('a circle of links, or a name that is too long: exit 9, E_VAULT_READ', async () => {
    const folder = await temporaryFolder(onTestFinished);
    await symlink('circle', join(folder, 'circle'));
    for (const name of ['circle', 'n'.repeat(300)]) {
      const { code, err } = await keyrack(['list', '--json'], { KEYRACK_HOME: join(folder, name) });
      expect([code, JSON.parse(err).error.code], name).toEqual([9, 'E_VAULT_READ']);
    }
  });
});

test('M-1 with fewer and fewer files to open, the command line says so wherever it meets the end of them', async () => {
  const { env } = await homeWithKeys();
  const codes = new Set<string>();
  for (let most = 32; most > 16; most -= 1) {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `ulimit -n ${most} && exec "$0" "$1" list --json`, process.execPath, bin], {
      env: { PATH: process.env.PATH ?? '', ...env },
      encoding: 'utf8',
    });
    // Node itself could not begin: our first file, or the package.json that says what it is, was not read.
    if (status === null || status > 128 || stderr.includes(`open '${bin}'`) || stderr.includes('exports is not defined')) break;
    const code = stderr === '' ? `${JSON.parse(stdout).length} keys` : JSON.parse(stderr).error.code;
    expect([most, code, status], stderr).toEqual([most, code, stderr === '' ? 0 : 9]);
    codes.add(code);
  }
  expect([...codes].filter((code) => !/^(2 keys|E_DISK|E_VAULT_READ)$/.test(code))).toEqual([]);
  expect([...codes]).toEqual(expect.arrayContaining(['2 keys', 'E_DISK']));
});

test('started in a folder that is no longer there, it says so', () => {
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', 'd=$(mktemp -d) && cd "$d" && rmdir "$d" && exec "$0" "$1" list', process.execPath, bin],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stderr]).toEqual([2, expect.stringMatching(/no longer there\.\n {2}Go to another one.*\(E_USAGE\)\n$/)]);
});
