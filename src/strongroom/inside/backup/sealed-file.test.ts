import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { armor } from 'age-encryption';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  handMade,
  openCode,
  backupPassphrase as passphrase,
  restoreAll,
  sealBytes,
  sealTar,
  vaultWithKeys,
} from '../../../../tests/support/backup.js';
import { makeKey } from '../../../../tests/support/keys.js';

const interactive = false;
const vault = (count = 2) => vaultWithKeys(onTestFinished, count);

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
