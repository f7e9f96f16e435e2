import { execFileSync } from 'node:child_process';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  codeOf,
  faultyDisk,
  openCode,
  backupPassphrase as passphrase,
  restoreAll,
  vaultWithKeys,
} from '../../../../tests/support/backup.js';
import { makeHome, testPorts } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';
import { createStrongroom } from '../strongroom.js';
import { createStore } from '../vault/store.js';

const interactive = false;
const at = '2026-03-01T12:00:00.000Z';
const vault = (count = 2) => vaultWithKeys(onTestFinished, count);
const fresh = async () => (await makeHome(onTestFinished)).room;

describe('R-80 a backup', () => {
  test('is a file for its owner alone, with every key in it and none of them in the clear', async () => {
    const { room, path, keys, folder } = await vault();
    await room.change({ do: 'trash-key', id: keys[1]?.id ?? '', at });
    const reply = await room.backup({ path, passphrase, interactive, leaveOut: [] });
    expect(reply).toMatchObject({ made: true, file: 'backup.age', organizations: 1, trashed: 1, leftOut: [] });
    expect(reply.made && [...reply.keys].sort()).toEqual(keys.map(({ id }) => id).sort());
    const { mode, size } = await stat(path);
    expect([mode & 0o777, reply.made && reply.bytes]).toEqual([0o600, size]);
    const sealed = await readFile(path);
    for (const { key, keyId } of keys)
      for (const text of [keyId, key.applePem.split('\n')[1] ?? '?']) expect(sealed.includes(Buffer.from(text))).toBe(false);
    expect((await readdir(folder)).filter((name) => !name.startsWith('AuthKey_'))).toEqual(['backup.age']);
  });

  test('replaces nothing: a file, a folder or a dangling link of that name is refused before any question', async () => {
    const { room, path, home } = await vault(1);
    await writeFile(path, 'mine');
    expect(await codeOf(room.backup({ path, interactive, leaveOut: [] }))).toBe('E_BACKUP_EXISTS');
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect(await codeOf(room.backup({ path: join(path, '..'), interactive, leaveOut: [] }))).toBe('E_BACKUP_EXISTS');
    await rm(path);
    execFileSync('ln', ['-s', '/nowhere/at/all', path]);
    expect(await codeOf(room.backup({ path, interactive, leaveOut: [] }))).toBe('E_BACKUP_EXISTS');
    expect(await codeOf(room.backup({ path: join(home, 'b.age'), interactive, leaveOut: [] }))).toBe('E_USAGE');
    expect(await codeOf(room.backup({ path: join(path, '../no/such/folder'), passphrase, interactive, leaveOut: [] }))).toBe(
      'E_BACKUP_PLACE',
    );
  });

  test('a file that appears while it is written is not replaced either', async () => {
    const { home, path, passphrase: opens, folder } = await vault(1);
    const room = createStrongroom(
      testPorts(home, {
        step: async (name) => {
          if (name === 'backup:verified') await writeFile(path, 'mine');
        },
      }),
    );
    await room.unlock({ how: 'passphrase', passphrase: opens });
    expect(await codeOf(room.backup({ path, passphrase, interactive, leaveOut: [] }))).toBe('E_BACKUP_EXISTS');
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('where the file system knows no links it gets its name all the same, and replaces nothing', async () => {
    const { home, path, passphrase: opens } = await vault(1);
    const ports = testPorts(home);
    const link = () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
    // The vault's lock needs links; the backup is told apart by its name.
    const disk = { ...ports.disk, link: (from: string, to: string) => (to === path ? link() : ports.disk.link(from, to)) };
    const room = createStrongroom({ ...ports, disk: disk as typeof ports.disk });
    await room.unlock({ how: 'passphrase', passphrase: opens });
    expect(await room.backup({ path, passphrase, interactive, leaveOut: [] })).toMatchObject({ made: true });
    expect(await openCode(room, path)).toBe('no error');
  });

  test('the passphrase comes from its field, its variable or the terminal, where it is asked for twice', async () => {
    const { home, path, passphrase: opens } = await vault(1);
    const told = (answers: string[], variable: string | null) => {
      const ports = testPorts(home);
      return createStrongroom({
        ...ports,
        secrets: { ...ports.secrets, backupPassphrase: () => variable, ask: async () => answers.shift() ?? '' },
      });
    };
    const attempt = async (answers: string[], variable: string | null, terminal: boolean) => {
      const room = told(answers, variable);
      await room.unlock({ how: 'passphrase', passphrase: opens });
      await rm(path, { force: true });
      return codeOf(room.backup({ path, interactive: terminal, leaveOut: [] }));
    };
    expect(await attempt([], null, false)).toBe('E_BACKUP_PASSPHRASE_MISSING');
    expect(await attempt(['one, typed with care', 'another, typed so'], null, true)).toBe('E_USAGE');
    expect(await attempt(['', ''], null, true)).toBe('E_USAGE');
    expect(await attempt([], 'from the variable', false)).toBe('no error');
    expect(await openCode(await fresh(), path, 'from the variable')).toBe('no error');
    expect(await attempt(['typed with great care', 'typed with great care'], null, true)).toBe('no error');
    expect(await openCode(await fresh(), path, 'typed with great care')).toBe('no error');
  });

  test('keys that cannot be read are named, and left out only once the user has agreed', async () => {
    const { home, room, recoveryKey, path, keys } = await vault(3);
    const store = createStore(testPorts(home));
    const spoilt = keys[1]?.id ?? '';
    await store.commit(recoveryKey, (document) => ({
      ...document,
      keys: document.keys.map((key) => (key.id === spoilt ? { ...key, privateKey: makeKey().applePem } : key)),
    }));
    const first = await room.backup({ path, passphrase, interactive, leaveOut: [] });
    expect(first).toEqual({ made: false, unreadable: [{ id: spoilt, keyId: 'KEY0000002', organization: 'Acme', name: 'KEY0000002' }] });
    expect(await openCode(room, path)).toBe('E_FILE_MISSING');
    const second = await room.backup({ path, passphrase, interactive, leaveOut: [spoilt, keys[0]?.id ?? ''] });
    expect(second).toMatchObject({ made: true, leftOut: [{ id: spoilt }] });
    expect((await restoreAll(await fresh(), path)).rows).toHaveLength(2);
  });

  test.for(['ENOSPC', 'EIO', 'short'] as const)(
    'the disk fails with %s at every call: no file, no temporary file, and it is said',
    async (code) => {
      const { home, folder, path, passphrase: opens } = await vault(2);
      const others = await readdir(folder);
      for (let n = 1; ; n += 1) {
        const ports = testPorts(home);
        const unlocked = createStrongroom(ports);
        await unlocked.unlock({ how: 'passphrase', passphrase: opens });
        const { disk, failed } = faultyDisk(n, code);
        const { makeBackup } = await import('./make.js');
        const { document } = await createStore(ports).load(await identityOf(home, opens));
        const outcome = await codeOf(makeBackup({ ...ports, disk }, document, { path, passphrase, interactive, leaveOut: [] }));
        if (!failed()) {
          expect(outcome).toBe('no error');
          break;
        }
        if (outcome === 'no error') {
          // Only where what failed was worth nothing to the backup.
          expect(await openCode(unlocked, path), `call ${n}`).toBe('no error');
          await rm(path);
        } else expect(outcome, `call ${n}`).toMatch(/^E_(DISK|DISK_FULL|BACKUP_VERIFY)$/);
        expect(await readdir(folder), `call ${n}`).toEqual(others);
      }
    },
  );
});

async function identityOf(home: string, phrase: string): Promise<string> {
  const { openWithPassphrase } = await import('../ways-in/passphrase.js');
  return new TextDecoder().decode(await openWithPassphrase(await readFile(join(home, 'identity.age')), phrase)).trim();
}
