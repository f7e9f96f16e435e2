import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withKeys } from '../../../../tests/support/command-line.js';
import { issuerId, temporaryFolder } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';

async function folderOfKeys(...names: readonly string[]): Promise<string> {
  const folder = await temporaryFolder(onTestFinished);
  for (const name of names) await writeFile(join(folder, name), name.includes('EMPTY') ? '' : makeKey().applePem, { mode: 0o600 });
  return folder;
}

describe('B-61 the answer to “Import …?”', () => {
  const asked = async (...answers: readonly string[]) => {
    const { cli } = await withKeys();
    const folder = await folderOfKeys('AuthKey_AAAAAAAAA1.p8', 'AuthKey_BBBBBBBBB2.p8', 'AuthKey_EMPTY00003.p8');
    let at = 0;
    const ran = await cli(['import', '--from', folder, '--org', 'Acme', '--issuer', issuerId], {
      tty: true,
      answer: () => answers[at++] ?? 'n',
    });
    const stored: { keyId: string }[] = JSON.parse((await cli(['list', '--json'])).out);
    return { ...ran, asked: at, keyIds: stored.map(({ keyId }) => keyId) };
  };

  test.for([
    ['1,9', 'There is no row 9; the rows are 1 to 3.'],
    ['0', 'There is no row 0'],
    ['2-1', 'lower row'],
    ['1,3', 'Row 3 cannot be imported.'],
    ['all of them', 'neither y, n nor rows'],
  ] as const)('“%s” imports nothing, says why, and the question comes again', async ([answer, why]) => {
    expect(await asked(answer, '2')).toMatchObject({ code: 0, asked: 2, keyIds: ['BBBBBBBBB2'], err: expect.stringContaining(why) });
  });

  test('three answers that cannot be understood are a no', async () => {
    expect(await asked('?', '?', '?')).toMatchObject({
      code: 1,
      asked: 3,
      keyIds: [],
      err: expect.stringContaining('Nothing was imported.'),
    });
  });

  test('nothing typed is a no at once', async () => {
    expect(await asked('')).toMatchObject({ code: 1, asked: 1, keyIds: [] });
  });
});

describe('B-48 the preview says what a key still needs', () => {
  test('its Issuer ID where the organization has none, and then the import refuses just that row', async () => {
    const { cli } = await withKeys();
    const folder = await folderOfKeys('AuthKey_AAAAAAAAA1.p8', 'ApiKey_BBBBBBBBB2.p8');
    const preview = async (...more: readonly string[]) => {
      const { out } = await cli(['import', '--from', folder, '--preview', '--json', ...more]);
      return JSON.parse(out).map(({ keyId, needs }: { keyId: string; needs: string | null }) => [keyId, needs]);
    };
    const team = (needs: string | null, individual: string | null = null) => [
      ['BBBBBBBBB2', individual],
      ['AAAAAAAAA1', needs],
    ];
    expect(await preview()).toEqual(team('organization', 'organization'));
    expect(await preview('--org', 'Acme')).toEqual(team('issuer'));
    expect(await preview('--org', 'Acme', '--issuer', issuerId)).toEqual(team(null));
    const { out } = await cli(['import', '--from', folder, '--org', 'Acme', '--preview']);
    expect(out).toMatch(/AAAAAAAAA1 .*new; needs its team’s Issuer ID \(--issuer\)/);
    expect(await cli(['import', '--from', folder, '--org', 'Acme', '--yes'])).toMatchObject({
      code: 8,
      out: expect.stringContaining('BBBBBBBBB2'),
      err: expect.stringMatching(/AuthKey_AAAAAAAAA1[\s\S]*E_ISSUER_MISSING/),
    });
    await cli(['org', 'edit', 'Acme', '--issuer', issuerId]);
    expect((await preview('--org', 'Acme')).at(-1)).toEqual(['AAAAAAAAA1', null]);
  });

  test('nothing, where another key of the same new organization brings it', async () => {
    const { cli } = await withKeys();
    const folder = await folderOfKeys('AuthKey_AAAAAAAAA1.p8');
    await mkdir(join(folder, 'tool'));
    const json = join(folder, 'tool', 'api_key.json');
    await writeFile(json, JSON.stringify({ key_id: 'BBBBBBBBB2', issuer_id: issuerId, key: makeKey().applePem }), { mode: 0o600 });
    const { out } = await cli(['import', '--from', json, folder, '--org', 'New', '--preview', '--json']);
    expect(JSON.parse(out).map(({ needs }: { needs: string | null }) => needs)).toEqual([null, null]);
    expect((await cli(['import', '--from', json, folder, '--org', 'New', '--yes'])).code).toBe(0);
  });
});

test('B-51 two new files with one Key ID are both a conflict, each names the other, and only --keep-both takes them', async () => {
  const { cli } = await withKeys();
  const folder = await folderOfKeys('AuthKey_AAAAAAAAA1.p8', 'AuthKey_AAAAAAAAA1 (1).p8', 'AuthKey_BBBBBBBBB2.p8');
  const from = ['import', '--from', folder, '--org', 'Acme', '--issuer', issuerId];
  const { out } = await cli([...from, '--preview']);
  expect(out).toMatch(/1 .*AAAAAAAAA1 .*conflict: Row 2 has this Key ID with another private key/);
  expect(out).toMatch(/2 .*AAAAAAAAA1 .*conflict: Row 1 has this Key ID with another private key/);
  const keyIds = async () => JSON.parse((await cli(['list', '--json'])).out).map(({ keyId }: { keyId: string }) => keyId);
  await cli([...from, '--yes']);
  expect(await keyIds()).toEqual(['BBBBBBBBB2']);
  await cli([...from, '--yes', '--keep-both']);
  expect((await keyIds()).sort()).toEqual(['AAAAAAAAA1', 'AAAAAAAAA1', 'BBBBBBBBB2']);
});

test('B-43 a Key ID that is none is told in the preview, in words', async () => {
  const { cli } = await withKeys();
  const folder = await folderOfKeys('acme.p8');
  const json = join(folder, 'api_key.json');
  await writeFile(json, JSON.stringify({ key_id: 'SHORT', issuer_id: issuerId, key: makeKey().applePem }), { mode: 0o600 });
  const { out } = await cli(['import', '--from', json, folder, '--org', 'Acme', '--preview']);
  expect(out).toMatch(/acme\.p8 +not known /);
  expect(out).toMatch(/api_key\.json.* not right .*: .*10/);
});
