import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bin, keyrack } from '../support/cli.js';
import { issuerId, makeHome, storeKey, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

const run = promisify(execFile);
const built = dirname(bin);
const watcher = resolve(import.meta.dirname, '../support/code-cache-watcher.cjs');

async function copyOfTheBuild() {
  const { home, room, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  await storeKey(room, folder, '2X9R4HXF34');
  await cp(built, join(folder, 'cli'), { recursive: true });
  const names = await readdir(join(folder, 'cli'), { recursive: true });
  const caches = names.filter((name) => name.endsWith('.code.cache')).map((name) => join(folder, 'cli', name));
  expect(caches.length).toBeGreaterThanOrEqual(2);
  const token = () =>
    run(process.execPath, [join(folder, 'cli', 'keyrack.js'), 'token', '2X9R4HXF34'], {
      env: { PATH: process.env.PATH ?? '', KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey },
    });
  return { caches, token };
}

describe('the code cache beside the bundles', () => {
  test('is taken, by the main thread and by the worker', async () => {
    const { home, room, recoveryKey } = await makeHome(onTestFinished);
    await storeKey(room, await temporaryFolder(onTestFinished), '2X9R4HXF34');
    const env = { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey, NODE_OPTIONS: `--require ${JSON.stringify(watcher)}` };
    const { err } = await keyrack(['token', '2X9R4HXF34'], env);
    const taken = err.trim().split('\n').sort();
    expect(taken.filter((line) => !line.endsWith(' taken'))).toEqual([]);
    expect(taken).toEqual(expect.arrayContaining([expect.stringMatching(/^main-/), expect.stringMatching(/^strongroom /)]));
  });

  test('may be gone, garbage, or of another V8: the commands work as ever, and say nothing', async () => {
    const { caches, token } = await copyOfTheBuild();
    const change: readonly ((path: string, bytes: Buffer) => Promise<void>)[] = [
      (path) => rm(path),
      (path) => writeFile(path, ''),
      (path) => writeFile(path, 'not a code cache'),
      // V8's own words at the beginning: a magic number, the hash of its version, the length of the source, its flags.
      (path, bytes) =>
        writeFile(
          path,
          bytes.map((byte, at) => (at >= 4 && at < 8 ? byte ^ 0xff : byte)),
        ),
    ];
    const whole = new Map<string, Buffer>();
    for (const path of caches) whole.set(path, await readFile(path));
    for (const spoil of change) {
      for (const [path, bytes] of whole) await spoil(path, bytes);
      const { stdout, stderr } = await token();
      expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
      expect(stderr).toBe('');
    }
  });
});

test('Debian’s age opens what the built command line sealed, with Node’s primitives in place of the library’s', async () => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const key = makeKey();
  const [file, identity] = [join(folder, 'AuthKey_2X9R4HXF34.p8'), join(folder, 'recovery-key.txt')];
  await writeFile(file, key.applePem, { mode: 0o600 });
  await writeFile(identity, `${recoveryKey}\n`, { mode: 0o600 });
  const { code, err } = await keyrack(['import', file, '--org', 'Acme', '--issuer', issuerId], {
    KEYRACK_HOME: home,
    KEYRACK_IDENTITY: recoveryKey,
  });
  expect(code, err).toBe(0);
  const { stdout } = await run('age', ['-d', '-i', identity, join(home, 'vault.age')]);
  expect(JSON.parse(stdout).keys).toMatchObject([{ keyId: '2X9R4HXF34', fingerprint: key.fingerprint }]);
});
