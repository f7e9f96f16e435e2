import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { armor } from 'age-encryption';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  faultyDisk,
  handMade,
  backupPassphrase as passphrase,
  restoreAll,
  sealBytes,
  sealTar,
  storeKeys,
} from '../../../../tests/support/backup.js';
import { makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';
import type { Strongroom } from '../../client/contract.js';
import { createStore } from '../store.js';
import { createStrongroom } from '../strongroom.js';

const interactive = false;
const at = '2026-03-01T12:00:00.000Z';

async function vault(count = 2) {
  const made = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const keys = await storeKeys(made.room, folder, count);
  return { ...made, folder, keys, path: join(folder, 'backup.age') };
}
const fresh = async () => (await makeHome(onTestFinished)).room;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: { code: string }) => error.code,
  );
const openCode = (room: Strongroom, path: string, phrase = passphrase) =>
  codeOf(room.openBackup({ path, passphrase: phrase, interactive }));
const signs = (room: Strongroom, id: string) => room.sign({ id, nowMs: null, lifetimeSeconds: 60, scope: null });

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
    expect(await attempt(['one', 'another'], null, true)).toBe('E_USAGE');
    expect(await attempt(['', ''], null, true)).toBe('E_USAGE');
    expect(await attempt([], 'from the variable', false)).toBe('no error');
    expect(await openCode(await fresh(), path, 'from the variable')).toBe('no error');
    expect(await attempt(['typed', 'typed'], null, true)).toBe('no error');
    expect(await openCode(await fresh(), path, 'typed')).toBe('no error');
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
  const { openWithPassphrase } = await import('../passphrase.js');
  return new TextDecoder().decode(await openWithPassphrase(await readFile(join(home, 'identity.age')), phrase)).trim();
}

describe('R-82 restore', () => {
  test('brings everything back to a fresh home: organizations, names, roles, defaults, the Trash, and every key signs', async () => {
    const { room, path, keys, folder } = await vault(3);
    const [one, two, three] = keys.map(({ id }) => id) as [string, string, string];
    await storeKeys(room, folder, 1, { organization: 'Borealis', first: 50, issuer: '11111111-2222-3333-4444-555555555555' });
    await room.change({ do: 'edit-key', id: one, set: { name: 'CI uploads', roles: ['ADMIN'], default: true } });
    await room.change({ do: 'trash-key', id: three, at });
    const organization = { program: 'app-store', issuerId: null, teamId: 'T1', vendorNumber: null, notes: 'n', tags: ['x'] } as const;
    await room.change({
      do: 'add-organization',
      organization: { ...organization, id: randomUUID(), name: 'Empty', tags: ['x'], defaultKeyId: null, createdAt: at },
    });
    const before = await room.read();
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const second = await fresh();
    const { preview, rows, view } = await restoreAll(second, path);
    expect(preview).toMatchObject({ sameVault: false, emptyOrganizations: 1, warnings: [] });
    expect(preview.rows.map(({ found }) => found)).toEqual(['new', 'new', 'new', 'new']);
    expect(rows.every(({ ok, restored }) => ok && restored)).toBe(true);
    const sorted = <T extends { id: string }>(list: readonly T[]) => [...list].sort((a, b) => a.id.localeCompare(b.id));
    expect(sorted(view.keys)).toEqual(sorted(before.keys));
    expect(sorted(view.organizations)).toEqual(sorted(before.organizations));
    for (const { id, trashedAt } of view.keys) if (trashedAt === null) await signs(second, id);
    expect(await codeOf(signs(second, two))).toBe('no error');
  });

  test('again, it changes nothing; cut short, it goes on', async () => {
    const { room, path } = await vault(3);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const second = await fresh();
    const { ticket, rows } = await second.openBackup({ path, passphrase, interactive });
    const [first] = rows;
    await second.restoreKeys({ ticket, keys: [first?.entry ?? ''], keepBoth: [], at });
    const rest = await restoreAll(second, path);
    expect(rest.preview.rows.map(({ found }) => found)).toEqual(['identical', 'new', 'new']);
    const again = await restoreAll(second, path);
    expect(again.preview.rows.map(({ found }) => found)).toEqual(['identical', 'identical', 'identical']);
    expect(again.view.revision).toBe(rest.view.revision);
    expect(again.view.organizations).toHaveLength(1);
  });

  test('never overwrites: another key under the same Key ID stays, and the backup’s is stored beside it only when asked', async () => {
    const { room, path, keys } = await vault(2);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const folder = await temporaryFolder(onTestFinished);
    const other = await fresh();
    const [mine] = await storeKeys(other, folder, 1);
    const { preview, view } = await restoreAll(other, path);
    expect(preview.rows.map(({ found }) => found)).toEqual(['conflict', 'new']);
    expect(preview.rows[0]).toMatchObject({ stored: { id: mine?.id, name: 'KEY0000001' }, error: { code: 'E_BACKUP_CONFLICT' } });
    expect(view.keys.find(({ id }) => id === mine?.id)?.fingerprint).toBe(mine?.key.fingerprint);
    expect(view.keys).toHaveLength(2);
    const both = await restoreAll(other, path, { keepBoth: true });
    expect(both.view.keys.map(({ fingerprint }) => fingerprint).sort()).toEqual([mine, ...keys].map((one) => one?.key.fingerprint).sort());
    expect(both.view.keys.map(({ name }) => name).sort()).toEqual(['KEY0000001', 'KEY0000001 (2)', 'KEY0000002']);
    expect((await restoreAll(other, path)).preview.rows.map(({ found }) => found)).toEqual(['identical', 'identical']);
  });

  test('what is in the Trash here stays there, and is said to be', async () => {
    const { room, path, keys } = await vault(1);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    await room.change({ do: 'trash-key', id: keys[0]?.id ?? '', at });
    const { preview, view } = await restoreAll(room, path);
    expect(preview).toMatchObject({ sameVault: true, rows: [{ found: 'identical', stored: { trashed: true } }] });
    expect(view.keys[0]?.trashedAt).toBe(at);
  });

  test('of what was opened, and of nothing else: locking lets it go', async () => {
    const { room, path, passphrase: opens } = await vault(1);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const { ticket } = await room.openBackup({ path, passphrase, interactive });
    const request = { ticket, keys: [], keepBoth: [], at };
    expect(await codeOf(room.restoreKeys({ ...request, ticket: randomUUID() }))).toBe('E_NOT_FOUND');
    await room.lock();
    await room.unlock({ how: 'passphrase', passphrase: opens });
    expect(await codeOf(room.restoreKeys(request))).toBe('E_NOT_FOUND');
  });

  test('two records of one private key come back as two', async () => {
    const { room, path, keys, folder } = await vault(1);
    const file = join(folder, 'AuthKey_OTHER12345.p8');
    await writeFile(file, keys[0]?.key.applePem ?? '', { mode: 0o600 });
    await room.importKeys({
      organization: { name: 'Acme', program: 'app-store' },
      items: [{ source: { from: 'file', path: file }, keepBoth: true }],
      at,
    });
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const second = await fresh();
    expect((await restoreAll(second, path)).view.keys.map(({ keyId }) => keyId)).toEqual(['KEY0000001', 'OTHER12345']);
  });
});

describe('J-11 a backup from another machine', () => {
  test('whose uuid is another key’s here gets a new one; what is here already is known by its fingerprint', async () => {
    const { room, folder, keys } = await vault(2);
    const path = join(folder, 'other.age');
    const stranger = { keyId: 'STRANGER01', key: makeKey(), id: keys[0]?.id ?? '' };
    const known = { keyId: keys[1]?.keyId ?? '', key: keys[1]?.key ?? makeKey() };
    await writeFile(path, await sealTar(handMade([stranger, known]).entries()));
    const { preview, rows, view } = await restoreAll(room, path);
    expect(preview.rows).toMatchObject([{ found: 'new' }, { found: 'identical', stored: { id: keys[1]?.id } }]);
    expect(rows).toMatchObject([{ ok: true, restored: true, organization: 'Acme' }]);
    expect(rows[0]?.id).not.toBe(keys[0]?.id);
    expect(view.keys.find(({ id }) => id === keys[0]?.id)?.fingerprint).toBe(keys[0]?.key.fingerprint);
    expect([view.keys.length, view.organizations.length]).toEqual([3, 1]);
    await signs(room, rows[0]?.id ?? '');
  });

  test('an organization of the same name for another Issuer ID is another organization', async () => {
    const { room, folder } = await vault(1);
    const made = handMade([{ keyId: 'STRANGER01', key: makeKey() }]);
    const [organization] = made.manifest.organizations;
    if (organization) organization.issuerId = '11111111-2222-3333-4444-555555555555';
    const path = join(folder, 'other.age');
    await writeFile(path, await sealTar(made.entries()));
    const { view } = await restoreAll(room, path);
    expect(view.organizations.map(({ name }) => name)).toEqual(['Acme', 'Acme (2)']);
    expect((await restoreAll(room, path)).view.organizations).toHaveLength(2);
  });
});

describe('R-83 a file that is no good backup has its own answer', () => {
  test('wrong passphrase, cut off, changed, too costly, not age, armored, sealed to a key, something else inside', async () => {
    const { room, path, home, folder } = await vault(2);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const good = await readFile(path);
    const spoilt = async (bytes: Uint8Array | string, phrase = passphrase) => {
      const file = join(folder, 'spoilt.age');
      await writeFile(file, bytes);
      return openCode(room, file, phrase);
    };
    const flipped = (offset: number) => {
      const bytes = Buffer.from(good);
      bytes[offset] = (bytes[offset] ?? 0) ^ 1;
      return bytes;
    };
    const costing = (logN: string) => Buffer.from(good.toString('latin1').replace(/ 10\n/, ` ${logN}\n`), 'latin1');
    expect(await spoilt(good)).toBe('no error');
    expect(await spoilt(good, 'not it')).toBe('E_BACKUP_PASSPHRASE_WRONG');
    for (const length of [0, 1, 30, 100, 170, 200, good.length - 10_000, good.length - 1])
      expect(await spoilt(good.subarray(0, length)), `${length} bytes`).toBe('E_BACKUP_TRUNCATED');
    for (const offset of [300, good.length - 1, 110]) expect(await spoilt(flipped(offset)), `offset ${offset}`).toBe('E_BACKUP_DAMAGED');
    for (const logN of ['21', '63', '999999999']) expect(await spoilt(costing(logN)), logN).toBe('E_BACKUP_COST');
    expect(await spoilt('once upon a time')).toBe('E_BACKUP_NOT_AGE');
    expect(await spoilt(armor.encode(good))).toBe('E_BACKUP_ARMORED');
    expect(await spoilt(await readFile(join(home, 'vault.age')))).toBe('E_BACKUP_FOREIGN');
    expect(await openCode(room, join(home, 'identity.age'), 'correct horse battery staple')).toBe('E_BACKUP_FOREIGN');
    expect(await spoilt(await sealBytes(Buffer.from('a letter')))).toBe('E_BACKUP_FOREIGN');
    expect(await openCode(room, folder)).toBe('E_FILE_KIND');
    expect(await openCode(room, join(folder, 'none.age'))).toBe('E_FILE_MISSING');
  });

  test('one byte changed, anywhere: refused by name, never restored from and never a crash', async () => {
    const { room, path, folder } = await vault(1);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    const good = await readFile(path);
    const file = join(folder, 'spoilt.age');
    for (let n = 0; n < good.length; n += n < 200 ? 1 : 97) {
      const bytes = Buffer.from(good);
      bytes[n] = (bytes[n] ?? 0) ^ 1;
      await writeFile(file, bytes);
      expect(await openCode(room, file), `offset ${n}`).toMatch(/^E_BACKUP_(DAMAGED|PASSPHRASE_WRONG|NOT_AGE|FOREIGN|COST)$/);
    }
  });

  test('a hostile archive: other names, links and folders are passed over, and nothing is written by the name it brings', async () => {
    const { room, folder } = await vault(1);
    const made = handMade([{ keyId: 'STRANGER01', key: makeKey() }]);
    const id = randomUUID();
    const path = join(folder, 'hostile.age');
    const extra = [
      { name: join(folder, 'absolute'), body: 'x' },
      { name: '../climbs', body: 'x' },
      { name: `keys/${id}/../../AuthKey_STRANGER02.p8`, body: 'x' },
      { name: `keys/${id}/AuthKey_STRANGER03.p8`, type: 'symlink', linkname: '/etc/passwd' },
      { name: `keys/${id}/AuthKey_STRANGER04.p8`, type: 'link', linkname: '/etc/passwd' },
      { name: 'keys', type: 'directory' },
      { name: `keys/${'a'.repeat(300)}`, body: 'x' },
    ] as const;
    await writeFile(path, await sealTar([...extra, ...made.entries()]));
    const files = await readdir(folder);
    const { preview, rows } = await restoreAll(room, path);
    expect(preview.warnings).toMatchObject([{ code: 'W_BACKUP_EXTRA' }]);
    expect(preview.rows).toHaveLength(1);
    expect(rows).toMatchObject([{ ok: true }]);
    expect(await readdir(folder)).toEqual(files);
  });

  test('too large, twice the same, cut off inside, of a newer version, without a manifest', async () => {
    const { room, folder } = await vault(1);
    const path = join(folder, 'odd.age');
    const made = handMade([{ keyId: 'STRANGER01', key: makeKey() }]);
    const openTar = async (...args: Parameters<typeof sealTar>) => {
      await writeFile(path, await sealTar(...args));
      return openCode(room, path);
    };
    const [manifest, file] = made.entries();
    if (!manifest || !file) throw new Error('nothing made');
    expect(await openTar([manifest, { ...file, body: Buffer.alloc(20_000) }])).toBe('E_BACKUP_LIMIT');
    expect(await openTar([manifest, file, file])).toBe('E_BACKUP_DAMAGED');
    expect(await openTar([manifest, manifest])).toBe('E_BACKUP_DAMAGED');
    expect(await openTar([manifest, file], 1_400)).toBe('E_BACKUP_DAMAGED');
    expect(await openTar([file])).toBe('E_BACKUP_FOREIGN');
    expect(await openTar([{ name: 'manifest.json', body: '{"format":"keyrack-backup","version":2}' }])).toBe('E_BACKUP_NEWER');
    expect(await openTar([{ name: 'manifest.json', body: '{"format":"keyrack-backup","version":1}' }])).toBe('E_BACKUP_DAMAGED');
    expect(await openTar([{ name: 'manifest.json', body: '{' }])).toBe('E_BACKUP_DAMAGED');
    expect(await openTar([{ name: 'manifest.json', body: '[]' }])).toBe('E_BACKUP_FOREIGN');
  });

  test('each key stands alone: what is missing, mixed up, named twice or no key is invalid, the good one is restored', async () => {
    const { room, folder } = await vault(1);
    const keys = Array.from({ length: 5 }, (_, n) => ({ keyId: `STRANGER0${n}`, key: makeKey() }));
    const made = handMade(keys);
    const [good, missing, mixed, broken, nameless] = made.manifest.keys;
    if (!good || !missing || !mixed || !broken || !nameless) throw new Error('nothing made');
    mixed.fingerprint = good.fingerprint;
    nameless.name = '/';
    const entries = made.entries().flatMap((entry) => {
      if (entry.name.includes(missing.id)) return [];
      return entry.name.includes(broken.id) ? [{ ...entry, body: 'no key' }] : [entry];
    });
    const [, ...files] = entries;
    made.manifest.keys.push({ ...good });
    const path = join(folder, 'mixed.age');
    await writeFile(path, await sealTar([{ name: 'manifest.json', body: JSON.stringify(made.manifest) }, ...files]));
    const { preview, rows } = await restoreAll(room, path);
    expect(preview.rows.map(({ found }) => found)).toEqual(['new', 'invalid', 'invalid', 'invalid', 'invalid', 'invalid']);
    expect(preview.rows.slice(1).every(({ error }) => /^E_(BACKUP_ENTRY|P8_|FILE_)/.test(error?.code ?? ''))).toBe(true);
    expect(rows).toMatchObject([{ ok: true, restored: true }]);
  });
});

describe('J-12 the wrong door', () => {
  test('a backup given to import, and a key given to restore, are told what they are', async () => {
    const { room, path, folder } = await vault(60);
    await room.backup({ path, passphrase, interactive, leaveOut: [] });
    expect((await stat(path)).size).toBeGreaterThan(16 * 1024);
    const small = join(folder, 'small.age');
    await writeFile(small, await sealBytes(Buffer.from('short')));
    const text = join(folder, 'armored.age');
    await writeFile(text, armor.encode(await readFile(path)));
    const sources = [path, small, text].map((one) => ({ from: 'file', path: one }) as const);
    expect((await room.examine({ sources })).map(({ error }) => error?.code)).toEqual(['E_FILE_BACKUP', 'E_FILE_BACKUP', 'E_FILE_BACKUP']);
    expect(await openCode(room, join(folder, 'AuthKey_KEY0000001.p8'))).toBe('E_BACKUP_KEY_FILE');
    const der = join(folder, 'key.der');
    await writeFile(der, makeKey().appleDer);
    expect(await openCode(room, der)).toBe('E_BACKUP_KEY_FILE');
  });
});
