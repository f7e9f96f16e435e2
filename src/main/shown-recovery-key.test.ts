import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRecovery } from './shown-recovery-key.js';

const key = 'AGE-SECRET-KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQQPZRY9X8GF2TVDW0S3JN54KH';

test('three characters are asked for, each the first of a group of four after the part all recovery keys share', () => {
  const ask = createRecovery().keep(key);
  expect(new Set(ask).size).toBe(3);
  expect([...ask].sort((a, b) => a - b)).toEqual(ask);
  for (const position of ask) {
    expect(position).toBeGreaterThan('AGE-SECRET-KEY-1'.length);
    expect((position - 'AGE-SECRET-KEY-1'.length) % 4).toBe(1);
  }
});

test('right characters, in any case, let the key go; wrong ones keep it', async () => {
  const recovery = createRecovery();
  const right = recovery.keep(key).map((position) => key.charAt(position - 1));
  expect(await recovery.confirm(['!', '!', '!'])).toBe(false);
  expect(await recovery.confirm(right.slice(0, 2))).toBe(false);
  expect(recovery.text()).toBe(key);
  expect(await recovery.confirm(right.map((one) => ` ${one.toLowerCase()}`))).toBe(true);
  expect(() => recovery.text()).toThrowError(expect.objectContaining({ code: 'E_NOT_FOUND' }));
});

test('S-05 a new key is used when the characters are right, not before, and stays at hand where that fails', async () => {
  const recovery = createRecovery();
  const outcomes = [Promise.reject(new Error('busy')), Promise.resolve()];
  let used = 0;
  const right = recovery
    .keep(key, async () => {
      used += 1;
      await outcomes[used - 1];
    })
    .map((position) => key.charAt(position - 1));
  expect([await recovery.confirm(['!', '!', '!']), used]).toEqual([false, 0]);
  await expect(recovery.confirm(right)).rejects.toThrow('busy');
  expect(recovery.text()).toBe(key);
  expect([await recovery.confirm(right), used]).toEqual([true, 2]);
  expect(() => recovery.text()).toThrowError(expect.objectContaining({ code: 'E_NOT_FOUND' }));
});

test('“Later” lets it go too', () => {
  const recovery = createRecovery();
  recovery.keep(key);
  recovery.forget();
  expect(() => recovery.text()).toThrowError(expect.objectContaining({ code: 'E_NOT_FOUND' }));
});

test('S-04 it is saved for its owner’s eyes only, and never over another one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyrack-recovery-'));
  try {
    const recovery = createRecovery();
    recovery.keep(key);
    const path = join(folder, 'key.txt');
    expect(await recovery.saveTo(path)).toBe('key.txt');
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines, 'what age reads of it').toEqual([key]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    // The one that is there may be the one that opens the vault today.
    const second = createRecovery();
    second.keep(key.replace('1QQ', '1ZZ'));
    await expect(second.saveTo(path)).rejects.toMatchObject({ code: 'E_USAGE', message: expect.stringContaining('another recovery key') });
    expect(await readFile(path, 'utf8')).toContain(`\n${key}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
