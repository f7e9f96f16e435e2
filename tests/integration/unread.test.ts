import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { bytesIn } from '../support/failing-deeds.js';
import { makeHome, storeKey, temporaryFolder } from '../support/home.js';

const command = join(import.meta.dirname, '..', '..', 'out', 'cli', 'keyrack.js');

/** strace makes the system itself say it; where it may not watch a process (a container, another system), there is no such test. */
const cannotTrace = (() => {
  try {
    execFileSync('strace', ['-qq', '-o', '/dev/null', '-e', 'inject=openat:error=ENFILE', '-P', '/nowhere', 'true'], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
})();

test.skipIf(cannotTrace).for(['ENFILE', 'EMFILE', 'EIO', 'ENOMEM'])(
  'M-1 the system says %s at opening vault.age and its copy: keyrack recovery repair is exit 9, and moves nothing',
  async (errno) => {
    const { home, room, passphrase } = await makeHome(onTestFinished);
    await storeKey(room, await temporaryFolder(onTestFinished), 'KEPT000001');
    // Something to mend, which is not what cannot be read.
    await writeFile(join(home, 'vault.age.2'), 'damaged');
    const before = await bytesIn(home);
    const log = join(await temporaryFolder(onTestFinished), 'trace');
    const traced = [
      '-f',
      '-qq',
      '-o',
      log,
      '-e',
      `inject=openat:error=${errno}`,
      '-P',
      join(home, 'vault.age'),
      '-P',
      join(home, 'vault.age.1'),
    ];
    const env = { PATH: process.env.PATH ?? '', KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase };
    const run = promisify(execFile)('strace', [...traced, process.execPath, command, 'recovery', 'repair', '--json'], { env });
    const { code, stdout, stderr } = await run.then(
      (done) => ({ ...done, code: 0 }),
      (failed: { code: number; stdout: string; stderr: string }) => failed,
    );
    expect([code, stdout, JSON.parse(stderr).error.code]).toEqual([9, '', 'E_VAULT_READ']);
    const after = await bytesIn(home);
    for (const [name, bytes] of before) if (name.startsWith('vault.age')) expect(after.get(name), name).toBe(bytes);
    expect([...after.keys()].filter((name) => name.includes('damaged-'))).toEqual([]);
  },
);
