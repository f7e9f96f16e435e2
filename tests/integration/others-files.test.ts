import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { VaultData } from '../../src/shared/ipc/contract.js';
import { withKey } from '../support/conversation.js';

test('M-19 the window says which small file cannot be read, and no longer once it can', async () => {
  const { home, seen, value, id } = await withKey(true);
  const file = join(home, 'state.json');
  const unread = async (): Promise<VaultData['warnings']> => (await seen()).warnings.filter(({ code }) => code === 'W_STATE_UNREAD');
  expect(await unread()).toEqual([]);
  await rm(file);
  // A folder, which not even root can read as a file.
  await mkdir(file);
  await value('token.copy', { key: id });
  expect(await unread()).toEqual([{ code: 'W_STATE_UNREAD', message: expect.stringContaining('state.json') }]);
  await rm(file, { recursive: true });
  expect(await unread()).toEqual([]);
});
