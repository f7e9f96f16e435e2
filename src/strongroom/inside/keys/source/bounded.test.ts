import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { scriptedClock, watching } from '../../../../../tests/support/clock.js';
import { temporaryFolder } from '../../../../../tests/support/home.js';
import { makeKey } from '../../../../../tests/support/keys.js';
import type { Disk } from '../../ports.js';
import { readSource } from '../key-file.js';
import { readBounded, refuseByName } from './bounded.js';

const still = { now: () => 0, monotonic: () => 0, wait: async () => undefined };
const failing =
  (code: string): (() => Promise<never>) =>
  async () => {
    throw Object.assign(new Error(code), { code });
  };
/** The real disk, whose handles do as told. */
const withHandle = (change: (handle: fs.FileHandle) => Partial<Pick<fs.FileHandle, 'read' | 'stat'>>): Disk => ({
  ...fs,
  open: async (...how) => {
    const handle = await fs.open(...how);
    return Object.assign(handle, change(handle));
  },
});
const file = async (text: string | Buffer = makeKey().applePem, name = 'AuthKey_ABC123DEFG.p8') => {
  const path = join(await temporaryFolder(onTestFinished), name);
  await fs.writeFile(path, text, { mode: 0o600 });
  return path;
};

describe('B-57 what the system says no with', () => {
  test.for([
    ['EACCES', 'E_FILE_PERMISSION', 'Your user'],
    ['EPERM', 'E_FILE_PERMISSION', 'System Settings > Privacy & Security'],
    ['ENOENT', 'E_FILE_MISSING', 'no file'],
    ['ENAMETOOLONG', 'E_FILE_MISSING', 'longer'],
    ['ETIMEDOUT', 'E_FILE_READ', 'network share'],
    ['EHOSTDOWN', 'E_FILE_READ', 'network share'],
    ['EBUSY', 'E_FILE_READ', 'Another program'],
    ['EIO', 'E_FILE_READ', 'disk'],
  ] as const)('B-57 %s at the opening is %s: “…%s…”', async ([errno, code, words]) => {
    const disk = { ...fs, open: failing(errno) };
    await expect(readBounded(disk, still, '/x.p8')).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
  test.for([
    ['ESTALE', 'E_FILE_MISSING', 'vanished'],
    ['ETIMEDOUT', 'E_FILE_READ', 'network share'],
    ['EACCES', 'E_FILE_PERMISSION', 'Your user'],
    ['EIO', 'E_FILE_READ', 'disk'],
  ] as const)('B-57 %s in the middle of the file is %s: “…%s…”', async ([errno, code, words]) => {
    const disk = withHandle(() => ({ read: failing(errno) as never }));
    await expect(readBounded(disk, still, await file())).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('B-58 a file that does not come', () => {
  test('M-18 is given up after 20 s and said to be waited for after one, though the clock is set back by a year meanwhile', async () => {
    const { changed, until } = watching();
    const clock = scriptedClock(Date.parse('2026-03-01T12:00:00Z'), changed);
    const never: Disk = { ...fs, open: () => new Promise<never>(() => undefined) };
    const told: string[] = [];
    const reading = readBounded(never, clock, '/cloud.p8', { waiting: () => told.push('waiting') }).catch(({ code }) => told.push(code));
    await until(() => clock.waits().length === 2);
    clock.setWall(-365 * 86_400_000);
    clock.pass(1_000);
    clock.pass(19_000);
    await reading;
    expect(told).toEqual(['waiting', 'E_FILE_NOT_LOCAL']);
  });

  test('B-58 is waited for 20 s, no less and no more, and its handle is closed when it comes after all', async () => {
    const { changed, until } = watching();
    const clock = scriptedClock(0, changed);
    let come: (handle: fs.FileHandle) => void = () => undefined;
    const disk = { ...fs, open: () => new Promise<fs.FileHandle>((resolve) => (come = resolve)) } as Disk;
    const path = await file();
    let answer = 'none';
    const reading = readBounded(disk, clock, path).then(
      () => (answer = 'read'),
      ({ code }) => (answer = code),
    );
    await until(() => clock.waits().length === 1);
    clock.pass(19_999);
    await Promise.resolve();
    expect(answer).toBe('none');
    clock.pass(1);
    expect(await reading).toBe('E_FILE_NOT_LOCAL');
    const handle = await fs.open(path);
    const close = handle.close.bind(handle);
    const closed = new Promise<void>((resolve) => Object.assign(handle, { close: () => close().then(resolve) }));
    come(handle);
    await closed;
  });
  test('B-58 is told of after a second, once; one that comes before that is not', async () => {
    const { changed, until } = watching();
    const clock = scriptedClock(0, changed);
    const told: string[] = [];
    const waits = { disk: { ...fs, open: () => new Promise<never>(() => undefined) } as Disk, clock, stdin: async () => new Uint8Array() };
    const path = await file();
    const reading = readSource({ from: 'file', path }, { ...waits, waiting: (one) => told.push(one) });
    await until(() => clock.waits().length === 2);
    clock.pass(999);
    await Promise.resolve();
    expect(told).toEqual([]);
    clock.pass(19_001);
    await expect(reading).rejects.toMatchObject({ code: 'E_FILE_NOT_LOCAL' });
    expect(told).toEqual([path]);
    await readSource({ from: 'file', path }, { ...waits, disk: fs, waiting: (one) => told.push(one) });
    expect([told.length, clock.waits()]).toEqual([1, []]);
  });
  test('B-58 one that comes in time is read, and nothing is left waiting', async () => {
    const clock = scriptedClock(0);
    expect((await readBounded(fs, clock, await file('x'))).bytes.toString()).toBe('x');
    expect(clock.waits()).toEqual([]);
  });
  test('B-58 iCloud’s stand-in for a file is told by its name', () => {
    expect(() => refuseByName('/x/.AuthKey_ABC123DEFG.p8.icloud', 'darwin')).toThrow(expect.objectContaining({ code: 'E_FILE_NOT_LOCAL' }));
  });
});

describe('B-59 a file that changes under the reader', () => {
  const changing = (times: number): Disk => {
    let opened = 0;
    return withHandle((handle) => {
      opened += 1;
      const unsteady = opened <= times;
      const stat = handle.stat.bind(handle);
      let looks = 0;
      return {
        stat: (async () => {
          looks += 1;
          const real = (await stat()) as Stats;
          return unsteady && looks > 1 ? Object.assign(real, { mtimeMs: real.mtimeMs + looks }) : real;
        }) as never,
      };
    });
  };
  test('B-59 once: is read again, and that counts', async () => {
    const key = makeKey();
    const [row] = await readSource(
      { from: 'file', path: await file(key.applePem) },
      { disk: changing(1), clock: still, stdin: async () => new Uint8Array() },
    );
    expect(row?.found?.fingerprint).toBe(key.fingerprint);
  });
  test('B-59 twice: is refused', async () => {
    await expect(readBounded(changing(2), still, await file())).rejects.toMatchObject({ code: 'E_FILE_CHANGED' });
  });
});

describe('what is larger than a key', () => {
  test('B-53 of a huge file no more than a beginning is read', async () => {
    const path = await file('');
    await fs.truncate(path, 10 * 1024 ** 3);
    let bytes = 0;
    const disk = withHandle((handle) => {
      const read = handle.read.bind(handle) as (...how: unknown[]) => Promise<{ bytesRead: number }>;
      return {
        read: (async (...how: unknown[]) => {
          const done = await read(...how);
          bytes += done.bytesRead;
          return done;
        }) as never,
      };
    });
    await expect(readBounded(disk, still, path)).rejects.toMatchObject({ code: 'E_FILE_TOO_BIG' });
    expect(bytes).toBeLessThanOrEqual(16 * 1024 + 1);
  });
  test('B-62 an archive, B-26 a web page and J-01 a JSON of more than 5 MB are called what they are', async () => {
    const long = ' '.repeat(20_000);
    await expect(readBounded(fs, still, await file(`PK\x03\x04${long}`))).rejects.toMatchObject({ code: 'E_FILE_ZIP' });
    await expect(readBounded(fs, still, await file(`<!DOCTYPE html>${long}`))).rejects.toMatchObject({ code: 'E_FILE_HTML' });
    const json = await file('{');
    await fs.truncate(json, 6 * 1024 ** 2);
    await expect(readBounded(fs, still, json)).rejects.toMatchObject({ code: 'E_JSON_LIMIT' });
  });
});

test('B-60 Windows’s devices and streams are no files; elsewhere these are names', () => {
  for (const name of ['CON', 'nul.p8', 'C:\\x\\COM1', 'C:\\x\\aux.p8', 'x.p8:evil', 'C:\\keys\\x.p8:evil:$DATA'])
    expect(() => refuseByName(name, 'win32'), name).toThrow(expect.objectContaining({ code: 'E_FILE_KIND' }));
  for (const name of ['C:\\keys\\AuthKey_ABC123DEFG.p8', 'console.p8', '\\\\share\\x.p8'])
    expect(() => refuseByName(name, 'win32'), name).not.toThrow();
  for (const name of ['/x/CON', '/x/x.p8:evil']) expect(() => refuseByName(name, 'linux'), name).not.toThrow();
});

test('B-60 a hostile name is read like any other, and shown escaped', async () => {
  const names = ['\u202e8p.AuthKey_ABC123DEFG.p8', 'a\nb.p8', '\u001b[31mred.p8', '-rf.p8', '..p8', '😀.p8', `${'x'.repeat(252)}.p8`];
  const { examineSources } = await import('../import-keys.js');
  const { testPorts } = await import('../../../../../tests/support/home.js');
  for (const name of names) {
    const [row] = await examineSources(testPorts('/nowhere'), [{ from: 'file', path: await file(makeKey().applePem, name) }], null);
    expect(row?.error, name).toBeNull();
    expect(row?.file).not.toMatch(/[\u0000-\u001f\u202e]/);
  }
});

describe('B-65 a file in reach of others is imported with advice', () => {
  const warningsOf = async (folder: string, mode = 0o600) => {
    const path = join(await temporaryFolder(onTestFinished), folder, 'AuthKey_ABC123DEFG.p8');
    await fs.mkdir(join(path, '..'), { recursive: true });
    if (folder === 'work') await fs.mkdir(join(path, '..', '.git'));
    await fs.writeFile(path, makeKey().applePem);
    await fs.chmod(path, mode);
    const [row] = await readSource({ from: 'file', path }, { disk: fs, clock: still, stdin: async () => new Uint8Array() });
    return row?.found?.warnings.map(({ code }) => code);
  };
  test('B-65 readable by others, in a git work tree, in a folder that is synced', async () => {
    expect(await warningsOf('plain')).toEqual([]);
    expect(await warningsOf('plain', 0o644)).toEqual(['W_FILE_EXPOSED']);
    expect(await warningsOf('work')).toEqual(['W_FILE_IN_GIT']);
    for (const folder of ['Dropbox', 'OneDrive - Acme/keys', 'Library/Mobile Documents/keys', 'Google Drive'])
      expect(await warningsOf(folder), folder).toEqual(['W_FILE_SYNCED']);
    expect(await warningsOf('my-dropbox-notes')).toEqual([]);
  });
});

test('B-64 the clipboard: nothing on it, a text that is no key, half a key, a key', async () => {
  const key = makeKey();
  const read = (text: string) =>
    readSource({ from: 'text', text }, { disk: fs, clock: still, stdin: async () => new Uint8Array() }).then(
      ([row]) => row?.found?.fingerprint,
      ({ code }) => code,
    );
  expect(await read('')).toBe('E_CLIPBOARD_EMPTY');
  expect(await read(' \n')).toBe('E_CLIPBOARD_EMPTY');
  expect(await read('Lunch at noon?')).toBe('E_CLIPBOARD_TEXT');
  expect(await read('https://appstoreconnect.apple.com/access')).toBe('E_CLIPBOARD_TEXT');
  expect(await read(key.applePem.slice(0, 120))).toBe('E_P8_INCOMPLETE');
  expect(await read(key.applePem)).toBe(key.fingerprint);
});
