import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import { acquireLock, holderIsGone, holderOf } from './lock.js';

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

test('M-1 the lock of a process that this user is not shown is not taken from it', async () => {
  const { disk } = testPorts(await temporaryFolder(onTestFinished));
  const me = await holderOf(disk);
  // As /proc answers with hidepid: init, which runs and is root's, is not there.
  const readFile = () => Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT' }));
  expect(await holderIsGone({ ...disk, readFile }, me, { ...me, pid: 1, nonce: 'another' })).toBe(false);
  expect(await holderIsGone({ ...disk, readFile }, me, { ...me, pid: 2 ** 30, nonce: 'another' }), 'no process has this number').toBe(true);
});
