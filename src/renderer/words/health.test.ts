import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Found, fixOf, inWindow, reportOf, summaryOf, worstFirst } from './health.js';

const found = (set: Partial<Found>): Found => ({
  check: 'vault',
  name: 'Vault',
  status: 'ok',
  title: 'Whole',
  detail: 'It opens.',
  fix: null,
  code: null,
  ...set,
});
const about = { version: '1.0.0', platform: 'linux' };

test('no check tells the window’s user to run a command', async () => {
  const folder = resolve(import.meta.dirname, '../../core/doctor');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  expect(sources.join('\n')).toContain('“keyrack ');
  expect(sources.flatMap((text) => inWindow(text).match(/.*“keyrack .*/g) ?? [])).toEqual([]);
});

test('what is wrong comes first, is counted, and is fixed in the window’s words', () => {
  const all = [
    found({}),
    found({
      check: 'recovery',
      name: 'Recovery key',
      status: 'warn',
      title: 'No recovery key',
      fix: 'Run “keyrack recovery new”, and keep the key away from this machine.',
    }),
    found({
      check: 'keychain',
      name: 'Keychain',
      status: 'fail',
      code: 'E_KEYCHAIN_LOCKED',
      fix: 'Unlock the keychain and try again, or use the recovery key through KEYRACK_IDENTITY.',
    }),
  ];
  expect(worstFirst(all).map(({ status }) => status)).toEqual(['fail', 'warn', 'ok']);
  expect(summaryOf(all)).toBe('1 problem, 1 thing to look at, 1 in order');
  expect(summaryOf([found({})])).toBe('Everything is in order');
  expect(all.map(fixOf).join(' ')).not.toMatch(/KEYRACK_|keyrack /);
  expect(reportOf(all, about)).toContain('[fail] Keychain: Whole. It opens. Fix: ');
});
