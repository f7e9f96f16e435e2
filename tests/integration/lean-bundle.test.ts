import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { issuerId, makeHome, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';

const run = promisify(execFile);

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

test('the strongroom’s bundle carries no zod, wherever it would come from', async () => {
  const out = resolve(import.meta.dirname, '../../out');
  const isZod = (code: string) => code.includes('ZodError');
  const seen = new Map<string, string>();
  const look = async (file: string): Promise<void> => {
    if (seen.has(file)) return;
    const code = await readFile(file, 'utf8');
    seen.set(file, code);
    for (const [, name = ''] of code.matchAll(/require\("\.\/([^"]+)"\)/g)) await look(join(file, '..', name));
  };
  await look(join(out, 'cli/strongroom.js'));
  expect(seen.size).toBeGreaterThan(3);
  expect([...seen].filter(([, code]) => isZod(code)).map(([file]) => file)).toEqual([]);
  expect(isZod(await readFile(join(out, 'main/index.js'), 'utf8'))).toBe(true);
});
