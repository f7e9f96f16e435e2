import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../tests/support/home.js';
import { homeFilesIn } from '../../platform/home-files.js';
import { createStateStore, emptyState, withKey } from './state.js';
import { createTroubles } from './troubles.js';

async function folderWith(text: string | null) {
  const folder = await temporaryFolder(onTestFinished);
  const file = join(folder, 'state.json');
  if (text !== null) await writeFile(file, text);
  return { folder, file, store: createStateStore(homeFilesIn(folder)) };
}

describe('R-124 state.json', () => {
  test.for([null, '', '{', 'null', '[]', '"x"', '\u0000\u0000', '{"keys":'])('holding %j counts as empty', async (text) => {
    const { store } = await folderWith(text);
    expect(await store.read()).toEqual(emptyState);
  });

  test('with one damaged field keeps the others', async () => {
    const text = JSON.stringify({
      vaultId: 7,
      revision: -1,
      lastBackupAt: '2026-01-01T00:00:00Z',
      keys: { a: { lastUsedAt: 'then', lastTest: 'broken' }, b: 3 },
      folders: { '/work': 'id', '/other': 5 },
    });
    const { store } = await folderWith(text);
    expect(await store.read()).toEqual({
      lastBackupAt: '2026-01-01T00:00:00Z',
      keys: { a: { lastUsedAt: 'then' } },
      settings: {},
      folders: { '/work': 'id' },
    });
  });

  test('keeps of a test what it was made with, and drops of it what cannot be so', async () => {
    const testedWith = { issuerId: null, keyId: 'A', kind: 'team', program: 'app-store', host: null, inTime: true, refusals: 2, newer: 1 };
    const lastTest = { at: 't', outcome: 'refused', code: null, latencyMs: 3, answeredAt: 't', testedWith, answeredWith: testedWith };
    const damaged = { issuerId: 7, keyId: null, kind: 'x', program: '__proto__', host: [], inTime: 'yes', refusals: 1.5 };
    const { store } = await folderWith(
      JSON.stringify({
        keys: { a: { lastTest }, b: { lastTest: { ...lastTest, answeredAt: 7, testedWith: damaged, answeredWith: 'x' } } },
      }),
    );
    const { keys } = await store.read();
    expect(keys.a?.lastTest).toEqual(lastTest);
    expect(keys.b?.lastTest).toEqual({ at: 't', outcome: 'refused', code: null, latencyMs: 3, testedWith: {} });
  });

  test('keeps what a newer Keyrack wrote in it', async () => {
    const test = { at: 't', outcome: 'ok', code: null, latencyMs: 3, newer: 1 };
    const { store, file } = await folderWith(
      JSON.stringify({ newer: { x: 1 }, keys: { a: { newer: 2, lastTest: test } }, settings: { newer: 3 } }),
    );
    store.update((before) => withKey(before, 'a', { lastUsedAt: 'now' }));
    await store.settled();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      newer: { x: 1 },
      keys: { a: { newer: 2, lastTest: test, lastUsedAt: 'now' } },
      settings: { newer: 3 },
      folders: {},
    });
  });

  test('a home that cannot be written to breaks nothing', async () => {
    const { folder } = await folderWith(null);
    const store = createStateStore(homeFilesIn(join(folder, 'not there')));
    store.update((before) => ({ ...before, revision: 3 }));
    await store.settled();
    expect(await store.read()).toEqual(emptyState);
  });

  test('a folder in its place breaks nothing', async () => {
    const { store, file } = await folderWith(null);
    await mkdir(file);
    store.update((before) => ({ ...before, revision: 3 }));
    await store.settled();
    expect(await store.read()).toEqual(emptyState);
  });

  test('changes made at once are all there, and the file is for its owner alone', async () => {
    const { store, file } = await folderWith(null);
    for (let n = 0; n < 20; n += 1) store.update((before) => withKey(before, `key-${n}`, { lastUsedAt: `${n}` }));
    expect(Object.keys((await store.read()).keys)).toHaveLength(20);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('an update that changes nothing writes nothing', async () => {
    const { store, file } = await folderWith(null);
    store.update((before) => before);
    await store.settled();
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('state.json that cannot be used', () => {
  const codes = ({ all }: ReturnType<typeof createTroubles>) => all.map(({ code }) => code);

  test('M-19 cannot be read: it is said by name, once, and nothing is written over what may be whole', async () => {
    const { folder, file } = await folderWith('{"revision":7}');
    const troubles = createTroubles();
    const files = homeFilesIn(folder);
    let refused = true;
    const read = async () => {
      if (refused) throw Object.assign(new Error('refused'), { code: 'EACCES' });
      return files.read('state.json');
    };
    const store = createStateStore({ ...files, read }, troubles);
    for (let n = 0; n < 3; n += 1) store.update((before) => ({ ...before, revision: 9 }));
    expect([await store.read(), codes(troubles)]).toEqual([emptyState, ['W_STATE_UNREAD']]);
    expect(troubles.all[0]?.message).toContain('state.json');
    expect(await readFile(file, 'utf8')).toBe('{"revision":7}');
    // Mended while a window is open: it goes on with what is there, and says it no longer.
    refused = false;
    expect([(await store.read()).revision, codes(troubles)]).toEqual([7, []]);
  });

  test.for(['', '{', 'null', '[]', '"x"', '\u0000\u0000'])('M-19 holds %j: that is said, and it is begun anew', async (text) => {
    const { folder, file } = await folderWith(text);
    const troubles = createTroubles();
    const store = createStateStore(homeFilesIn(folder), troubles);
    store.update((before) => ({ ...before, revision: 3 }));
    await store.settled();
    expect([JSON.parse(await readFile(file, 'utf8')).revision, codes(troubles)]).toEqual([3, ['W_STATE_DAMAGED']]);
  });

  test('is not there, or one field of it is damaged: there is nothing to say', async () => {
    for (const text of [null, '{"revision":"x","keys":{"a":{"lastUsedAt":"then"}}}']) {
      const { folder } = await folderWith(text);
      const troubles = createTroubles();
      await createStateStore(homeFilesIn(folder), troubles).read();
      expect(codes(troubles)).toEqual([]);
    }
  });
});
