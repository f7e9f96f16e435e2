import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../tests/support/home.js';
import { secretsOf } from './handed-over.js';

const given = JSON.stringify({ KEYRACK_PASSPHRASE: 'from npm start', PATH: '/bin' });

/** A named pipe with that in it, opened. */
async function pipe(text: string): Promise<number> {
  const path = join(await temporaryFolder(onTestFinished), 'pipe');
  execFileSync('mkfifo', [path]);
  // Both ways, so that opening waits for nobody; closed for writing, it ends.
  const both = openSync(path, 'r+');
  const fd = openSync(path, 'r');
  writeFileSync(both, text);
  closeSync(both);
  return fd;
}

test('H-73 a passphrase that the start script took over comes through its pipe, and no name of it stays in the environment', async () => {
  const env: NodeJS.ProcessEnv = { KEYRACK_SECRETS_FD: String(await pipe(given)), PATH: '/bin' };
  expect(secretsOf(env)).toMatchObject({ KEYRACK_PASSPHRASE: 'from npm start' });
  expect(env).toEqual({ PATH: '/bin' });
});

test('H-73 what stands in the environment itself is taken out of it, and counts before what was handed over', async () => {
  const env: NodeJS.ProcessEnv = { KEYRACK_PASSPHRASE: 'its own', KEYRACK_SECRETS_FD: String(await pipe(given)) };
  expect(secretsOf(env)).toMatchObject({ KEYRACK_PASSPHRASE: 'its own' });
  expect(env).toEqual({});
  expect(Object.keys(secretsOf({}))).toEqual([]);
});

test('H-73 a descriptor that is a file, is closed, is no number, or holds no JSON hands over nothing', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'file');
  writeFileSync(path, given);
  const fd = openSync(path, 'r');
  for (const one of [String(fd), '987654', 'x', String(await pipe('no JSON'))])
    expect(Object.keys(secretsOf({ KEYRACK_SECRETS_FD: one }))).toEqual([]);
  closeSync(fd);
});
