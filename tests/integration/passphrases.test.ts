import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
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
