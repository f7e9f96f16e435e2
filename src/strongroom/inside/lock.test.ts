import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, testPorts } from '../../../tests/support/home.js';
import { acquireLock } from './lock.js';

test('R-40 a file system without hard links is called that, and nothing is left on it', async () => {
  const home = await temporaryFolder(onTestFinished);
  const ports = testPorts(home);
  const link = () => Promise.reject(Object.assign(new Error('operation not permitted'), { code: 'EPERM' }));
  await expect(acquireLock({ ...ports, disk: { ...ports.disk, link } })).rejects.toMatchObject({
    code: 'E_VAULT_READ',
    message: expect.stringContaining('no hard links'),
    hint: expect.stringContaining('KEYRACK_HOME'),
  });
  expect(await readdir(home)).toEqual([]);
});
