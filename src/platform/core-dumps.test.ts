import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { coreDumpsOf } from './core-dumps.js';

const limits = (soft: string) =>
  `Limit                     Soft Limit           Hard Limit           Units     \nMax stack size            8388608              unlimited            bytes     \nMax core file size        ${soft.padEnd(20)} unlimited            bytes     \n`;
const system = (soft: string, pattern: string) => async (path: string) => {
  if (path === '/proc/self/limits') return limits(soft);
  if (path === '/proc/sys/kernel/core_pattern') return `${pattern}\n`;
  throw new Error(path);
};

test.for([
  ['0', 'core', { allowed: false, handler: null }],
  ['unlimited', 'core.%p', { allowed: true, handler: null }],
  ['1024', '/var/cores/%e', { allowed: true, handler: null }],
  ['0', '|/usr/share/apport/apport -p%p -s%s', { allowed: false, handler: 'apport' }],
  ['unlimited', '|/usr/lib/systemd/systemd-coredump %P %u', { allowed: true, handler: 'systemd-coredump' }],
] as const)('M-3 a limit of %s and the pattern “%s” are told apart', async ([soft, pattern, told]) => {
  expect(await coreDumpsOf('linux', system(soft, pattern))).toEqual(told);
});

test('M-3 the limit is that of this process, on Linux and where a shell is asked', async () => {
  const soft = execFileSync('/bin/sh', ['-c', 'ulimit -c'], { encoding: 'utf8' }).trim();
  expect(await coreDumpsOf('darwin')).toEqual({ allowed: soft !== '0', handler: null });
  if (process.platform === 'linux') expect(await coreDumpsOf('linux')).toMatchObject({ allowed: soft !== '0' });
});

test('M-3 where it cannot be asked, nothing is claimed', async () => {
  expect(await coreDumpsOf('win32')).toBeNull();
  expect(await coreDumpsOf('linux', async () => 'something else')).toBeNull();
  expect(
    await coreDumpsOf('linux', async () => {
      throw new Error('EACCES');
    }),
  ).toBeNull();
});
