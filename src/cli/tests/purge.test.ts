import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';

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
