import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keychainByChild } from '../../src/strongroom/inside/ways-in/keychain/by-child.js';
import { bin, keyrack } from '../support/cli.js';
import { temporaryFolder } from '../support/home.js';
import { commandOf, descendantsOf, until } from '../support/processes.js';

/** A shell script within a session bus of its own, with a gnome-keyring that is unlocked; both end with it. */
async function inKeyringSession(script: string): Promise<{ out: string; err: string; code: number | null }> {
  const folder = await temporaryFolder(onTestFinished);
  for (const name of ['data', 'run']) await mkdir(join(folder, name), { mode: 0o700 });
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    KEYRACK_HOME: join(folder, 'home'),
    KEYRACK: `${process.execPath} ${bin}`,
  };
  const start = 'printf keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1';
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', `${start}; ${script}`], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
  });
  return new Promise((done) => child.once('close', (code) => done({ ...text, code })));
}

test('S-01 a real gnome-keyring opens the vault it was made with, and its item alone does', async () => {
  const { out, err } = await inKeyringSession(
    '$KEYRACK init --json >"$HOME/init.json" && $KEYRACK org add Acme && $KEYRACK org list --json; secret-tool --version >/dev/null 2>&1; echo; ls $KEYRACK_HOME',
  );
  expect(out, err).toContain('"name":"Acme"');
  expect(out).not.toContain('identity.age');
});

test('S-02 the keychain’s item is gone: both reasons are said, nothing is made anew, and the recovery key still opens', async () => {
  const forget = 'rm -rf $XDG_DATA_HOME/keyrings';
  const { out, err } = await inKeyringSession(
    [
      'key=$($KEYRACK init --json | sed "s/.*recoveryKey\\":\\"//; s/\\".*//")',
      'sed "s/\\"vaultId\\":\\"[^\\"]*/\\"vaultId\\":\\"00000000-0000-4000-8000-000000000000/" -i $KEYRACK_HOME/keyrack.json $KEYRACK_HOME/keyrack.json.1',
      'rm -f $KEYRACK_HOME/state.json',
      '$KEYRACK list --json; echo "exit $?"',
      'KEYRACK_IDENTITY=$key $KEYRACK list --json; echo "exit $?"',
      forget,
    ].join('\n'),
  );
  expect(err).toContain('E_KEYCHAIN_LOCKED');
  expect(out.match(/exit \d/g)).toEqual(['exit 4', 'exit 0']);
});

test('S-05 from a real gnome-keyring to a passphrase, back, and rotated: each time the new way opens and the old one does not', async () => {
  const { out, err } = await inKeyringSession(
    [
      '$KEYRACK init --json >"$HOME/init.json" && $KEYRACK org add Acme >/dev/null',
      'KEYRACK_NEW_PASSPHRASE="four words nobody guesses" $KEYRACK unlock-method passphrase; echo "exit $?"',
      '$KEYRACK org list --json; echo "exit $?"',
      'KEYRACK_PASSPHRASE="four words nobody guesses" $KEYRACK org list --json; echo "exit $?"',
      'KEYRACK_PASSPHRASE="four words nobody guesses" $KEYRACK unlock-method keychain --rotate --json; echo "exit $?"',
      'ls $KEYRACK_HOME | grep -c identity',
      '$KEYRACK org list --json; echo "exit $?"',
      'key=$($KEYRACK recovery new); echo "exit $?"',
      '$KEYRACK org list --json; echo "exit $?"',
      'printf "%s\\n" "$key" | $KEYRACK recovery verify --json; echo "exit $?"',
    ].join('\n'),
  );
  expect(out.match(/exit \d/g)?.join(' '), err).toBe('exit 0 exit 4 exit 0 exit 0 exit 0 exit 0 exit 0 exit 0');
  expect(out.match(/"name":"Acme"/g)).toHaveLength(3);
  expect(out).toContain('"newDevice":true');
  expect(out).toMatch(/exit 0\n0\n/);
  expect(out).toContain('"is":"recovery"');
});

test('S-03 no session bus: E_KEYCHAIN_UNAVAILABLE names the passphrase vault, and nothing is made', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const { code, err } = await keyrack(['init', '--json'], { KEYRACK_HOME: join(folder, 'home') });
  expect([code, JSON.parse(err).error]).toMatchObject([4, { code: 'E_KEYCHAIN_UNAVAILABLE', hint: expect.stringContaining('passphrase') }]);
});

test('S-02 a keychain that never answers: the call ends at its deadline with its own code, and leaves no process', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const silent = join(folder, 'silent.mjs');
  await writeFile(silent, 'setInterval(() => {}, 1000);');
  const keychain = keychainByChild({
    childPath: silent,
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
    deadlineMs: 3_000,
  });
  const ended = expect(keychain.get('vault:none')).rejects.toMatchObject({ code: 'E_KEYCHAIN_TIMEOUT' });
  const running = () => descendantsOf(process.pid).filter((pid) => commandOf(pid).includes(silent));
  // Which of the two is first is the machine's affair: it need not have got as far as its first line by its deadline.
  await until(() => running().length > 0);
  await ended;
  await expect.poll(running).toEqual([]);
});

test('S-02 a daemon that hangs: the command ends with its own code and leaves no process, and works again once the daemon does', async () => {
  const { out } = await inKeyringSession(
    [
      '$KEYRACK init --json >"$HOME/init.json"',
      // Processes of this name that are of this session: others on the machine have another HOME.
      'ours() { for pid in $(pgrep -x $1); do tr "\\0" "\\n" </proc/$pid/environ | grep -qx "HOME=$HOME" && echo $pid; done; }',
      'daemon=$(ours gnome-keyring-d)',
      'kill -STOP $daemon',
      '$KEYRACK list --json 2>&1; echo "exit $?"',
      'echo "left: $(ours node)"',
      'kill -CONT $daemon',
      '$KEYRACK list --json; echo "exit $?"',
    ].join('\n'),
  );
  expect(out).toContain('"code":"E_KEYCHAIN_TIMEOUT"');
  expect(out.match(/exit \d/g)).toEqual(['exit 4', 'exit 0']);
  expect(out).toContain('left: \n');
});
