import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { chmod, chown, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { makeHome, temporaryFolder } from '../support/home.js';

async function vault() {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const place = (name: string) => join(folder, name);
  const file = place('recovery-key.txt');
  await writeFile(file, `# Keyrack\n${recoveryKey}\n`, { mode: 0o600 });
  const by = (path: string, ...argv: readonly string[]) => keyrack(argv, { KEYRACK_HOME: home, KEYRACK_IDENTITY_FILE: path });
  return { file, place, by, recoveryKey };
}

/** Whoever opened the pipe to read from it, and waits, is let go, and has read nothing. */
function fifo(path: string): void {
  execFileSync('mkfifo', ['-m', '600', path]);
  const letGo = setInterval(() => {
    try {
      closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
    } catch {
      // nobody waits
    }
  }, 50);
  onTestFinished(() => clearInterval(letGo));
}

describe('KEYRACK_IDENTITY_FILE', () => {
  test('M-8, M-20 a pipe that nobody writes to is not waited for: exit 4, and it is named', async () => {
    const { place, by } = await vault();
    fifo(place('pipe'));
    for (const argv of [['list'], ['recovery', 'verify'], ['status'], ['doctor']]) {
      const { code, err, out } = await by(place('pipe'), ...argv);
      if (argv[0] === 'status') expect([code, JSON.stringify(out)]).toEqual([0, expect.any(String)]);
      else expect([code, `${err}${out}`]).toEqual([4, expect.stringContaining(`(${place('pipe')}) is a folder, a device, a pipe`)]);
    }
  });

  test.for([
    ['a folder', 'folder', 'is a folder, a device, a pipe or a socket'],
    ['a device', '/dev/null', 'is a folder, a device, a pipe or a socket'],
    ['a link to one', 'link-to-device', 'is a folder, a device, a pipe or a socket'],
    ['what is too large for a key', 'large', 'is larger than 16 KiB'],
    ['a dangling link', 'dangling', 'is a link that leads nowhere'],
    ['nothing', 'nothing', 'is not there'],
    ['a file without a key in it', 'other', 'holds no recovery key'],
  ] as const)('M-8 %s is refused with its path and the reason, exit 4', async ([, name, says]) => {
    const { place, by, recoveryKey } = await vault();
    await mkdir(place('folder'));
    await symlink('/dev/null', place('link-to-device'));
    await symlink('nowhere', place('dangling'));
    await writeFile(place('large'), `${recoveryKey}\n${'#'.repeat(17_000)}`, { mode: 0o600 });
    await writeFile(place('other'), 'my shopping list', { mode: 0o600 });
    const path = name.startsWith('/') ? name : place(name);
    const { code, err } = await by(path, 'list', '--json');
    expect([code, JSON.parse(err).error]).toMatchObject([4, { code: 'E_IDENTITY_WRONG', message: expect.stringContaining(says) }]);
    expect(err).toContain(path);
  });

  test('M-8 a recovery key in the place of its path is not said again', async () => {
    const { by, recoveryKey } = await vault();
    const { code, err } = await by(recoveryKey, 'list');
    expect([code, err]).toEqual([4, expect.stringContaining('a secret, where a path belongs')]);
    expect(err).not.toContain(recoveryKey.slice(16, 40));
  });

  test.for([0o640, 0o604, 0o622, 0o666])(
    'M-8 a file that others can read or change (%o) opens, with a warning and its mend',
    async (mode) => {
      const { file, by } = await vault();
      await chmod(file, mode);
      for (const argv of [['list'], ['recovery', 'verify']]) {
        const { code, err } = await by(file, ...argv);
        expect([code, err]).toEqual([0, expect.stringMatching(/Other users can read or change .*chmod 600 FILE\. \(W_IDENTITY_EXPOSED\)/)]);
        const json = await by(file, ...argv, '--json');
        expect(JSON.parse(json.err)).toMatchObject({ warnings: [{ code: 'W_IDENTITY_EXPOSED' }] });
      }
    },
  );

  test.skipIf(process.getuid?.() !== 0)('M-8 a file of another user opens, with a warning that says so', async () => {
    const { file, by } = await vault();
    await chown(file, 12_345, 12_345);
    const { code, err } = await by(file, 'list');
    expect([code, err]).toEqual([0, expect.stringMatching(/Another user owns .*install -m 600 .*\(W_IDENTITY_EXPOSED\)/)]);
  });

  test('a file of one’s own, and a link to it, open without a word', async () => {
    const { file, place, by } = await vault();
    await symlink(file, place('link'));
    for (const path of [file, place('link')]) expect(await by(path, 'list')).toMatchObject({ code: 0, err: '' });
    expect(await by(file, 'recovery', 'verify')).toMatchObject({ code: 0, err: '' });
  });
});
