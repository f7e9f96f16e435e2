import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
