import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';
import { temporaryFolder } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';

const locks = '🔒'.repeat(120);

/** Each emoji is two halves: counted in those, 120 of them are more than a name may have. */
async function named(...more: readonly string[]) {
  const { cli } = await withKeys('ABC123DEFG');
  const path = join(await temporaryFolder(onTestFinished), 'AuthKey_ABC123DEFH.p8');
  await writeFile(path, makeKey().applePem, { mode: 0o600 });
  const names = async () => JSON.parse((await cli(['list', '--json'])).out).map(({ name }: { name: string }) => name);
  return { cli, names, imported: await cli(['import', path, '--org', 'Acme', ...more]) };
}

test('a name of 120 emoji is one wherever it is given: import --name, edit --name, org add, org edit', async () => {
  const { cli, names, imported } = await named('--name', locks);
  expect(imported).toMatchObject({ code: 0, err: '' });
  expect(await cli(['edit', 'ABC123DEFG', '--name', `${locks}!`])).toMatchObject({ code: 0, err: '' });
  expect(await cli(['org', 'add', locks])).toMatchObject({ code: 0, err: '' });
  expect(await cli(['org', 'edit', 'Acme', '--name', `${locks}?`])).toMatchObject({ code: 0, err: '' });
  expect((await names()).sort()).toEqual([`${locks}!`, locks].sort());
});

test('what is longer than 200 characters is cut between them, and beside one of the same name as well', async () => {
  const long = `a${'🔑'.repeat(300)}`;
  const { cli, names } = await named('--name', long);
  const path = join(await temporaryFolder(onTestFinished), 'keys.json');
  const { applePem: key } = makeKey();
  await writeFile(path, JSON.stringify([{ name: long, key_id: 'ABC123DEFK', key }]), { mode: 0o600 });
  expect(await cli(['import', path, '--org', 'Acme'])).toMatchObject({ code: 0 });
  expect((await names()).slice(0, 3).sort()).toEqual(['ABC123DEFG', `a${'🔑'.repeat(195)} (2)`, `a${'🔑'.repeat(199)}`].sort());
});
