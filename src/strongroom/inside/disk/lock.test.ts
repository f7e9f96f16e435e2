import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

/** A home whose lock holds this; time passes as soon as it is waited for. */
async function lockedBy(text: string) {
  const home = await temporaryFolder(onTestFinished);
  await writeFile(join(home, 'lock'), text);
  let now = 0;
  const wait = async (ms: number) => {
    now += ms;
  };
  const clock = { ...testPorts(home).clock, monotonic: () => now, wait };
  const ports = { ...testPorts(home), clock };
  return { home, ports, me: await holderOf(ports.disk), waited: () => now };
}
const lockText = (home: string) => readFile(join(home, 'lock'), 'utf8');

test('R-40 a lock that another holds is waited for, five seconds, and then its holder is named; it is left as it was', async () => {
  const me = await holderOf(testPorts('/').disk);
  for (const [holder, words] of [
    [{ ...me, nonce: 'another' }, `Another Keyrack (process ${me.pid}) is writing to the vault.`],
    [{ ...me, host: 'elsewhere', nonce: 'another' }, `Another Keyrack (process ${me.pid} on elsewhere) is writing to the vault.`],
  ] as const) {
    const text = JSON.stringify(holder);
    const { home, ports, waited } = await lockedBy(text);
    await expect(acquireLock(ports)).rejects.toMatchObject({ code: 'E_BUSY', message: words });
    expect([waited() >= 5_000, waited() < 6_000, await lockText(home), await readdir(home)]).toEqual([true, true, text, ['lock']]);
  }
});

test.for<[string, string]>([
  ['empty', ''],
  ['no JSON', 'hello'],
  ['null', 'null'],
  ['without a process', '{"host":"h","nonce":"n","startTime":null,"namespace":null}'],
  ['of process 0', '{"pid":0,"host":"h","nonce":"n","startTime":null,"namespace":null}'],
  ['of half a process', '{"pid":1.5,"host":"h","nonce":"n","startTime":null,"namespace":null}'],
  ['without a host', '{"pid":1,"nonce":"n","startTime":null,"namespace":null}'],
  ['without its mark', '{"pid":1,"host":"h","startTime":null,"namespace":null}'],
  ['that began at a number', '{"pid":1,"host":"h","nonce":"n","startTime":7,"namespace":null}'],
  ['in a namespace that is a number', '{"pid":1,"host":"h","nonce":"n","startTime":null,"namespace":7}'],
])('R-40 a lock file that is %s is nobody’s to take over, and that is said', async ([, text]) => {
  const { home, ports } = await lockedBy(text);
  await expect(acquireLock(ports)).rejects.toMatchObject({
    code: 'E_BUSY',
    message: 'The lock file is empty or not Keyrack’s, so nobody can say whether it is in use.',
  });
  expect(await lockText(home)).toBe(text);
});

test('R-40 the lock of a process that has ended, or whose number is another’s by now, is taken over; it is given back, and nothing stays', async () => {
  const me = await holderOf(testPorts('/').disk);
  const stale = [{ ...me, pid: 2 ** 30, nonce: 'gone' }];
  if (me.startTime !== null) stale.push({ ...me, startTime: `${me.startTime}0`, nonce: 'another' });
  for (const holder of stale) {
    const { home, ports, waited } = await lockedBy(JSON.stringify(holder));
    const lock = await acquireLock(ports);
    await lock.stillMine();
    expect([waited(), JSON.parse(await lockText(home)).pid]).toEqual([0, process.pid]);
    await lock.release();
    expect(await readdir(home)).toEqual([]);
  }
});

test('R-40 what was taken from us while we saved stops the saving, and is not given back by us', async () => {
  const home = await temporaryFolder(onTestFinished);
  const ports = testPorts(home);
  const lock = await acquireLock(ports);
  const me = await holderOf(ports.disk);
  await writeFile(join(home, 'lock'), JSON.stringify({ ...me, nonce: 'thief' }));
  await expect(lock.stillMine()).rejects.toMatchObject({
    code: 'E_BUSY',
    message: 'The lock was taken from this process while it was saving; nothing was saved.',
  });
  await lock.release();
  expect(JSON.parse(await lockText(home)).nonce).toBe('thief');
});

test('M-1 who runs on another machine or in another container is never called gone from here', async () => {
  const { disk } = testPorts(await temporaryFolder(onTestFinished));
  const me = await holderOf(disk);
  const gone = { ...me, pid: 2 ** 30, nonce: 'another' };
  expect(await holderIsGone(disk, me, gone)).toBe(true);
  expect(await holderIsGone(disk, me, { ...gone, host: 'elsewhere' })).toBe(false);
  expect(await holderIsGone(disk, me, { ...gone, namespace: 'pid:[1]' })).toBe(false);
  expect(await holderIsGone(disk, me, { ...me, nonce: 'another' })).toBe(false);
  expect(await holderIsGone(disk, me, { ...me, startTime: null, nonce: 'another' }), 'nobody knows when it began').toBe(false);
});
