import { expect, test } from 'vitest';
import { issuerId } from '../../../../../tests/support/home.js';
import { fastlane, opened } from '../../../../../tests/support/json-import.js';
import { makeKey } from '../../../../../tests/support/keys.js';

test('J-08 a row that lacks something or holds the wrong kind is told by its number; the good ones are stored', async () => {
  const { bring } = await opened();
  const rows = await bring([
    fastlane({ key_id: 'ROW0000001' }),
    { key_id: 'ROW0000002', issuer_id: issuerId },
    { key_id: 'ROW0000003', issuer_id: issuerId, key: 123 },
    { key_id: 'ROW0000004', issuer_id: issuerId, key: null },
    { key_id: 'ROW0000005', issuer_id: issuerId, key: ['x'] },
    { issuer_id: issuerId, key: makeKey().applePem },
    'nothing',
    fastlane({ key_id: 'short' }),
    fastlane({ key_id: 'ROW0000009', key: 'not a key at all' }),
    fastlane({ key_id: 'ROW0000010' }),
  ]);
  expect(rows.map(({ record, ok, error }) => [record, ok || error?.code])).toEqual([
    [1, true],
    [2, 'E_JSON_FORMAT'],
    [3, 'E_JSON_FORMAT'],
    [4, 'E_JSON_FORMAT'],
    [5, 'E_JSON_FORMAT'],
    [6, 'E_KID_MISSING'],
    [7, 'E_JSON_FORMAT'],
    [8, 'E_KID_FORMAT'],
    [9, 'E_P8_INCOMPLETE'],
    [10, true],
  ]);
  expect(rows[2]?.error?.message).toBe('Row 3: “key” is a number, not text.');
  expect(rows[3]?.error?.message).toBe('Row 4: “key” is null, not text.');
});

test('J-09 hostile names and notes are text, cut to their limits and without control and bidi characters', async () => {
  const { room, bring } = await opened();
  const script = '<img src=x onerror=alert(1)> javascript:alert(1)';
  const rows = await bring([
    fastlane({ key_id: 'ROW0000001', name: `\u202e${script}\u0000\n`, notes: 'x'.repeat(100_000) }),
    fastlane({ key_id: 'ROW0000002', name: 'n'.repeat(5_000) }),
    fastlane({ key_id: 'ROW0000003', name: 'a/../b' }),
    fastlane({ key_id: 'ROW0000004', name: '\u200b' }),
  ]);
  expect(rows.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  expect((await room.read()).keys.map(({ name }) => name)).toEqual([script, 'n'.repeat(200), 'a-..-b', 'ROW0000004']);
});

test('J-10 two rows with the same key: the first is kept, the second is a duplicate', async () => {
  const { room, bring } = await opened();
  const key = makeKey();
  const rows = await bring([fastlane({ name: 'first' }, key), fastlane({ name: 'second' }, key), fastlane()]);
  expect(rows).toMatchObject([
    { ok: true, warnings: [] },
    { ok: true, id: rows[0]?.id, warnings: [{ code: 'W_DUPLICATE' }] },
    { ok: false, error: { code: 'E_KEY_CONFLICT' } },
  ]);
  expect((await room.read()).keys.map(({ name }) => name)).toEqual(['first']);
});

test('J-13 a table is refused with a hint, whatever separates its columns', async () => {
  const { bring } = await opened();
  for (const separator of [',', ';', '\t'])
    for (const name of ['keys.csv', 'keys.p8'])
      expect(
        await bring(`name${separator}Key ID${separator}Issuer ID\nAcme${separator}ABC123DEFG${separator}${issuerId}\n`, name),
      ).toMatchObject([{ error: { code: 'E_FILE_CSV', hint: expect.stringContaining('.p8') } }]);
});

test('J-14 dates of any kind are left out with a word; the key counts as added now', async () => {
  const { room, bring } = await opened();
  for (const [n, created_at] of [-1, 253_402_300_799_000, '9999-12-31', 'yesterday', 1_700_000_000, 1_700_000_000_000, null, {}].entries())
    expect(await bring(fastlane({ key_id: `DATE00000${n}`, created_at })), String(created_at)).toMatchObject([
      { ok: true, warnings: [{ code: 'W_DATE' }] },
    ]);
  expect(new Set((await room.read()).keys.map(({ addedAt }) => addedAt))).toEqual(new Set(['2026-03-01T12:00:00.000Z']));
});
