import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { forChild, secretVariables } from '../../src/shared/environment.js';

const root = resolve(import.meta.dirname, '../..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));

test('M-4, H-73 every program that Keyrack starts is handed an environment without what is Keyrack’s', () => {
  const starting = sources.filter(({ text }) => text.includes('node:child_process'));
  expect(starting.length).toBeGreaterThan(1);
  expect(starting.filter(({ text }) => !/\bforChild\(/.test(text)).map(({ name }) => name)).toEqual([]);
  // Nor does a thread share this process's own.
  expect(sources.filter(({ text }) => text.includes('SHARE_ENV')).map(({ name }) => name)).toEqual([]);
  expect(forChild({ PATH: '/bin', KEYRACK_HOME: '/home', keyrack_passphrase: 'as Windows takes it', GONE: undefined })).toEqual({
    PATH: '/bin',
  });
});

test('the start script takes the same variables as the app', () => {
  const script = readFileSync(join(root, 'scripts/start.mjs'), 'utf8');
  const [, names = ''] = /const names = \[([^\]]+)\]\.map\(\(name\) => `KEYRACK_\$\{name\}`\)/.exec(script) ?? [];
  expect([...names.matchAll(/'([A-Z_]+)'/g)].map(([, name]) => `KEYRACK_${name}`)).toEqual([...secretVariables]);
});
