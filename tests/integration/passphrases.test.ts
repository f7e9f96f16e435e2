import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bin } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { onTerminal } from '../support/pty.js';
import { shellLine } from '../support/shell-line.js';

const place = async () => join(await temporaryFolder(onTestFinished), 'home');

describe('a passphrase in the environment of the command line', () => {
  test.for([
    ['bytes that are no UTF-8', "$(printf 'caf\\351 au lait, s\\351rieusement')", 'KEYRACK_PASSPHRASE is not UTF-8'],
    ['the line end of “echo”', "$(printf 'correct horse battery staple\\nx'; :)", 'KEYRACK_PASSPHRASE holds the end of a line'],
  ] as const)('M-5 %s seal nothing: exit 2, the variable is named, and no vault is begun', async ([, value, says]) => {
    const home = await place();
    const { code, out, err } = await shellLine(`KEYRACK_PASSPHRASE="${value}" $keyrack init --unlock passphrase`, { KEYRACK_HOME: home });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).toContain('E_PASSPHRASE_TEXT');
    expect(err).not.toMatch(/caf|staple/);
    expect(existsSync(join(home, 'keyrack.json.new'))).toBe(false);
  });

  test('M-5 what a file of a Mac gives decomposed opens what was sealed composed', async () => {
    const env = { KEYRACK_HOME: await place() };
    const text = 'caf\u00e9 cr\u00e8me br\u00fbl\u00e9e';
    expect((await shellLine('$keyrack init --unlock passphrase', { ...env, KEYRACK_PASSPHRASE: text })).code).toBe(0);
    expect(await shellLine('$keyrack list', { ...env, KEYRACK_PASSPHRASE: text.normalize('NFD') })).toMatchObject({ code: 0 });
  });
});

describe('a weak passphrase on the command line', () => {
  test('M-6 init and backup refuse it with exit 2 and change nothing, until --allow-weak says that it is meant', async () => {
    const home = await place();
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: 'a', KEYRACK_BACKUP_PASSPHRASE: 'b' };
    const refused = (err: string) => JSON.parse(err).error as { code: string; message: string };
    const init = await shellLine('$keyrack init --unlock passphrase --json', env);
    expect(init).toMatchObject({ code: 2, out: '' });
    expect(refused(init.err)).toMatchObject({
      code: 'E_PASSPHRASE_WEAK',
      message: 'KEYRACK_PASSPHRASE is too weak. At least 12 characters, or four words, not all alike.',
    });
    expect(existsSync(join(home, 'keyrack.json.new'))).toBe(false);
    expect((await shellLine('$keyrack init --unlock passphrase --allow-weak', env)).code).toBe(0);
    expect((await shellLine('$keyrack list', env)).code).toBe(0);
    const file = join(home, '..', 'backup.age');
    const backup = await shellLine(`$keyrack backup '${file}' --json`, env);
    expect([backup.code, refused(backup.err).code, existsSync(file)]).toEqual([2, 'E_PASSPHRASE_WEAK', false]);
    expect((await shellLine(`$keyrack backup '${file}' --allow-weak`, env)).code).toBe(0);
    const changed = await shellLine('KEYRACK_NEW_PASSPHRASE=c $keyrack unlock-method passphrase', env);
    expect([changed.code, changed.err.includes('KEYRACK_NEW_PASSPHRASE is too weak')]).toEqual([2, true]);
    expect((await shellLine('KEYRACK_NEW_PASSPHRASE=c $keyrack unlock-method passphrase --allow-weak', env)).code).toBe(0);
    expect((await shellLine('KEYRACK_PASSPHRASE=c $keyrack list', env)).code).toBe(0);
  });

  test('M-6 on a terminal it is asked for again, in the same words', async () => {
    const home = await place();
    const strong = 'correct horse battery staple';
    const { code, text } = await onTerminal(
      [process.execPath, bin, 'init', '--unlock', 'passphrase', '--no-recovery'],
      [
        ['New passphrase: ', 'a'],
        ['At least 12 characters, or four words, not all alike. New passphrase: ', strong],
        ['Once more: ', strong],
      ],
      { HOME: home, KEYRACK_HOME: home },
    );
    expect(code, text).toBe(0);
  });
});
