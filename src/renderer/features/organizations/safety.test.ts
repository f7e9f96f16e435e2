import { expect, test } from 'vitest';
import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { safety } from './safety.js';

const app = { settings: { recoveryPending: false } } as AppState;
const now = Date.parse('2026-01-03T00:00:00Z');
const vault = (lastBackupAt: string | null, ...backedUp: readonly (string | null)[]): VaultData =>
  ({
    recovery: true,
    warnings: [],
    organizations: [],
    lastBackupAt,
    keys: backedUp.map((backedUpAt, n) => ({ id: `${n}`, organizationId: 'o', trashedAt: null, backedUpAt })),
  }) as unknown as VaultData;
const words = (data: VaultData, state = app) => safety(data, state, now).map((one) => [one.words, one.isOfBackup ?? false]);

test('where nothing has a backup the foot says so once, with Back up…, beside a recovery key that is missing too', () => {
  expect(words(vault(null, null, null))).toEqual([['No backup yet', true]]);
  const pending = { settings: { recoveryPending: true } } as AppState;
  expect(words(vault(null, null), pending)).toEqual([
    ['Recovery key not checked yet', false],
    ['No backup yet', true],
  ]);
});

test('once there is a backup the foot counts what is in none, and says when it was made where nothing is missing', () => {
  const at = '2026-01-01T00:00:00Z';
  expect(words(vault(at, at, null, null))).toEqual([['2 not backed up', true]]);
  expect(words(vault(at, at))).toEqual([['Backed up 2 days ago', false]]);
  expect(words(vault(null))).toEqual([['Sealed on this computer', false]]);
});
