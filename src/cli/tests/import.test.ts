import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';
import { issuerId } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';

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
