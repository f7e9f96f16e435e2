import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { backupSteps } from '../../src/strongroom/inside/backup/make.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { saveSteps } from '../../src/strongroom/inside/vault/writer.js';
import { backupPassphrase, restoreAll, storeKeys } from '../support/backup.js';
import { bin, keyrack } from '../support/cli.js';
import { crashed } from '../support/crash.js';
import { makeHome, temporaryFolder, testPorts } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { onTerminal } from '../support/pty.js';

const run = promisify(execFile);
const passphrase = 'correct horse battery staple';

/** A home with keys, one of them in the Trash, and the environment that opens it. */
async function homeWithKeys(count = 3) {
  const made = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const keys = await storeKeys(made.room, folder, count);
  await made.room.change({ do: 'trash-key', id: keys.at(-1)?.id ?? '', at: '2026-03-01T12:00:00.000Z' });
  const env = { KEYRACK_HOME: made.home, KEYRACK_IDENTITY: made.recoveryKey };
  return { ...made, folder, keys, env, sealed: { ...env, KEYRACK_BACKUP_PASSPHRASE: backupPassphrase }, path: join(folder, 'backup.age') };
}
async function freshHome() {
  const { home, recoveryKey, room } = await makeHome(onTestFinished);
  return { room, env: { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey, KEYRACK_BACKUP_PASSPHRASE: backupPassphrase } };
}

test('R-80 Debian’s age opens a backup with its passphrase, tar lists it, and each key in it is the one that was stored', async () => {
  const { sealed, path, folder, keys } = await homeWithKeys();
  const { code, out, err } = await keyrack(['backup', path, '--json'], sealed);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ file: path, keys: 3, trashed: 1, organizations: 1, leftOut: [], bytes: (await stat(path)).size });
  const archive = join(folder, 'backup.tar');
  const opened = await onTerminal(['age', '-d', '-o', archive, path], [['Enter passphrase', backupPassphrase]]);
  expect(opened.code, opened.text).toBe(0);
  const { stdout: listed } = await run('tar', ['-tvf', archive]);
  const names = keys.map(({ id, keyId }) => `keys/${id}/AuthKey_${keyId}.p8`);
  expect(
    listed
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/).at(-1))
      .sort(),
  ).toEqual(['manifest.json', ...names].sort());
  expect(listed.split('\n').every((line) => line === '' || line.startsWith('-rw-------'))).toBe(true);
  const place = join(folder, 'unpacked');
  await mkdir(place);
  await run('tar', ['-xf', archive, '-C', place]);
  for (const [n, { key }] of keys.entries()) {
    const { stdout } = await run('openssl', ['pkey', '-in', join(place, names[n] ?? ''), '-pubout']);
    expect(createPublicKey(stdout).export({ type: 'spki', format: 'der' })).toEqual(key.spkiDer);
  }
  const manifest = JSON.parse(await readFile(join(place, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ format: 'keyrack-backup', version: 1, organizations: [{ name: 'Acme' }] });
  expect(manifest.keys.map(({ trashed }: { trashed: boolean }) => trashed)).toEqual([false, false, true]);
  expect(JSON.stringify(manifest)).not.toContain('PRIVATE KEY');
  const wrong = await onTerminal(['age', '-d', '-o', join(folder, 'no.tar'), path], [['Enter passphrase', 'not it']]);
  expect(wrong.code).not.toBe(0);
});

test('R-80 on a terminal the passphrase is asked for twice, not shown, and status, list and activity know of the backup', async () => {
  const { env, path, keys } = await homeWithKeys();
  const command = [process.execPath, bin, 'backup', path];
  const differ = await onTerminal(
    command,
    [
      ['Passphrase for the backup: ', 'one, typed with care'],
      ['Once more: ', 'another, typed so'],
    ],
    env,
  );
  expect([differ.code, differ.text]).toEqual([2, expect.stringContaining('no backup was made')]);
  const before = await keyrack(['list', '--json'], env);
  expect(JSON.parse(before.out).map(({ backedUpAt }: { backedUpAt: unknown }) => backedUpAt)).toEqual([null, null]);
  const made = await onTerminal(
    command,
    [
      ['Passphrase for the backup: ', backupPassphrase],
      ['Once more: ', backupPassphrase],
    ],
    env,
  );
  expect([made.code, made.text]).toEqual([
    0,
    expect.stringContaining('Backed up and verified: 3 keys, 1 of them from the Trash, in backup.age.'),
  ]);
  expect(made.text).not.toContain(backupPassphrase);
  const { lastBackupAt } = JSON.parse((await keyrack(['status', '--json'], env)).out);
  expect(Date.parse(lastBackupAt)).toBeGreaterThan(0);
  const shown = JSON.parse((await keyrack(['show', keys[0]?.keyId ?? '', '--json'], env)).out);
  expect(shown.backedUpAt).toBe(lastBackupAt);
  expect(JSON.parse((await keyrack(['activity', '--json'], env)).out)[0]).toMatchObject({ what: 'backup', outcome: 'ok' });
});

test('R-80 an existing file is exit 2 and stays; without passphrase and terminal exit 4; a folder that is not there exit 9', async () => {
  const { env, sealed, path } = await homeWithKeys(1);
  await writeFile(path, 'mine');
  const taken = await keyrack(['backup', path, '--json'], sealed);
  expect([taken.code, JSON.parse(taken.err).error.code, await readFile(path, 'utf8')]).toEqual([2, 'E_BACKUP_EXISTS', 'mine']);
  const silent = await keyrack(['backup', `${path}2`, '--json'], env);
  expect([silent.code, JSON.parse(silent.err).error.code]).toEqual([4, 'E_BACKUP_PASSPHRASE_MISSING']);
  const nowhere = await keyrack(['backup', join(path, '..', 'none', 'b.age'), '--json'], sealed);
  expect([nowhere.code, JSON.parse(nowhere.err).error.code]).toEqual([9, 'E_BACKUP_PLACE']);
});

test('R-82 a backup of one home restores on a freshly initialised one, every key signs, and again it changes nothing', async () => {
  const { sealed, path, keys } = await homeWithKeys();
  expect((await keyrack(['backup', path], sealed)).code).toBe(0);
  const { env } = await freshHome();
  const unasked = await keyrack(['restore', path, '--json'], env);
  expect([unasked.code, JSON.parse(unasked.err).error.code]).toEqual([2, 'E_USAGE']);
  const first = await keyrack(['restore', path, '--yes', '--json'], env);
  expect([first.code, first.err]).toEqual([0, '']);
  expect(JSON.parse(first.out).keys).toMatchObject(
    keys.map(({ id, keyId }) => ({ id, keyId, found: 'new', restored: true, ok: true, error: null })),
  );
  const listed = JSON.parse((await keyrack(['list', '--json'], env)).out);
  expect(listed.map(({ backedUpAt }: { backedUpAt: unknown }) => backedUpAt)).not.toContain(null);
  for (const { keyId } of listed) expect((await keyrack(['token', keyId], env)).out).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(JSON.parse((await keyrack(['list', '--trash', '--json'], env)).out)).toHaveLength(1);
  const again = await keyrack(['restore', path, '--yes'], env);
  expect([again.code, again.out.match(/Here already/g)?.length]).toEqual([0, 3]);
  expect(JSON.parse((await keyrack(['activity', '--json'], env)).out).some(({ what }: { what: string }) => what === 'restore-backup')).toBe(
    true,
  );
});

test('R-82 on a terminal the preview comes first, and “no” restores nothing', async () => {
  const { sealed, path } = await homeWithKeys(2);
  await keyrack(['backup', path], sealed);
  const { env, room } = await freshHome();
  const command = [process.execPath, bin, 'restore', path];
  const no = await onTerminal(command, [['Restore 2 keys? [y/N] ', 'n']], env);
  expect([no.code, no.text]).toEqual([1, expect.stringMatching(/KEY0000002.*new \(in the Trash\)[\s\S]*Nothing was restored/)]);
  expect((await room.read().catch(() => null))?.keys).toEqual([]);
  const yes = await onTerminal(command, [['Restore 2 keys? [y/N] ', 'y']], env);
  expect([yes.code, yes.text]).toEqual([0, expect.stringContaining('Restored and verified: Acme / KEY0000001')]);
});

test('R-82 a conflict is exit 8 and says whose key is here; the others are restored, and --keep-both stores it beside', async () => {
  const { sealed, path, folder } = await homeWithKeys(3);
  await keyrack(['backup', path], sealed);
  const { env, room } = await freshHome();
  await storeKeys(room, folder, 1);
  const first = await keyrack(['restore', path, '--yes', '--json'], env);
  expect([first.code, JSON.parse(first.out).keys.map(({ found }: { found: string }) => found)]).toEqual([8, ['conflict', 'new', 'new']]);
  expect(JSON.parse(first.out).keys[0].error).toMatchObject({
    code: 'E_BACKUP_CONFLICT',
    message: expect.stringContaining('Acme / KEY0000001'),
  });
  expect((await keyrack(['restore', path, '--yes', '--keep-both'], env)).code).toBe(0);
  expect(JSON.parse((await keyrack(['list', '--json'], env)).out)).toHaveLength(3);
});

test('R-83 wrong passphrase is exit 4, anything else that is no good backup exit 8; J-12 a key is sent to import, a backup to restore', async () => {
  const { env, sealed, path, folder } = await homeWithKeys(1);
  await keyrack(['backup', path], sealed);
  const asked = async (file: string, secrets: Record<string, string> = sealed) => {
    const { code, out, err } = await keyrack(['restore', file, '--yes', '--json'], secrets);
    expect(out).toBe('');
    return [code, JSON.parse(err).error.code];
  };
  expect(await asked(path, { ...env, KEYRACK_BACKUP_PASSPHRASE: 'not it' })).toEqual([4, 'E_BACKUP_PASSPHRASE_WRONG']);
  expect(await asked(path, env)).toEqual([4, 'E_BACKUP_PASSPHRASE_MISSING']);
  const cut = join(folder, 'cut.age');
  await writeFile(cut, (await readFile(path)).subarray(0, 5_000));
  expect(await asked(cut)).toEqual([8, 'E_BACKUP_TRUNCATED']);
  const key = join(folder, 'AuthKey_ABC123DEFG.p8');
  await writeFile(key, makeKey().applePem, { mode: 0o600 });
  expect(await asked(key)).toEqual([8, 'E_BACKUP_KEY_FILE']);
  const imported = await keyrack(['import', path, '--org', 'Acme', '--key-id', 'ABC123DEFG', '--json'], env);
  expect([imported.code, JSON.parse(imported.out)[0].error]).toMatchObject([
    8,
    { code: 'E_FILE_BACKUP', hint: expect.stringContaining('keyrack restore') },
  ]);
});

test.for(backupSteps)('R-80 killed at %s of a backup: there is no file, or a whole one; nothing in the clear', async (step) => {
  const { home, path, folder, keys } = await homeWithKeys(2);
  const { out, signal } = await crashed('backup', home, step, passphrase, path);
  expect([signal, out]).toEqual(['SIGKILL', '']);
  const room = createStrongroom(testPorts(home));
  await room.unlock({ how: 'passphrase', passphrase });
  const left = (await readdir(folder)).filter((name) => !name.startsWith('AuthKey_'));
  for (const name of left)
    expect((await readFile(join(folder, name))).includes(Buffer.from(keys[0]?.key.applePem.split('\n')[1] ?? '?'))).toBe(false);
  if (left.includes('backup.age')) {
    expect((await room.openBackup({ path, passphrase: backupPassphrase, interactive: false })).rows).toHaveLength(2);
  } else {
    // It can simply be made again.
    expect(await room.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] })).toMatchObject({ made: true });
  }
});

test.for([...saveSteps, 'restore:saved', 'restore:verified'])(
  'R-82 killed at %s of a restore: what was called restored signs, and the next restore goes on',
  async (step) => {
    const { room: old, path } = await homeWithKeys(3);
    await old.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    const { home } = await makeHome(onTestFinished);
    const { out, signal } = await crashed('restore', home, step, passphrase, path);
    expect(signal).toBe('SIGKILL');
    const room = createStrongroom(testPorts(home));
    const { keys } = await room.unlock({ how: 'passphrase', passphrase });
    for (const [, id] of out.matchAll(/restored (\S+)/g)) expect(keys.map((key) => key.id)).toContain(id);
    const { view } = await restoreAll(room, path);
    expect([view.keys.length, view.organizations.length]).toEqual([3, 1]);
    for (const { id, trashedAt } of view.keys)
      if (trashedAt === null) expect((await room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null })).token).toMatch(/^ey/);
  },
);
