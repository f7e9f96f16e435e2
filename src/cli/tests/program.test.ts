import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshHome, withKeys } from '../../../tests/support/command-line.js';
import { issuerId } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import { exitOf } from '../commands/tokens/test.js';

describe('keyrack init', () => {
  const argv = ['init', '--unlock', 'passphrase'];

  test('S-04 without a terminal prints the recovery key and asks nothing', async () => {
    const { cli } = await freshHome();
    expect(await cli(argv)).toEqual({ code: 0, out: expect.stringMatching(/^AGE-SECRET-KEY-1[A-Z0-9]{58}\n$/), err: '' });
  });

  test('S-04 on a terminal asks three of its characters back, until they are right', async () => {
    const { cli } = await freshHome();
    const questions: string[] = [];
    const { code, err } = await cli(argv, {
      tty: true,
      answer(question, shown) {
        questions.push(question);
        const at = [...question.matchAll(/\d+/g)].map(([digits]) => Number(digits));
        expect(at).toHaveLength(3);
        expect(at.every((position) => position > 16 && position <= 74)).toBe(true);
        return questions.length === 1 ? 'no' : at.map((position) => shown[position - 1]?.toLowerCase()).join(' ');
      },
    });
    expect([code, questions.length]).toEqual([0, 2]);
    expect(err).toContain('That is right.');
  });

  test('S-04 three wrong answers say so; the vault is made all the same', async () => {
    const { cli } = await freshHome();
    const { code, err } = await cli(argv, { tty: true, answer: () => '???' });
    expect([code, err.includes('not what the key says')]).toEqual([0, true]);
    expect((await cli(['list', '--json'])).out).toBe('[]\n');
  });

  test('--json tells vault, way and key; --no-recovery has none and says what that means', async () => {
    const { cli } = await freshHome();
    const { out, err } = await cli([...argv, '--no-recovery', '--json']);
    expect(JSON.parse(out)).toEqual({ vaultId: expect.any(String), unlock: 'passphrase', recoveryKey: null });
    expect(JSON.parse(err).warnings).toMatchObject([{ code: 'W_NO_RECOVERY' }]);
  });
});

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

describe('keyrack import', () => {
  test('a refused file is exit 8 with its reason on stderr, under a pipe too; the good one is stored', async () => {
    const { cli, folder } = await withKeys();
    const [good, bad] = [join(folder, 'AuthKey_GOOD000001.p8'), join(folder, 'AuthKey_BAD0000001.p8')];
    await writeFile(good, makeKey().applePem, { mode: 0o600 });
    await writeFile(bad, '');
    const { code, out, err } = await cli(['import', bad, good, '--org', 'Acme', '--issuer', issuerId]);
    expect([code, out]).toEqual([8, 'Stored and verified: Acme / GOOD000001\n']);
    expect(err).toContain(`${bad}: `);
    expect(err).toContain('(E_FILE_EMPTY)');
  });

  test('B-49 the same file twice is ok, and says that it was there already', async () => {
    const { cli, folder } = await withKeys('AAAAAAAAA1');
    const again = await cli(['import', join(folder, 'AuthKey_AAAAAAAAA1.p8'), '--org', 'Acme']);
    expect(again).toMatchObject({ code: 0, out: 'Already stored: Acme / AAAAAAAAA1\n', err: expect.stringContaining('W_DUPLICATE') });
  });

  test('B-65 a file that others can read is stored, with advice', async () => {
    const { cli, folder } = await withKeys();
    const path = join(folder, 'AuthKey_AAAAAAAAA1.p8');
    await writeFile(path, makeKey().applePem, { mode: 0o644 });
    const { code, err } = await cli(['import', path, '--org', 'Acme', '--issuer', issuerId]);
    expect([code, err]).toEqual([0, expect.stringContaining('W_FILE_EXPOSED')]);
  });
});

describe('R-33 keyrack purge', () => {
  test('without a terminal it wants --yes, and then the key is gone, from the Trash or not', async () => {
    const { cli } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    expect(await cli(['purge', 'AAAAAAAAA1'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--yes') });
    expect((await cli(['remove', 'AAAAAAAAA1'])).code).toBe(0);
    const { code, out } = await cli(['purge', 'acme/aaaaaaaaa1', '--yes', '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([0, { keyId: 'AAAAAAAAA1', organization: 'Acme', deleted: [] }]);
    expect((await cli(['list', '--trash', '--json'])).out).toBe('[]\n');
    expect((await cli(['purge', 'BBBBBBBBB2', '--yes'])).out).toContain('Purged Acme / BBBBBBBBB2');
    expect((await cli(['purge', 'BBBBBBBBB2', '--yes'])).code).toBe(3);
    expect((await cli(['org', 'remove', 'Acme'])).code).toBe(0);
    expect((await cli(['activity'])).out.match(/Z +purge /g)).toHaveLength(2);
  });

  test('what a repair set aside is left, and named: after a purge, and after a new recovery key', async () => {
    const { cli, home } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    const file = 'vault.age.set-aside-2026-01-01T00-00-00-000Z';
    await writeFile(join(home, file), 'another history');
    expect((await cli(['purge', 'AAAAAAAAA1', '--yes'])).err).toContain(`Left as it is: ${file}`);
    expect((await cli(['recovery', 'new'])).err).toContain(`Left as it is: ${file}`);
    expect(await readFile(join(home, file), 'utf8')).toBe('another history');
  });

  test('on a terminal it asks by the key’s name, and anything but yes leaves the vault as it is', async () => {
    const { cli, home } = await withKeys('AAAAAAAAA1');
    const before = await readFile(join(home, 'vault.age'));
    const questions: string[] = [];
    const answer = (question: string) => {
      questions.push(question);
      return 'y';
    };
    const no = await cli(['purge', 'AAAAAAAAA1'], { tty: true, answer });
    expect([no.code, no.err]).toEqual([1, expect.stringContaining('Nothing was purged.')]);
    expect(questions).toEqual([expect.stringContaining('Acme / AAAAAAAAA1 (AAAAAAAAA1)')]);
    expect((await readFile(join(home, 'vault.age'))).equals(before)).toBe(true);
    expect(await cli(['purge', 'AAAAAAAAA1'], { tty: true, answer: () => 'yes' })).toMatchObject({ code: 0 });
    expect((await cli(['list', '--json'])).out).toBe('[]\n');
  });

  test('a beginning is not enough, and a name that two keys share lists both', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    expect((await cli(['purge', 'AAAA', '--yes'])).code).toBe(3);
    expect((await cli(['remove', 'AAAAAAAAA1'])).code).toBe(0);
    const again = await withKeys('AAAAAAAAA1');
    expect((await cli(['import', join(again.folder, 'AuthKey_AAAAAAAAA1.p8'), '--org', 'Acme', '--keep-both'])).code).toBe(0);
    const { code, err } = await cli(['purge', 'AAAAAAAAA1', '--yes']);
    expect([code, err]).toEqual([2, expect.stringContaining('in the Trash')]);
    expect(JSON.parse((await cli(['list', '--trash', '--json'])).out)).toHaveLength(1);
  });
});

/** Types back what the question asks for, of the recovery key that stands on the screen. */
const typedBack = (question: string, shown: string): string => {
  const key = /AGE-SECRET-KEY-1[A-Z0-9]{58}/.exec(shown + question)?.[0] ?? '';
  return [...(question.split('characters')[1] ?? '').matchAll(/\d+/g)].map(([at]) => key[Number(at) - 1]).join(' ');
};
const identity = (key: string) => ({ identity: async () => key, passphrase: () => null });

describe('S-04 keyrack recovery', () => {
  test('new, without a terminal: prints the key when it is in use; the old one is exit 4 from then on', async () => {
    const { cli, recoveryKey } = await withKeys('AAAAAAAAA1');
    const { code, out, err } = await cli(['recovery', 'new', '--json']);
    expect([code, err]).toEqual([0, '']);
    const made = JSON.parse(out);
    expect(made).toEqual({ recoveryKey: expect.stringMatching(/^AGE-SECRET-KEY-1/), deleted: [] });
    expect((await cli(['list', '--json'], { secrets: identity(recoveryKey) })).code).toBe(4);
    expect((await cli(['list', '--json'], { secrets: identity(made.recoveryKey) })).code).toBe(0);
    expect(await cli(['list', '--json'])).toMatchObject({ code: 0, err: '' });
    expect((await cli(['recovery', 'new'])).out).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}\n$/);
  });

  test('new, on a terminal: shown and asked back first; three wrong answers change nothing', async () => {
    const { cli, home, recoveryKey } = await withKeys('AAAAAAAAA1');
    const before = await readFile(join(home, 'vault.age'));
    const wrong = await cli(['recovery', 'new'], { tty: true, answer: () => '???' });
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Nothing was changed')]);
    expect((await readFile(join(home, 'vault.age'))).equals(before)).toBe(true);
    let unchanged = false;
    const right = await cli(['recovery', 'new'], {
      tty: true,
      answer(question, shown) {
        unchanged = readFileSync(join(home, 'vault.age')).equals(before);
        return typedBack(question, shown);
      },
    });
    expect([right.code, unchanged]).toEqual([0, true]);
    expect((await cli(['list'], { secrets: identity(right.out.trim()) })).code).toBe(0);
    expect((await cli(['list'], { secrets: identity(recoveryKey) })).code).toBe(4);
  });

  test('verify: the recovery key is exit 0; another vault’s is 4; a damaged copy is 9, with what opens on stdout', async () => {
    const { cli, home, recoveryKey } = await withKeys('AAAAAAAAA1');
    const verify = (key: string) => cli(['recovery', 'verify', '--json'], { secrets: { identity: async () => key } });
    const good = await verify(recoveryKey);
    expect([good.code, JSON.parse(good.out)]).toMatchObject([0, { is: 'recovery', fails: [] }]);
    expect((await cli(['recovery', 'verify'], { secrets: identity(recoveryKey) })).out).toContain('This is the recovery key of this vault');
    expect(await verify((await withKeys()).recoveryKey)).toMatchObject({ code: 4, out: '' });
    await writeFile(join(home, 'vault.age.2'), 'damaged');
    const damaged = await verify(recoveryKey);
    expect([damaged.code, JSON.parse(damaged.out)]).toMatchObject([9, { is: 'recovery', fails: ['vault.age.2'] }]);
  });
});

describe('S-05 keyrack unlock-method', () => {
  test('another passphrase from KEYRACK_NEW_PASSPHRASE; the old one is exit 4 from then on', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    expect(await cli(['unlock-method', 'passphrase'])).toMatchObject({ code: 4, err: expect.stringContaining('KEYRACK_NEW_PASSPHRASE') });
    const { code, out } = await cli(['unlock-method', 'passphrase', '--json'], { secrets: { newPassphrase: () => 'new one altogether' } });
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { vaultId: expect.any(String), unlock: 'passphrase', newDevice: false, newRecoveryKey: false, deleted: [] },
    ]);
    expect((await cli(['list'])).code).toBe(4);
    expect((await cli(['list'], { secrets: { passphrase: () => 'new one altogether' } })).code).toBe(0);
  });

  test('no keychain to change to: exit 4, and the passphrase still opens', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    expect(await cli(['unlock-method', 'keychain'])).toMatchObject({ code: 4, err: expect.stringContaining('E_KEYCHAIN_UNAVAILABLE') });
    expect((await cli(['list'])).code).toBe(0);
  });

  test('--rotate offers a new recovery key on a terminal: “no” keeps the old one, “yes” shows it and asks it back first', async () => {
    const { cli, recoveryKey } = await withKeys('AAAAAAAAA1');
    const rotate = ['unlock-method', 'passphrase', '--rotate'];
    const kept = await cli(rotate, { tty: true, answer: () => '' });
    expect([kept.code, kept.out, kept.err]).toEqual([0, expect.stringContaining('new identity'), expect.stringContaining('recovery new')]);
    expect((await cli(['list'], { secrets: identity(recoveryKey) })).code).toBe(0);
    const wrong = await cli(rotate, { tty: true, answer: (question) => (question.includes('“yes”') ? 'yes' : '???') });
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Nothing was changed')]);
    let shown = '';
    const answer = (question: string) => {
      if (question.includes('“yes”')) return 'yes';
      shown = /AGE-SECRET-KEY-1[A-Z0-9]{58}/.exec(question)?.[0] ?? shown;
      return typedBack(question, '');
    };
    expect((await cli(rotate, { tty: true, answer })).code).toBe(0);
    expect((await cli(['list'], { secrets: identity(recoveryKey) })).code).toBe(4);
    expect((await cli(['list'], { secrets: identity(shown) })).code).toBe(0);
    expect((await cli(['activity'])).out).toContain('unlock-method');
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

describe('S-06 a key where something else belongs', () => {
  test('given as an argument it is not said again', async () => {
    const { cli } = await withKeys();
    const pem = makeKey().applePem;
    for (const argv of [['import', pem], ['import', '--', pem], ['import', '--org', pem, 'x'], [pem], ['list', `--${pem}`]]) {
      const { code, out, err } = await cli(argv);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('name its file');
      expect(err).not.toMatch(/BEGIN|MIG/);
    }
    const long = `--${'Ab3/'.repeat(40)}`;
    expect((await cli(['list', long])).err).not.toContain('Ab3/');
    expect((await cli(['list', '--al'])).err).toContain('--al');
  });

  test('it is no name', async () => {
    const { cli } = await withKeys('ABC123DEFG');
    const body = makeKey().applePem.split('\n')[1] ?? '';
    for (const argv of [
      ['org', 'add', body],
      ['edit', 'ABC123DEFG', '--name', body],
    ]) {
      const { code, out, err } = await cli(argv);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('looks like a private key');
      expect(err).not.toContain(body);
    }
  });

  test('in a tool’s ID or name it is neither shown nor stored, and what is odd is told', async () => {
    const { cli, folder } = await withKeys();
    const pem = makeKey().applePem;
    const path = join(folder, 'api_key.json');
    await writeFile(path, JSON.stringify({ key_id: pem, issuer_id: pem, name: pem, key: pem }), { mode: 0o600 });
    const elsewhere = join(folder, 'elsewhere.json');
    await writeFile(elsewhere, JSON.stringify({ key_id: pem, issuer_id: issuerId, name: pem, key_filepath: 'x.p8' }), { mode: 0o600 });
    for (const argv of [
      ['identify', path, '--json'],
      ['identify', elsewhere, '--json'],
      ['import', '--from', path, elsewhere, '--preview', '--json'],
      ['import', '--from', path, '--preview'],
      ['import', path, '--org', 'Acme', '--json'],
    ]) {
      const { out, err } = await cli(argv);
      expect(out + err).not.toMatch(/PRIVATE|MIG/);
    }
    const preview = JSON.parse((await cli(['import', '--from', path, elsewhere, '--preview', '--json'])).out);
    expect(preview).toMatchObject([
      { keyId: null, issuerId: null, name: null, warnings: [{ code: 'W_ID_ODD' }, { code: 'W_ID_ODD' }] },
      { keyId: null, issuerId, name: null, warnings: [{ code: 'W_ID_ODD' }] },
    ]);
    expect(await cli(['import', path, '--org', 'Acme'])).toMatchObject({ code: 8, err: expect.stringContaining('E_KID_FORMAT') });
    // What is typed stands in for what the file has wrong.
    const typed = await cli(['import', path, '--org', 'Acme', '--key-id', 'ABC123DEFG', '--issuer', issuerId, '--json']);
    expect(JSON.parse(typed.out)).toMatchObject([{ ok: true, keyId: 'ABC123DEFG' }]);
    expect((await cli(['list', '--json'])).out).not.toMatch(/PRIVATE|MIG/);
  });
});

test('B-61 import --from --yes: a place that is not there, or a conflict and nothing else, is exit 8; a misspelt tool gets the list', async () => {
  const { cli, folder } = await withKeys('ABC123DEFG');
  const misspelt = await cli(['import', '--from', 'fastlan', '--yes'], { cwd: folder });
  expect(misspelt).toMatchObject({ code: 8, err: expect.stringMatching(/tools are asc, .*fastlane[\s\S]*E_FILE_MISSING/) });
  await mkdir(join(folder, 'other'));
  await writeFile(join(folder, 'other', 'AuthKey_ABC123DEFG.p8'), makeKey().applePem, { mode: 0o600 });
  const conflict = await cli(['import', '--from', join(folder, 'other'), '--yes', '--json'], { cwd: folder });
  expect(conflict).toMatchObject({ code: 8, out: '[]\n', err: expect.stringContaining('E_KEY_CONFLICT') });
  // What is stored already is no failure.
  expect(await cli(['import', '--from', join(folder, 'AuthKey_ABC123DEFG.p8'), '--yes', '--json'])).toMatchObject({ code: 0 });
});
