import { expect, test } from 'vitest';
import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { recoveryTitles } from '../../../shared/words/recovery.js';
import { recoveryKeyWaits } from '../../words/organizations.js';
import { recoveryKeyIs } from '../../words/settings.js';
import { recoveryOf } from './recovery-of.js';

const of = (recovery: boolean, recoveryPending: boolean, warnings: readonly string[] = []) =>
  recoveryOf({ settings: { recoveryPending } as AppState['settings'] }, {
    recovery,
    warnings: warnings.map((code) => ({ code, message: '' })) as VaultData['warnings'],
  } as VaultData);

test('S-04, S-09 the list’s foot, Settings and Health say the same of a recovery key that was put off, and of one that nobody made', () => {
  expect([of(false, false), of(false, true), of(true, true), of(true, false, ['W_INIT_UNFINISHED']), of(true, false)]).toEqual([
    'none',
    'none',
    'unchecked',
    'unchecked',
    'there',
  ]);
  for (const is of ['none', 'unchecked', 'there'] as const) expect(recoveryKeyIs(is)).toContain(`${recoveryTitles[is]}. `);
  expect([recoveryKeyWaits('none'), recoveryTitles.none]).toEqual(['No recovery key yet', 'None yet']);
  expect([recoveryKeyWaits('unchecked'), recoveryTitles.unchecked]).toEqual(['Recovery key not checked yet', 'Made, but not checked yet']);
});
