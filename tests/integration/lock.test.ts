import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Strongroom } from '../../src/strongroom/client/contract.js';
import { makeHome } from '../support/home.js';

/** A home whose clock passes by waiting: five seconds of patience take no time. `setBackMs`: the wall clock is set back in the middle. */
async function quickHome(setBackMs = 0) {
  let passed = 0;
  let waits = 0;
  let wall = Date.now();
  const clock = {
    now: () => wall + passed,
    monotonic: () => passed,
    wait: async (ms: number) => {
      waits += 1;
      // More waits than five seconds have room for: nobody is patient any more, somebody is stuck.
      if (waits > 1_000) throw new Error('waits without an end');
      passed += ms;
      if (waits === 3) wall -= setBackMs;
    },
  };
  return makeHome(onTestFinished, { clock });
}

const year = 365 * 86_400_000;

const addOne = (room: Strongroom, name = 'Acme') =>
  room.change({
    do: 'add-organization',
    organization: {
      id: randomUUID(),
      name,
      program: 'app-store',
      issuerId: null,
      teamId: null,
      vendorNumber: null,
      notes: '',
      tags: [],
      defaultKeyId: null,
      createdAt: '2026-01-01T00:00:00.000Z',
    },
  });

/** A process that stands still and can be ended. */
function sleeper(): ChildProcess & { pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (child.pid === undefined) throw new Error('no process');
  return child as ChildProcess & { pid: number };
}

/** Field 22 of /proc/PID/stat: when the process began, in ticks since boot (proc(5)). */
async function startTimeOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** A lock as a holder would have written it: taken from our own, so that host and namespace are right. */
async function lockBy(home: string, room: Strongroom, change: object): Promise<string> {
  const text = JSON.stringify({
    pid: process.pid,
    startTime: null,
    host: hostname(),
    namespace: await readlink('/proc/self/ns/pid').catch(() => null),
    nonce: randomUUID(),
    ...change,
  });
  await writeFile(join(home, 'lock'), text);
  expect((await room.read()).organizations, 'readers take no lock').toEqual([]);
  return text;
}

const lockIn = (home: string) => readFile(join(home, 'lock'), 'utf8').catch(() => null);

test('R-40 a holder that is stopped keeps its lock: E_BUSY names it, and nothing is saved', async () => {
  const { home, room } = await quickHome();
  const child = sleeper();
  const text = await lockBy(home, room, { pid: child.pid, startTime: await startTimeOf(child.pid) });
  child.kill('SIGSTOP');
  await expect(addOne(room)).rejects.toMatchObject({ code: 'E_BUSY', message: expect.stringContaining(String(child.pid)) });
  expect(await lockIn(home)).toBe(text);
  expect((await room.read()).organizations).toEqual([]);
});

test('M-18 a clock that is set back by a year while a lock is waited for keeps nobody waiting: E_BUSY after five seconds', async () => {
  const { home, room } = await quickHome(year);
  const child = sleeper();
  const text = await lockBy(home, room, { pid: child.pid, startTime: await startTimeOf(child.pid) });
  await expect(addOne(room)).rejects.toMatchObject({ code: 'E_BUSY', message: expect.stringContaining(String(child.pid)) });
  expect(await lockIn(home)).toBe(text);
});

test('R-40 the lock of a process that is gone is taken over, and given back afterwards', async () => {
  const { home, room } = await quickHome();
  const child = sleeper();
  const startTime = await startTimeOf(child.pid);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await lockBy(home, room, { pid: child.pid, startTime });
  await addOne(room);
  expect((await room.read()).organizations.map(({ name }) => name)).toEqual(['Acme']);
  expect(await lockIn(home)).toBeNull();
});

test('R-40 a later process with the same number does not hold an older lock', async () => {
  const { home, room } = await quickHome();
  await lockBy(home, room, { pid: sleeper().pid, startTime: '1' });
  await addOne(room);
  expect(await lockIn(home)).toBeNull();
});

test.each([
  ['of another machine', { pid: 999_999_999, host: 'another.example', startTime: '1' }],
  ['of another container', { pid: 999_999_999, namespace: 'pid:[1]', startTime: '1' }],
])('R-40 a lock %s is never taken over', async (_what, change) => {
  const { home, room } = await quickHome();
  const text = await lockBy(home, room, change);
  await expect(addOne(room)).rejects.toMatchObject({ code: 'E_BUSY' });
  expect(await lockIn(home)).toBe(text);
});

test.each([
  ['empty', ''],
  ['half written', '{"pid":12'],
  ['somebody else’s', '4711\n'],
])('R-40 a lock file that is %s is nobody’s to take: E_BUSY says so, and what to do', async (_what, text) => {
  const { home, room } = await quickHome();
  await writeFile(join(home, 'lock'), text);
  await expect(addOne(room)).rejects.toMatchObject({
    code: 'E_BUSY',
    message: expect.stringContaining('nobody can say'),
    hint: expect.stringContaining('keyrack doctor --break-lock'),
  });
  expect(await lockIn(home)).toBe(text);
});

test('R-40 a lock that is a link to nowhere is E_BUSY after the same patience, and what the hint names removes it', async () => {
  const { home, room } = await quickHome();
  await symlink('nowhere', join(home, 'lock'));
  await expect(addOne(room)).rejects.toMatchObject({ code: 'E_BUSY', message: expect.stringContaining('nobody can say') });
  expect(await readlink(join(home, 'lock'))).toBe('nowhere');
  const { lock } = await room.inspect({ keychain: false });
  expect(lock).toMatchObject({ holder: 'unclear' });
  await room.breakLock({ mark: lock?.mark ?? '', evenAlive: false });
  await addOne(room);
  expect((await room.read()).organizations.map(({ name }) => name)).toEqual(['Acme']);
});
