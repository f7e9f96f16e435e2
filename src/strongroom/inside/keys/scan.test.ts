import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';
import { emptyDocument } from '../document/document.js';
import { scanPlaces } from './scan.js';

async function tree(files: Readonly<Record<string, string>>) {
  const root = await temporaryFolder(onTestFinished);
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(join(root, name, '..'), { recursive: true });
    await fs.writeFile(join(root, name), text, { mode: 0o600 });
  }
  return root;
}
const empty = emptyDocument({ vaultId: '', devices: [], recovery: null, savedAt: '' });
const look = (root: string, limit = 1_000) =>
  scanPlaces(testPorts('/nowhere'), { places: [{ path: root, as: 'chosen', of: null }], limit }, empty);

test('B-61 a folder of 5,000 files with 30 keys: the keys, and nothing of node_modules, links or the depths; all that was passed by is listed', async () => {
  const pem = makeKey().applePem;
  const keys = Array.from(
    { length: 30 },
    (_, n) => `${['', 'a/', 'a/b/', 'a/b/c/'][n % 4]}AuthKey_K${String(n).padStart(9, '0')}.${n % 2 ? 'pem' : 'p8'}`,
  );
  const root = await tree({
    ...Object.fromEntries(keys.map((name) => [name, pem])),
    'node_modules/x/AuthKey_INMODULES1.p8': pem,
    'a/b/c/d/AuthKey_TOODEEP123.p8': pem,
  });
  await fs.mkdir(join(root, 'much'));
  for (let n = 0; n < 4_968; n += 1) await fs.writeFile(join(root, 'much', `${n}.txt`), '');
  await fs.symlink(join(root, keys[0] ?? ''), join(root, 'AuthKey_LINKED1234.p8'));
  const { rows, skipped, more } = await look(root);
  expect(rows.map(({ path }) => path).sort()).toEqual(keys.map((name) => join(root, name)).sort());
  expect(rows.every(({ error, found }) => error === null && found !== null)).toBe(true);
  expect(more).toBe(false);
  expect(skipped).toEqual(
    expect.arrayContaining([
      { path: join(root, 'node_modules'), why: 'apart' },
      { path: join(root, 'AuthKey_LINKED1234.p8'), why: 'link' },
      { path: join(root, 'a/b/c/d'), why: 'deep' },
    ]),
  );
});

test('B-61 no more candidates than the limit are looked at, and it is said that there are more', async () => {
  const root = await tree(Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`${n}.p8`, 'x'])));
  expect(await look(root, 5)).toMatchObject({ more: true, rows: { length: 5 } });
  expect(await look(root, 7)).toMatchObject({ more: false, rows: { length: 7 } });
});

test('B-61 a scan stores nothing, and a folder that may not be read is listed or, when it was named, an error', async () => {
  const { room } = await makeHome(onTestFinished);
  const root = await tree({ 'AuthKey_ABC123DEFG.p8': makeKey().applePem, 'closed/x.p8': 'x' });
  const before = (await room.read()).revision;
  expect((await room.scan({ places: [{ path: root, as: 'chosen', of: null }], limit: 10 })).rows).toHaveLength(2);
  expect((await room.read()).revision).toBe(before);
  const refuse = {
    ...fs,
    readdir: async (path: string, how: object) => {
      if (!path.endsWith('closed')) return fs.readdir(path, how as never);
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    },
  } as unknown as typeof fs;
  const ports = testPorts('/nowhere', { disk: refuse });
  expect((await scanPlaces(ports, { places: [{ path: root, as: 'chosen', of: null }], limit: 10 }, empty)).skipped).toEqual([
    { path: join(root, 'closed'), why: 'unreadable' },
  ]);
  await expect(
    scanPlaces(ports, { places: [{ path: join(root, 'closed'), as: 'chosen', of: null }], limit: 10 }, empty),
  ).rejects.toMatchObject({ code: 'E_FILE_PERMISSION' });
});
