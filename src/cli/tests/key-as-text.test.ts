import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';
import { issuerId } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';

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
