import { execFileSync } from 'node:child_process';
import { appendFile, copyFile, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';
import { bytesIn } from '../../../tests/support/failing-deeds.js';
import { makeKey } from '../../../tests/support/keys.js';
import { silentDisk } from '../../../tests/support/silent-disk.js';
import { decodeDocument } from '../../strongroom/inside/document/decode.js';
import { open } from '../../strongroom/inside/vault/seal.js';

const leftover = 'vault.age.damaged-2026-01-01T00-00-00-000Z';
type Cli = Awaited<ReturnType<typeof withKeys>>['cli'];
async function store(cli: Cli, folder: string, keyId: string): Promise<void> {
  const path = join(folder, `AuthKey_${keyId}.p8`);
  await writeFile(path, makeKey().applePem, { mode: 0o600 });
  expect((await cli(['import', path, '--org', 'Acme'])).code).toBe(0);
}
const listed = async (cli: Cli) =>
  (JSON.parse((await cli(['list', '--json'])).out) as { keyId: string }[]).map(({ keyId }) => keyId).sort();

test.for(['ENFILE', 'EIO reading'])(
  'M-1 vault.age cannot be read (%s) while keyrack recovery repair runs, another key is stored and a third purged: nothing is lost',
  async (how) => {
    const { cli, home, folder } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    const before = await bytesIn(home);
    const { disk, arm } = silentDisk(['vault.age', 'vault.age.1'], how);
    arm();
    const repaired = await cli(['recovery', 'repair'], { ports: { disk } });
    expect(repaired).toMatchObject({ code: 9, out: '', err: expect.stringContaining('vault.age could not be read') });
    expect(repaired.err).toContain(how === 'ENFILE' ? 'ulimit -n' : 'do not delete it');
    const after = await bytesIn(home);
    for (const name of [...before.keys()].filter((one) => one.startsWith('vault.age')))
      expect(after.get(name), name).toBe(before.get(name));
    await store(cli, folder, 'CCCCCCCCC3');
    expect(await cli(['purge', 'BBBBBBBBB2', '--yes'])).toMatchObject({ code: 0 });
    expect(await listed(cli)).toEqual(['AAAAAAAAA1', 'CCCCCCCCC3']);
  },
);

test('M-1 a reader says of vault.age that it could not be read, and lists the keys of its copy', async () => {
  const { cli } = await withKeys('AAAAAAAAA1');
  const { disk, arm } = silentDisk(['vault.age'], 'EIO');
  arm();
  const { code, out, err } = await cli(['list'], { ports: { disk } });
  expect([code, out]).toEqual([0, expect.stringContaining('AAAAAAAAA1')]);
  expect(err).toContain('Could not be read: vault.age');
  expect(err).not.toContain('damaged');
  expect(await cli(['remove', 'AAAAAAAAA1'], { ports: { disk } })).toMatchObject({
    code: 9,
    err: expect.stringContaining('could not be read'),
  });
});

test.for([
  ['purge', 'AAAAAAAAA1'],
  ['recovery', 'new'],
  ['unlock-method', 'passphrase', '--rotate'],
])('M-1 keyrack %s names a file that opens to nothing and asks; “no” changes nothing, “yes” deletes it', async (argv) => {
  const { cli, home } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
  await writeFile(join(home, leftover), 'torn');
  const before = await bytesIn(home);
  const questions: string[] = [];
  const answering = (answer: string) => (question: string) => {
    questions.push(question);
    return question.includes(leftover) ? answer : '';
  };
  expect((await cli([...argv], { tty: true, answer: answering('no') })).code).toBe(1);
  expect(questions).toEqual([expect.stringContaining(leftover)]);
  const still = await bytesIn(home);
  for (const name of [leftover, 'vault.age', 'identity.age']) expect(still.get(name), name).toBe(before.get(name));
  if (argv[0] !== 'recovery') await cli([...argv], { tty: true, answer: answering('yes') });
  else await cli([...argv, '--yes']);
  expect(await readdir(home)).not.toContain(leftover);
});

test.for([
  ['recovery', 'new'],
  ['unlock-method', 'passphrase', '--rotate'],
])('M-1 keyrack %s without a terminal deletes nothing unasked: exit 2 by name, and --yes is the yes', async (argv) => {
  const { cli, home, recoveryKey } = await withKeys('AAAAAAAAA1');
  await writeFile(join(home, leftover), 'torn');
  await appendFile(join(home, 'vault.age.2'), 'torn');
  const refused = await cli([...argv, '--json']);
  expect([refused.code, refused.out, JSON.parse(refused.err).error.code]).toEqual([2, '', 'E_VAULT_LEFTOVERS']);
  expect(refused.err).toContain(`vault.age.2, ${leftover}`);
  expect(await readFile(join(home, leftover), 'utf8')).toBe('torn');
  expect((await cli(['list'], { secrets: { identity: async () => recoveryKey } })).code).toBe(0);
  const done = await cli([...argv, '--yes', '--json']);
  expect([done.code, JSON.parse(done.out).deleted]).toEqual([0, ['vault.age.2', leftover]]);
});

test('M-1 a copy that was moved aside and opens after all is kept by a purge and a rotation, being the last to hold a key', async () => {
  const { cli, home, folder, recoveryKey } = await withKeys('AAAAAAAAA1');
  await store(cli, folder, 'BBBBBBBBB2');
  // As a repair left it that took a disk's silence for damage: the younger key is in what was moved aside, and nowhere else.
  await rename(join(home, 'vault.age'), join(home, leftover));
  await rm(join(home, 'vault.age.1'));
  expect((await cli(['recovery', 'repair'])).code).toBe(0);
  expect(await listed(cli)).toEqual(['AAAAAAAAA1']);
  const keyIds = async () => decodeDocument(await open(await readFile(join(home, leftover)), recoveryKey)).keys.map(({ keyId }) => keyId);
  expect((await cli(['unlock-method', 'passphrase', '--rotate', '--yes'])).code).toBe(0);
  expect(await keyIds()).toEqual(['AAAAAAAAA1', 'BBBBBBBBB2']);
  expect((await cli(['purge', 'AAAAAAAAA1', '--yes'])).code).toBe(0);
  expect(await keyIds()).toEqual(['BBBBBBBBB2']);
});

test('M-13 “no copy of the vault holds it any more” is not said while a conflict copy does, which is named', async () => {
  const { cli, home } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
  const name = 'vault (conflicted copy 2026-11-27).age';
  await copyFile(join(home, 'vault.age'), join(home, name));
  const { code, out, err } = await cli(['purge', 'AAAAAAAAA1', '--yes']);
  expect([code, out]).toEqual([0, expect.stringContaining('Purged Acme / AAAAAAAAA1 (AAAAAAAAA1) from the vault.')]);
  expect(out).not.toContain('no copy');
  expect(err).toContain(`${name} still holds it. Remove it by hand.`);
  const json = JSON.parse((await cli(['purge', 'BBBBBBBBB2', '--yes', '--json'])).out);
  expect(json.found).toEqual([{ file: name, is: 'holds' }]);
});

test.for([
  ['recovery', 'new'],
  ['unlock-method', 'passphrase', '--rotate'],
])('M-13 keyrack %s names a copy that still opens as before', async (argv) => {
  const { cli, home } = await withKeys('AAAAAAAAA1');
  await copyFile(join(home, 'vault.age'), join(home, 'vault.age.bak'));
  expect((await cli([...argv])).err).toContain(
    'vault.age.bak is a copy of the vault, and still opens with what opened it before. Remove it by hand.',
  );
});

test('M-13 a vault.age that is a link: listed with a warning, changed by nothing, and repair says what it did with the link', async () => {
  const { cli, home, folder } = await withKeys('AAAAAAAAA1');
  await copyFile(join(home, 'vault.age'), join(folder, 'vault.age'));
  await rm(join(home, 'vault.age'));
  await symlink(join(folder, 'vault.age'), join(home, 'vault.age'));
  expect(await cli(['list'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('AAAAAAAAA1'),
    err: expect.stringContaining('W_VAULT_LINK'),
  });
  const refused = await cli(['purge', 'AAAAAAAAA1', '--yes', '--json']);
  expect([refused.code, JSON.parse(refused.err).error.code]).toEqual([9, 'E_VAULT_LINK']);
  expect(await cli(['recovery', 'repair'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Moved vault.age to vault.age.set-aside-'),
  });
  const { err } = await cli(['purge', 'AAAAAAAAA1', '--yes']);
  expect(err).toContain(`${join(folder, 'vault.age')} still holds it. Remove it by hand.`);
});

test('R-31 what repair could not mend is said, and never called nothing', async () => {
  const { cli, home, recoveryKey } = await withKeys('AAAAAAAAA1');
  const secrets = { passphrase: () => null, identity: async () => recoveryKey };
  expect(await cli(['recovery', 'repair'], { secrets })).toMatchObject({ code: 0, out: 'Nothing to mend.\n', err: '' });
  for (const name of ['identity.age', 'identity.age.1']) {
    await rm(join(home, name));
    execFileSync('mkfifo', [join(home, name)]);
  }
  expect(await cli(['recovery', 'repair'], { secrets })).toMatchObject({
    code: 0,
    out: 'Nothing was mended.\n',
    err: expect.stringMatching(/identity\.age and its copy .* no files that can be read.*unlock-method passphrase.*W_VAULT_COPY_DAMAGED/),
  });
});
