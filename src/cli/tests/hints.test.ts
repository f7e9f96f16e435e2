import { describe, expect, test } from 'vitest';
import { freshHome, withKeys } from '../../../tests/support/command-line.js';

/** What is said after the error itself. */
const hintIn = (err: string): string => err.split('\n')[1] ?? '';

describe('an error names its own cure', () => {
  test('S-03 no keychain: init offers the passphrase vault, unlock-method never tells to make another vault', async () => {
    const fresh = await freshHome();
    expect(hintIn((await fresh.cli(['init'])).err)).toContain('keyrack init --unlock passphrase');
    const { cli } = await withKeys();
    const { code, err } = await cli(['unlock-method', 'keychain']);
    expect([code, hintIn(err)]).toEqual([4, expect.stringMatching(/opens as before.*gnome-keyring/)]);
    expect(err).not.toContain('init');
  });

  test('S-04 recovery verify says how to give the key, for nothing and for what is none', async () => {
    const { cli } = await withKeys();
    const given = (text: string) => cli(['recovery', 'verify'], { secrets: { stdin: async () => new TextEncoder().encode(text) } });
    const nothing = await given('');
    expect([nothing.code, nothing.err]).toEqual([
      4,
      expect.stringMatching(/No recovery key was given.*\n.*< .*terminal.*KEYRACK_IDENTITY/),
    ]);
    expect((await given('age1notasecret\n')).err).toMatch(/holds no recovery key.*\n.*terminal/);
    const other = await withKeys();
    expect(hintIn((await given(`${other.recoveryKey}\n`)).err)).toContain('keyrack recovery new');
  });

  test('what is not found says where to look: organizations, the Trash, an organization without keys', async () => {
    const { cli } = await withKeys('AAAAAAAAA1');
    expect(await cli(['org', 'rename', 'Nobody', 'X'])).toMatchObject({ code: 3, err: expect.stringContaining('keyrack org list') });
    expect(hintIn((await cli(['show', 'nobody'])).err)).toContain('keyrack list');
    await cli(['remove', 'AAAAAAAAA1']);
    for (const argv of [
      ['show', 'aaaa'],
      ['token', 'Acme'],
      ['remove', 'AAAAAAAAA1'],
      ['show', 'acme/aaaaaaaaa1'],
    ]) {
      const { code, err } = await cli(argv);
      expect([code, err]).toEqual([
        3,
        expect.stringMatching(/Acme\/AAAAAAAAA1 \(AAAAAAAAA1\) lies in the Trash.*\n.*keyrack undo.*list --trash/),
      ]);
    }
    expect((await cli(['token'])).err).toMatch(/Every stored key lies in the Trash.*\n.*keyrack undo/);
    await cli(['org', 'add', 'Empty']);
    expect((await cli(['show', 'empty'])).err).toMatch(/Empty holds no key.*\n.*keyrack import/);
    expect((await (await withKeys()).cli(['token'])).err).toMatch(/No key is stored yet.*\n.*keyrack import/);
  });

  test('what was misused names its own help, whichever way it was misused', async () => {
    const { cli } = await withKeys();
    for (const [argv, help] of [
      [['list', '--nope'], 'keyrack help list'],
      [['org', 'add'], 'keyrack help org add'],
      [['org', 'edit', 'Acme'], 'keyrack help org edit'],
      [['org'], 'keyrack help org'],
      [['org', 'add', ' '], 'keyrack help org add'],
      [['lisst'], 'keyrack help”'],
    ] as const)
      expect(hintIn((await cli(argv)).err), argv.join(' ')).toContain(help);
  });
});

describe('help', () => {
  test('of a command inside a group is that command’s', async () => {
    const { cli } = await freshHome();
    for (const argv of [
      ['help', 'org', 'add'],
      ['org', 'help', 'add'],
      ['org', 'add', '--help'],
    ])
      expect(await cli(argv)).toMatchObject({ code: 0, out: expect.stringContaining('--vendor-number'), err: '' });
    expect((await cli(['help', 'org'])).out).toContain('rename');
    expect((await cli(['help', 'token', 'x'])).out).toContain('--lifetime');
  });

  test('of what is no command says so', async () => {
    const { cli } = await freshHome();
    for (const argv of [
      ['help', 'nope'],
      ['help', 'org', 'nope'],
      ['org', 'help', 'nope'],
    ])
      expect(await cli(argv)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('There is no command “nope”') });
  });
});
