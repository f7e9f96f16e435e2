import { expect, test } from 'vitest';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Shell } from '../../desktop/desktop.js';
import { createRecovery } from '../../shown-recovery-key.js';
import { openNew } from './vault.js';

const key = `AGE-SECRET-KEY-1${'ABCD'.repeat(14)}QQ`;

test('S-04 a new vault that does not open at once still shows its recovery key, wears the badge, and says why', async () => {
  const told: unknown[] = [];
  const recovery = createRecovery();
  const shell = {
    settings: { set: (name: string, value: unknown) => told.push([name, value]) },
    keyrack: { unlock: () => Promise.reject(new KeyrackError('E_KEYCHAIN_DENIED')) },
    refuse: ({ code }: { code: string }) => told.push(code),
    tell: (name: string) => told.push(name),
    state: async () => ({}),
    unlocked: async () => void told.push('unlocked'),
  } as unknown as Shell;
  expect(await openNew(shell, recovery, key, null)).toHaveLength(3);
  expect(told).toEqual([['recoveryPending', true], 'E_KEYCHAIN_DENIED', 'state.changed']);
  expect(recovery.text()).toBe(key);
});
