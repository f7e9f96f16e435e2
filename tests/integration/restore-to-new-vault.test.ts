import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backupPassphrase, storeKeys, vaultWithKeys } from '../support/backup.js';
import { bin, keyrack } from '../support/cli.js';
import { spoil } from '../support/generations.js';
import { onTerminal } from '../support/pty.js';

const passphrase = 'correct horse battery staple';
const lost = 'another horse, another staple';

/** A home of two keys with its backup, and what gives a command all the secrets there are. */
async function withBackup() {
  const made = await vaultWithKeys(onTestFinished);
  await made.room.backup({ path: made.path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
  await storeKeys(made.room, made.folder, 1, { first: 90 });
  const env = { KEYRACK_HOME: made.home, KEYRACK_BACKUP_PASSPHRASE: backupPassphrase };
  return { ...made, env, withPassphrase: { ...env, KEYRACK_PASSPHRASE: passphrase } };
}
const asideIn = async (home: string): Promise<readonly string[]> => (await readdir(home)).filter((name) => name.startsWith('set-aside-'));
const setAside = (path: string, ...flags: readonly string[]) => ['restore', path, '--set-aside', '--unlock', 'passphrase', ...flags];

test('R-31 where no copy opens, restore --set-aside makes a new vault of the backup; the settings stay, and every key gives a token', async () => {
  const { home, path, keys, withPassphrase } = await withBackup();
  expect((await keyrack(['edit', keys[0]?.keyId ?? '', '--default'], withPassphrase)).code).toBe(0);
  const noted = JSON.parse(await readFile(join(home, 'state.json'), 'utf8'));
  await writeFile(join(home, 'state.json'), JSON.stringify({ ...noted, settings: { theme: 'dark', recoveryPending: true } }), {
    mode: 0o600,
  });
  await spoil(home);
  const closed = await keyrack(['list'], withPassphrase);
  expect([closed.code, closed.err]).toEqual([9, expect.stringContaining('--set-aside')]);
  expect((await keyrack(['restore', path, '--yes'], withPassphrase)).code).toBe(9);

  const { code, out, err } = await keyrack(setAside(path, '--yes', '--json'), withPassphrase);
  expect([code, err]).toEqual([0, '']);
  const made = JSON.parse(out);
  expect(made).toMatchObject({
    unlock: 'passphrase',
    recoveryKey: expect.stringMatching(/^AGE-SECRET-KEY-1/),
    keys: [{ ok: true }, { ok: true }],
  });
  expect(await asideIn(home)).toEqual([made.setAside]);
  for (const { keyId } of keys) expect((await keyrack(['token', keyId], { ...withPassphrase })).code).toBe(0);
  const byRecovery = { ...withPassphrase, KEYRACK_IDENTITY: made.recoveryKey };
  expect((await keyrack(['recovery', 'verify'], byRecovery)).code).toBe(0);
  const status = JSON.parse((await keyrack(['status', '--json'], withPassphrase)).out);
  expect(status).toMatchObject({ vaultId: made.vaultId, keys: 2, lastBackupAt: made.createdAt });
  const { settings, revision } = JSON.parse(await readFile(join(home, 'state.json'), 'utf8'));
  expect([settings, revision]).toEqual([{ theme: 'dark' }, 1]);
  // What is left is named, and what opens is not set aside.
  const doctor = JSON.parse((await keyrack(['doctor', '--json'], withPassphrase)).out);
  expect(doctor.find(({ check }: { check: string }) => check === 'leftovers').detail).toContain(made.setAside);
  const again = await keyrack(setAside(path, '--yes', '--json'), withPassphrase);
  expect([again.code, JSON.parse(again.err).error.code]).toEqual([2, 'E_VAULT_OPENS']);
});

test('R-31 without --json its recovery key is all of stdout, and without a way to say “yes” nothing is done', async () => {
  const { home, path, withPassphrase } = await withBackup();
  await spoil(home);
  expect((await keyrack(setAside(path), withPassphrase)).code).toBe(2);
  expect((await keyrack(['restore', path, '--yes', '--no-recovery'], withPassphrase)).code).toBe(2);
  expect(await asideIn(home)).toEqual([]);
  const { code, out, err } = await keyrack(setAside(path, '--yes'), withPassphrase);
  expect([code, out]).toEqual([0, expect.stringMatching(/^AGE-SECRET-KEY-1[A-Z0-9]+\n$/)]);
  expect(err).toMatch(/What was here is in set-aside-/);
});

test('R-31 no script sets a vault aside that another passphrase may open: neither a wrong one nor none is damage', async () => {
  const { home, path, env } = await withBackup();
  for (const given of [env, { ...env, KEYRACK_PASSPHRASE: lost }]) {
    const { code, err } = await keyrack(setAside(path, '--yes', '--json'), given);
    expect([code, JSON.parse(err).error.code]).toEqual([4, 'E_VAULT_SEALED']);
  }
  expect(await asideIn(home)).toEqual([]);
});

test('R-31 on a terminal a person can give it up, in words; whoever types anything else has it as it was', async () => {
  const { home, path, env } = await withBackup();
  const command = [process.execPath, bin, ...setAside(path)];
  const asked = ['Passphrase of the vault that is here', ''] as const;
  const no = await onTerminal(command, [asked, ['Type “set aside”: ', 'yes']], env);
  expect([no.code, no.text]).toEqual([4, expect.stringContaining('vault.age')]);
  expect(await asideIn(home)).toEqual([]);
  const yes = await onTerminal(
    command,
    [
      asked,
      ['Type “set aside”: ', 'set aside'],
      ['[y/N] ', 'y'],
      ['New passphrase: ', lost],
      ['Once more: ', lost],
      ['To check your copy', '\u0003'],
    ],
    env,
  );
  expect(yes.code, yes.text).toBe(0);
  expect(yes.text).not.toContain(lost);
  const [folder = ''] = await asideIn(home);
  expect((await keyrack(['list', '--json'], { ...env, KEYRACK_PASSPHRASE: lost })).code).toBe(0);
  // And what was given up opens with the passphrase that has come back to mind.
  const back = await keyrack(['list', '--json'], { KEYRACK_HOME: join(home, folder), KEYRACK_PASSPHRASE: passphrase });
  expect(JSON.parse(back.out)).toHaveLength(3);
});

test('R-31 where there is no vault at all it makes one, as on a new machine', async () => {
  const { path, folder, env } = await withBackup();
  const elsewhere = { ...env, KEYRACK_HOME: join(folder, 'elsewhere'), KEYRACK_PASSPHRASE: lost };
  const { code, out } = await keyrack(setAside(path, '--yes', '--json'), elsewhere);
  expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ setAside: null })]);
  expect(JSON.parse((await keyrack(['list', '--json'], elsewhere)).out)).toHaveLength(2);
});
