import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backupPassphrase, vaultWithKeys } from '../support/backup.js';
import { bin, keyrack } from '../support/cli.js';
import { spoil } from '../support/generations.js';
import { makeHome, temporaryFolder } from '../support/home.js';
import { ctrlC, onTerminal } from '../support/pty.js';
import { shellLine } from '../support/shell-line.js';

const passphrase = 'correct horse battery staple';
/** Each file with its bytes; the lock and the log come and go. */
async function filesOf(home: string): Promise<readonly string[]> {
  const names = (await readdir(home)).filter((name) => !/^(lock|state\.json|activity)/.test(name));
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(home, name));
      return `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
    }),
  );
}
const nowhere = ['>&-', '> /dev/null', '> /dev/zero', '< /dev/null >&-'];

describe('a recovery key that nobody would see', () => {
  test.for(nowhere)('M-7 init %s: exit 9, and no vault is made, nor begun', async (to) => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase };
    const { code, err } = await shellLine(`$keyrack init --unlock passphrase ${to}`, env);
    expect([code, err]).toEqual([9, expect.stringMatching(/nobody would have seen it\..*\n.*--no-recovery.*\(E_STDOUT\)/)]);
    expect(existsSync(join(home, 'keyrack.json')) || existsSync(join(home, 'keyrack.json.new'))).toBe(false);
    const json = await shellLine(`$keyrack init --unlock passphrase --json ${to}`, env);
    expect([json.code, JSON.parse(json.err)]).toMatchObject([9, { error: { code: 'E_STDOUT' } }]);
  });

  test.for(nowhere)('M-7 recovery new %s: exit 9, and the old one still opens every copy', async (to) => {
    const { home, recoveryKey } = await makeHome(onTestFinished);
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase };
    const before = await filesOf(home);
    for (const flag of ['', '--json']) {
      const { code, err } = await shellLine(`$keyrack recovery new ${flag} ${to}`, env);
      expect([code, err]).toEqual([9, expect.stringContaining('E_STDOUT')]);
    }
    expect(await filesOf(home)).toEqual(before);
    expect((await keyrack(['recovery', 'verify'], { KEYRACK_HOME: home, KEYRACK_IDENTITY: recoveryKey })).code).toBe(0);
  });

  test.for(nowhere)('M-7 restore --set-aside %s: exit 9, and nothing is set aside', async (to) => {
    const { home, room, path } = await vaultWithKeys(onTestFinished);
    await room.backup({ path, passphrase: backupPassphrase, interactive: false, leaveOut: [] });
    await spoil(home);
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase, KEYRACK_BACKUP_PASSPHRASE: backupPassphrase, FILE: path };
    const before = await filesOf(home);
    const { code, err } = await shellLine(`$keyrack restore "$FILE" --set-aside --unlock passphrase --yes ${to}`, env);
    expect([code, err]).toEqual([9, expect.stringContaining('E_STDOUT')]);
    expect(await filesOf(home)).toEqual(before);
  });

  test('M-7 on a terminal with stdout elsewhere nobody is asked anything first', async () => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    const line = '"$0" "$1" init --unlock passphrase > /dev/null';
    const { code, text } = await onTerminal(['sh', '-c', line, process.execPath, bin], [['assphrase: ', ctrlC]], {
      HOME: home,
      KEYRACK_HOME: home,
    });
    expect([code, text]).toEqual([9, expect.stringContaining('E_STDOUT')]);
    expect(text).not.toContain('assphrase:');
  });
});

describe('where there is no recovery key, or somebody sees it', () => {
  test('--no-recovery needs no stdout', async () => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase };
    expect((await shellLine('$keyrack init --unlock passphrase --no-recovery >&-', env)).code).toBe(0);
    expect((await shellLine('$keyrack list > /dev/null', env)).code).toBe(0);
  });

  test('a file takes it, and it opens the vault', async () => {
    const home = join(await temporaryFolder(onTestFinished), 'home');
    const file = join(home, '..', 'recovery-key.txt');
    const env = { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase, FILE: file };
    expect((await shellLine('umask 077; $keyrack init --unlock passphrase > "$FILE"', env)).code).toBe(0);
    expect((await keyrack(['recovery', 'verify'], { KEYRACK_HOME: home, KEYRACK_IDENTITY_FILE: file })).code).toBe(0);
  });

  test.for([
    ['init', '--unlock', 'passphrase', '--json'],
    ['recovery', 'new', '--json'],
    ['recovery', 'new'],
  ] as const)('a pipe whose reader is gone cannot be told before: %s is exit 9 all the same, and says what to do', async (args) => {
    const isNew = args[0] === 'init';
    const home = isNew ? join(await temporaryFolder(onTestFinished), 'home') : (await makeHome(onTestFinished)).home;
    const { code, err } = await intoBrokenPipe(args, { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase });
    expect([code, err]).toEqual([9, expect.stringContaining('keyrack recovery new')]);
    expect((await keyrack(['list'], { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase })).code).toBe(0);
  });
});

/** stdout is a pipe of which nobody holds the other end from the first moment on. */
function intoBrokenPipe(args: readonly string[], env: Readonly<Record<string, string>>) {
  const driver = 'import os, sys\nr, w = os.pipe()\nos.dup2(w, 1)\nos.close(w)\nos.close(r)\nos.execvp(sys.argv[1], sys.argv[1:])';
  return shellLine(`exec python3 -c "$DRIVER" "$0" "$1" ${args.join(' ')}`, { ...env, DRIVER: driver });
}
