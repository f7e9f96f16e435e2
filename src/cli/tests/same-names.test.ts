import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cliIn, withKeys } from '../../../tests/support/command-line.js';
import { conversation, storeFiles } from '../../../tests/support/conversation.js';
import { issuerId, temporaryFolder } from '../../../tests/support/home.js';
import { makeKey } from '../../../tests/support/keys.js';
import { organizationNamed, storedKey, writeVault } from '../../../tests/support/vault.js';

const [composed, decomposed] = ['M\u00fcller', 'Mu\u0308ller'];
/** Names that look like the first, or nearly so. */
const same = [
  ['decomposed', composed, decomposed],
  ['in full width', 'Acme Labs', 'Ａｃｍｅ Labs'],
  ['with an odd blank', 'Acme Labs', 'Acme\u2800Labs'],
  ['with a soft hyphen', 'Acme Labs', 'Acme La\u00adbs'],
  ['with a sharp s', 'Strasse 1', 'Straße 1'],
] as const;

/** A vault from before such names were refused: each organization holds one key, CI. */
async function clashing() {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  await mkdir(home, { mode: 0o700 });
  const [one, other] = [organizationNamed(composed), organizationNamed(decomposed)];
  const keys = [storedKey(one.id, 'CI'), storedKey(other.id, 'CI'), storedKey(one.id, 'ＣＩ'), storedKey(one.id, 'Web')] as const;
  const { identity } = await writeVault(home, [one, other], keys);
  const ran = cliIn(home, 'unused');
  const cli = (...argv: readonly string[]) => ran(argv, { secrets: { identity: async () => identity } });
  return { cli, one, other, keys };
}

async function fileOf(keyId: string): Promise<string> {
  const path = join(await temporaryFolder(onTestFinished), `AuthKey_${keyId}.p8`);
  await writeFile(path, makeKey().applePem, { mode: 0o600 });
  return path;
}

describe('M-10 no second of the same name is made', () => {
  test.for(same)('of an organization: %s', async ([, name, again]) => {
    const { cli } = await withKeys();
    expect((await cli(['org', 'add', name])).code).toBe(0);
    await cli(['org', 'add', 'Other']);
    for (const argv of [
      ['org', 'add', again],
      ['org', 'rename', 'Other', again],
      ['org', 'edit', 'Other', '--name', again],
    ])
      expect(await cli(argv)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('E_NAME_TAKEN') });
  });

  test.for(same)('of a key: %s', async ([, name, again]) => {
    const { cli } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    await cli(['edit', 'AAAAAAAAA1', '--name', name]);
    expect(await cli(['edit', 'BBBBBBBBB2', '--name', again])).toMatchObject({ code: 2, err: expect.stringContaining('E_NAME_TAKEN') });
    const file = await fileOf('CCCCCCCCC3');
    const imported = await cli(['import', file, '--org', 'Acme', '--name', again]);
    expect(imported).toMatchObject({ code: 8, out: '', err: expect.stringContaining('E_NAME_TAKEN') });
  });

  test('out of the Trash: the name was given away in another spelling meanwhile', async () => {
    const { cli } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
    await cli(['edit', 'AAAAAAAAA1', '--name', composed]);
    await cli(['remove', 'AAAAAAAAA1']);
    await cli(['edit', 'BBBBBBBBB2', '--name', decomposed]);
    expect((await cli(['undo'])).out).toContain(`Acme / ${composed} (2)`);
  });

  test('with a slash that only looks like another character', async () => {
    const { cli } = await withKeys();
    for (const name of ['A／B', 'A℅B'])
      expect(await cli(['org', 'add', name])).toMatchObject({ code: 2, err: expect.stringMatching(/“\/”/) });
  });

  test('in the window: adding, renaming, and the name of a key', async () => {
    const talk = await conversation();
    await talk.invoke('vault.unlock', { passphrase: talk.passphrase });
    const add = (name: string) => talk.invoke('organizations.add', { name, issuerId: null, program: 'app-store' });
    expect(await add(composed)).toMatchObject({ ok: true });
    expect(await add(decomposed)).toMatchObject({ ok: false, error: { code: 'E_NAME_TAKEN' } });
    const other = ((await add('Other')) as { value: { id: string } }).value.id;
    const renamed = await talk.invoke('organizations.edit', { id: other, set: { name: decomposed } });
    expect(renamed).toMatchObject({ ok: false, error: { code: 'E_NAME_TAKEN' } });
  });
});

test('M-10 import --org goes to the organization of that name however it is spelled, from the window too', async () => {
  const { cli } = await withKeys();
  await cli(['org', 'add', composed, '--issuer', issuerId]);
  const file = await fileOf('AAAAAAAAA1');
  expect((await cli(['import', file, '--org', ` ${decomposed.toUpperCase()}\u200b`])).out).toContain(`${composed} / AAAAAAAAA1`);
  expect((await cli(['import', await fileOf('BBBBBBBBB2'), '--org', 'Ｍüller'])).out).toContain(`${composed} / BBBBBBBBB2`);
  expect(JSON.parse((await cli(['org', 'list', '--json'])).out)).toHaveLength(1);

  const talk = await conversation();
  await talk.invoke('vault.unlock', { passphrase: talk.passphrase });
  await talk.invoke('organizations.add', { name: 'Straße', issuerId, program: 'app-store' });
  talk.give(file);
  await storeFiles(talk.invoke, [file], {}, { name: 'STRASSE', program: 'app-store' });
  const { organizations, keys } = await talk.seen();
  expect([organizations.map(({ name }) => name), keys.length]).toEqual([['Straße'], 1]);
});

test('M-10 a backup’s organization comes back into the one of the same name', async () => {
  const from = await withKeys();
  await from.cli(['import', await fileOf('AAAAAAAAA1'), '--org', decomposed, '--issuer', issuerId, '--name', 'CI']);
  const file = join(await temporaryFolder(onTestFinished), 'backup.age');
  const secrets = { backupPassphrase: () => 'correct horse battery staple' };
  expect(await from.cli(['backup', file], { secrets })).toMatchObject({ code: 0 });
  const { cli } = await withKeys();
  await cli(['import', await fileOf('BBBBBBBBB2'), '--org', 'Ｍüller', '--issuer', issuerId, '--name', 'ci']);
  expect(await cli(['restore', file, '--yes'], { secrets })).toMatchObject({ code: 0, out: expect.stringContaining('/ CI (2)') });
  expect(JSON.parse((await cli(['org', 'list', '--json'])).out)).toHaveLength(1);
});

describe('names that clash since before stay usable', () => {
  test('M-10 what is spelled exactly so is meant; else all are listed, with their ids', async () => {
    const { cli, one, other, keys } = await clashing();
    for (const [selector, key] of [
      [`${composed}/CI`, keys[0]],
      [`${decomposed}/CI`, keys[1]],
      [`${composed} / ＣＩ`, keys[2]],
      [`${composed}/w`, keys[3]],
      [decomposed, keys[1]],
      [keys[1].id, keys[1]],
      [keys[2].keyId, keys[2]],
    ] as const)
      expect([selector, JSON.parse((await cli('which', selector, '--json')).out).id]).toEqual([selector, key.id]);
    const asked = await cli('token', 'MÜLLER/ci');
    expect([asked.code, asked.out]).toEqual([2, '']);
    for (const { id } of keys.slice(0, 3)) expect(asked.err).toContain(id);
    const organization = await cli('org', 'edit', 'MÜLLER', '--team-id', 'ABCDE12345');
    expect([organization.code, organization.err]).toEqual([2, expect.stringMatching(new RegExp(`${one.id}.*${other.id}`))]);
    expect((await cli('import', await fileOf('CCCCCCCCC3'), '--org', 'MÜLLER')).code).toBe(2);
  });

  test('M-10 and each can be edited and renamed without hitting the other', async () => {
    const { cli, one, other, keys } = await clashing();
    expect((await cli('org', 'edit', decomposed, '--team-id', 'ABCDE12345')).code).toBe(0);
    expect((await cli('edit', `${decomposed}/CI`, '--role', 'ADMIN')).code).toBe(0);
    expect((await cli('org', 'rename', decomposed, 'Miller')).code).toBe(0);
    const organizations: { id: string; name: string; teamId: string | null }[] = JSON.parse((await cli('org', 'list', '--json')).out);
    expect(organizations.map(({ id, name, teamId }) => [id, name, teamId])).toEqual([
      [other.id, 'Miller', 'ABCDE12345'],
      [one.id, composed, null],
    ]);
    const roles = JSON.parse((await cli('list', '--json')).out) as { id: string; roles: string[] }[];
    expect(roles.filter((key) => key.roles.length > 0).map(({ id }) => id)).toEqual([keys[1].id]);
  });
});

test('M-10 the search of the list and completion find a name in either spelling', async () => {
  const { cli } = await withKeys('AAAAAAAAA1');
  await cli(['edit', 'AAAAAAAAA1', '--name', 'Straße Ｘ']);
  expect(JSON.parse((await cli(['list', 'strasse x', '--json'])).out)).toHaveLength(1);
  const bash = await cli(['__complete', 'bash', '--', 'keyrack token "ACME/strass', '"ACME/strass']);
  expect(bash.out).toContain('Acme/Straße Ｘ');
  const zsh = (typed: string) => cli(['__complete', 'zsh', '--', 'token', typed]);
  expect((await zsh('acme/strass')).out).toBe('words\nAcme/Straße Ｘ\n');
  expect((await zsh('acme/other')).out).toBe('words\n');
});
