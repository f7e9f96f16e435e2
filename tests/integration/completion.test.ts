import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { type TypedShell, typeInto } from '../support/typed-shell.js';
import { organizationNamed } from '../support/vault.js';

const shells: readonly TypedShell[] = ['bash', 'zsh', 'fish'];

async function homeWithNames() {
  const { home, room, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const stored: readonly (readonly [string, string, string])[] = [
    ['Müller & Söhne "GmbH"', 'CI uploads', '2X9R4HXF34'],
    ["O’Neill’s $HOME: it's", 'Reports (old)', '8KQ2ABCDEF'],
    ['-rf', 'dashed', '5AAAAAAAAA'],
  ];
  for (const [organization, name, keyId] of stored) {
    const path = join(folder, `AuthKey_${keyId}.p8`);
    await writeFile(path, makeKey().applePem, { mode: 0o600 });
    const items = [{ source: { from: 'file' as const, path }, issuerId, name }];
    const target = { name: organization, program: 'app-store' as const };
    const { rows } = await room.importKeys({ organization: target, items, at: new Date().toISOString() });
    expect(rows[0]?.error).toBeNull();
  }
  return { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
}

describe.each(shells)('%s completes', (shell) => {
  const typed = (lines: readonly string[], env: Readonly<Record<string, string>>) => typeInto(shell, lines, env, onTestFinished);

  test('commands, subcommands, options and their values, without a vault', async () => {
    const env = { KEYRACK_HOME: join(await temporaryFolder(onTestFinished), 'none') };
    expect(await typed(['keyrack tok\t', 'keyrack org ren\t', 'keyrack token --lif\t', 'keyrack init --unlock pass\t'], env)).toEqual([
      ['token'],
      ['org', 'rename'],
      ['token', '--lifetime'],
      ['init', '--unlock', 'passphrase'],
    ]);
  });

  test('organizations and keys, whatever is in their names', async () => {
    const env = await homeWithNames();
    // The organization's name alone is one answer, its key another: the Tab after “/” decides.
    const lines = [
      'keyrack token M\t/\t',
      'keyrack token O\t/\t',
      'keyrack list --org M\t',
      'keyrack org remove O\t',
      'keyrack token 2X\t',
    ];
    const [muller, oneill, ...rest] = await typed(lines, env);
    expect(muller).toEqual(['token', 'Müller & Söhne "GmbH"/CI uploads']);
    expect(oneill).toEqual(['token', "O’Neill’s $HOME: it's/Reports (old)"]);
    expect(rest).toEqual([
      ['list', '--org', 'Müller & Söhne "GmbH"'],
      ['org', 'remove', "O’Neill’s $HOME: it's"],
      ['token', '2X9R4HXF34'],
    ]);
  });

  test('a name that begins with a dash where it can be said: after “--”, and as an option’s value', async () => {
    const env = await homeWithNames();
    expect(await typed(['keyrack token -- -rf/\t', 'keyrack list --org -r\t', 'keyrack list --org=Mü\t'], env)).toEqual([
      ['token', '--', '-rf/dashed'],
      ['list', '--org', '-rf'],
      ['list', '--org=Müller & Söhne "GmbH"'],
    ]);
  });

  test('nothing of a vault that the environment does not open', async () => {
    const { KEYRACK_HOME } = await homeWithNames();
    expect(await typed(['keyrack token 2X\t'], { KEYRACK_HOME })).toEqual([['token', '2X']]);
  });
});

describe('bash completes inside quotes', () => {
  test.each([
    ['double', 'keyrack token "Müller & S\t/\t'],
    ['single', "keyrack token 'Müller & S\t/\t"],
    ['none, a part escaped already', 'keyrack token Müller\\ \\&\t/\t'],
  ])('%s', async (_which, line) => {
    expect(await typeInto('bash', [line], await homeWithNames(), onTestFinished)).toEqual([['token', 'Müller & Söhne "GmbH"/CI uploads']]);
  });
});

describe('M-20 a name with an “!” is completed as it is, and asks the history for nothing:', () => {
  async function homeWithBangs() {
    const { home, room, recoveryKey } = await makeHome(onTestFinished);
    const folder = await temporaryFolder(onTestFinished);
    for (const [name, keyId] of [
      ['Go!now', '2X9R4HXF34'],
      ['Go!!later "x"', '8KQ2ABCDEF'],
    ] as const) {
      const path = join(folder, `AuthKey_${keyId}.p8`);
      await writeFile(path, makeKey().applePem, { mode: 0o600 });
      const items = [{ source: { from: 'file' as const, path }, issuerId, name }];
      const target = { name: 'Yahoo!Inc', program: 'app-store' as const };
      const { rows } = await room.importKeys({ organization: target, items, at: new Date().toISOString() });
      expect(rows[0]?.error).toBeNull();
    }
    const organization = { ...organizationNamed('!Hey!'), defaultKeyId: null };
    await room.change({ do: 'add-organization', organization });
    return { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey };
  }
  test.each([
    ['the first Tab writes it', 'keyrack list --org "Ya\t'],
    ['after a choice between two, with more typed', 'keyrack token "Yahoo\t/G\tn\t'],
    ['twice the sign, and a quote at the end', 'keyrack token "Yahoo\t/Go\t!l\t'],
    ['in front of a name, and at its end', 'keyrack list --org "!\t'],
  ])('between double quotes, %s', async (_which, line) => {
    const [ran] = await typeInto('bash', ['echo history', line], await homeWithBangs(), onTestFinished);
    expect(ran).toEqual(
      line.includes('list')
        ? ['list', '--org', line.includes('Ya') ? 'Yahoo!Inc' : '!Hey!']
        : ['token', line.includes('n\t') ? 'Yahoo!Inc/Go!now' : 'Yahoo!Inc/Go!!later "x"'],
    );
  });
});

test('__complete says nothing on stderr and exits 0, whatever the vault', async () => {
  const home = await homeWithNames();
  const none = join(await temporaryFolder(onTestFinished), 'none');
  for (const env of [
    home,
    { KEYRACK_HOME: none },
    { ...home, KEYRACK_IDENTITY: 'AGE-SECRET-KEY-1WRONG' },
    { KEYRACK_HOME: home.KEYRACK_HOME },
  ]) {
    const { code, out, err } = await keyrack(['__complete', 'zsh', '--', 'token', ''], env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')[0]).toBe('words');
  }
});

test('files are left to the shell, and __complete is offered to nobody', async () => {
  const env = { KEYRACK_HOME: join(await temporaryFolder(onTestFinished), 'none') };
  expect((await keyrack(['__complete', 'fish', '--', 'import', 'Auth'], env)).out).toBe('files\n');
  expect((await keyrack(['__complete', 'fish', '--', ''], env)).out).not.toContain('__complete');
  expect((await keyrack(['--help'], env)).out).not.toContain('__complete');
});

test('S-02 __complete never asks the keychain, even of a keychain vault with a session bus', async () => {
  const { KEYRACK_HOME } = await homeWithNames();
  for (const name of ['keyrack.json', 'keyrack.json.1']) {
    const record = JSON.parse(await readFile(join(KEYRACK_HOME, name), 'utf8'));
    await writeFile(join(KEYRACK_HOME, name), JSON.stringify({ ...record, unlock: 'keychain' }));
  }
  const bus = join(await temporaryFolder(onTestFinished), 'bus');
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    socket.destroy();
  });
  await new Promise<void>((ready) => server.listen(bus, ready));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  const env = { KEYRACK_HOME, DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}` };
  expect((await keyrack(['__complete', 'zsh', '--', 'token', ''], env)).out).toBe('words\n');
  expect(asked).toBe(0);
  // The control: a command that may ask does.
  expect((await keyrack(['list'], env)).code).toBe(4);
  expect(asked).toBeGreaterThan(0);
});
