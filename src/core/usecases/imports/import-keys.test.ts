import * as fs from 'node:fs/promises';
import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { filesOf, itemsOf, openKeyrack, withKeys } from '../../../../tests/support/keyrack.js';

describe('importing', () => {
  test('M-20, R-121 230 files are one save, and progress is told a file at a time', async () => {
    const { keyrack, room } = await openKeyrack();
    const before = (await room.read()).revision;
    const seen: number[] = [];
    const items = itemsOf(await filesOf(Array.from({ length: 230 }, (_, n) => `AuthKey_K${String(n).padStart(9, '0')}.p8`)));
    const { rows, stoppedBy } = await keyrack.importKeys({
      organization: 'Acme',
      program: 'app-store',
      items,
      onProgress: (done) => seen.push(done),
    });
    expect([rows.filter(({ ok }) => ok).length, stoppedBy]).toEqual([230, null]);
    expect((await room.read()).revision).toBe(before + 1);
    expect(seen).toEqual(Array.from({ length: 231 }, (_, n) => n));
  });

  test('R-121 cancelled between batches: what is stored stays and is said, the rest says that it was not', async () => {
    const { keyrack, room } = await openKeyrack();
    const stop = new AbortController();
    const items = itemsOf(await filesOf(Array.from({ length: 150 }, (_, n) => `AuthKey_K${String(n).padStart(9, '0')}.p8`)));
    const onProgress = (done: number) => done === 100 && stop.abort();
    const { rows, stoppedBy } = await keyrack.importKeys({
      organization: 'Acme',
      program: 'app-store',
      items,
      onProgress,
      signal: stop.signal,
    });
    expect(rows).toHaveLength(150);
    expect(rows.slice(0, 100).every(({ ok }) => ok)).toBe(true);
    expect(rows.slice(100).every(({ ok, error }) => !ok && error?.code === 'E_CANCELLED')).toBe(true);
    expect(stoppedBy?.code).toBe('E_CANCELLED');
    expect((await room.read()).keys).toHaveLength(100);
  });

  test('R-121 cancelled between two files: what was read is stored in one save, the rest is not and says so', async () => {
    const stop = new AbortController();
    let opened = 0;
    const disk = {
      ...fs,
      open: ((...how: Parameters<typeof fs.open>) => {
        if (String(how[0]).includes('AuthKey_')) opened += 1;
        if (opened === 130) stop.abort();
        return fs.open(...how);
      }) as typeof fs.open,
    };
    const { keyrack, room } = await openKeyrack({}, { disk });
    const before = (await room.read()).revision;
    const items = itemsOf(await filesOf(Array.from({ length: 300 }, (_, n) => `AuthKey_K${String(n).padStart(9, '0')}.p8`)));
    const { rows, stoppedBy } = await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items, signal: stop.signal });
    expect(rows.map(({ ok, error }) => (ok ? 'stored' : error?.code))).toEqual([
      ...Array(130).fill('stored'),
      ...Array(170).fill('E_CANCELLED'),
    ]);
    expect(stoppedBy?.code).toBe('E_CANCELLED');
    const { keys, revision } = await room.read();
    expect([keys.length, revision]).toEqual([130, before + 1]);
    // And the next import is not stopped by it.
    expect(
      (await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items: items.slice(130) })).rows.every(({ ok }) => ok),
    ).toBe(true);
  });

  test('a file that is no key is refused by itself; the good ones stay', async () => {
    const { keyrack } = await openKeyrack();
    const paths = await filesOf(['AuthKey_AAAAAAAAA1.p8', 'AuthKey_AAAAAAAAA2.p8', 'AuthKey_AAAAAAAAA3.p8']);
    await writeFile(paths[1] ?? '', '<!doctype html><html></html>');
    const { rows } = await keyrack.importKeys({ organization: 'Acme', program: 'app-store', items: itemsOf(paths) });
    expect(rows.map(({ ok, file, error }) => [ok, file, error?.code ?? null])).toEqual([
      [true, paths[0], null],
      [false, paths[1], 'E_FILE_HTML'],
      [true, paths[2], null],
    ]);
  });

  test('an organization is found by whole name or id; an id that is gone never becomes a name', async () => {
    const { keyrack } = await withKeys('AAAAAAAAA1');
    const [acme] = await keyrack.listOrganizations();
    const items = itemsOf(await filesOf(['AuthKey_AAAAAAAAA2.p8']));
    await keyrack.importKeys({ organization: acme?.id ?? '', program: 'app-store', items });
    expect(await keyrack.listOrganizations()).toMatchObject([{ name: 'Acme', keys: 2 }]);
    const gone = '00000000-0000-4000-8000-000000000000';
    await expect(keyrack.importKeys({ organization: gone, program: 'app-store', items })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(keyrack.importKeys({ organization: 'a/b', program: 'app-store', items })).rejects.toMatchObject({ code: 'E_USAGE' });
  });
});
