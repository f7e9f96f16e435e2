import { describe, expect, test } from 'vitest';
import type { Key } from '../../shared/model.js';
import type { State } from '../ports/index.js';
import { emptyState } from '../state/state.js';
import { checkBackup } from './backup.js';

describe('R-80 backups, as far as this machine knows', () => {
  const now = Date.parse('2026-11-25T12:00:00.000Z');
  const key = (id: string, trashedAt: string | null = null): Key => ({
    id,
    organizationId: 'o',
    kind: 'team',
    keyId: '2X9R4HXF34',
    name: id,
    roles: [],
    fingerprint: 'SHA256:x',
    sourceName: '',
    addedAt: '2026-01-01T00:00:00.000Z',
    trashedAt,
  });
  const known = (lastBackupAt: string | null, ids: readonly string[] = []): State => ({
    ...emptyState,
    ...(lastBackupAt === null ? {} : { lastBackupAt, keys: Object.fromEntries(ids.map((id) => [id, { backedUpAt: lastBackupAt }])) }),
  });

  test('none yet, and keys that are in none, are warnings with their number; the Trash is not counted', () => {
    expect(checkBackup(true, [key('a'), key('b')], known(null), now)).toMatchObject({
      status: 'warn',
      title: 'Never backed up',
      detail: expect.stringContaining('All 2 keys are in no backup'),
      code: null,
    });
    expect(checkBackup(true, [key('a'), key('b'), key('c', 'then')], known('2026-11-20T12:00:00.000Z', ['a']), now)).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/^1 of 2 keys is in no backup\. The last backup is 5 days old/),
    });
  });
  test('every key in one is well; after half a year one is asked to look for the file', () => {
    expect(checkBackup(true, [key('a')], known('2026-11-25T11:00:00.000Z', ['a']), now)).toMatchObject({ status: 'ok', fix: null });
    expect(checkBackup(true, [key('a')], known('2026-01-01T00:00:00.000Z', ['a']), now)).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('328 days old'),
    });
  });
  test('no vault and no key have nothing to back up; while locked it says what it did not look into', () => {
    expect(checkBackup(false, null, emptyState, now).status).toBe('ok');
    expect(checkBackup(true, [], emptyState, now).status).toBe('ok');
    expect(checkBackup(true, null, emptyState, now).status).toBe('warn');
    expect(checkBackup(true, null, known('2026-11-20T12:00:00.000Z'), now)).toMatchObject({
      status: 'ok',
      detail: expect.stringContaining('not looked into'),
    });
    expect(checkBackup(true, null, known('no date'), now).status).toBe('warn');
  });
});
