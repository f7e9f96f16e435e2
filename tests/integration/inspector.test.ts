import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bin } from '../support/cli.js';
import { makeHome, storeKey, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { commandOf, descendantsOf, listeningOf, pollsFor, readsFrom, signalled, until } from '../support/processes.js';

interface Running {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

function start(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(program, args, { env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['pipe', 'pipe', 'pipe'], cwd: '/' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => said.push(piece));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { pid: child.pid ?? 0, child, said: () => Buffer.concat(said).toString('utf8'), ended };
}

/** A vault that is opened by its recovery key, and a key that waits to be piped in. */
async function aHome() {
  const { home, recoveryKey, passphrase, room } = await makeHome(onTestFinished);
  await storeKey(room, await temporaryFolder(onTestFinished), '2X9R4HXF34');
  return { home, passphrase, env: { KEYRACK_HOME: home, HOME: home, KEYRACK_IDENTITY: recoveryKey } };
}
const importStdin = [bin, 'import', '-', '--org', 'Acme', '--key-id', 'P1PED1N234'];

/** Twice: what Node does with the first one, it does in a thread of its own. */
async function signalTwice(pid: number): Promise<void> {
  await signalled(pid, 'SIGUSR1');
  await signalled(pid, 'SIGUSR1');
}
const opened = /Debugger listening/;

test('M-3 a command that waits for stdin: the signal opens no inspector, and the key is stored', async () => {
  const { env } = await aHome();
  const { pid, child, said, ended } = start(process.execPath, importStdin, env);
  await until(() => readsFrom(pid, 0));
  await signalTwice(pid);
  expect(listeningOf(pid)).toEqual([]);
  child.stdin?.end(makeKey().applePem);
  expect(await ended, said()).toBe(0);
  expect(said()).not.toMatch(opened);
});

test('M-3 a command that asks for the passphrase: the signal opens no inspector, and what is typed then opens the vault', async () => {
  const { home, passphrase } = await aHome();
  const command = `'${process.execPath}' '${bin}' token 2X9R4HXF34`;
  const { pid, child, said, ended } = start('script', ['-qec', command, '/dev/null'], { KEYRACK_HOME: home, HOME: home, TERM: 'dumb' });
  await until(() => /passphrase/i.test(said()));
  const [asking] = descendantsOf(pid).filter((one) => commandOf(one)[1] === bin);
  if (asking === undefined) throw new Error(said());
  await signalTwice(asking);
  expect(listeningOf(asking)).toEqual([]);
  child.stdin?.write(`${passphrase}\r`);
  expect(await ended, said()).toBe(0);
  expect(said()).toContain('eyJ');
  expect(said()).not.toMatch(opened);
});

test('M-3 the process that asks the keychain: the signal opens no inspector, and it answers', async () => {
  const { pid, child, said, ended } = start(process.execPath, [join(dirname(bin), 'keychain.js')], {});
  await until(() => pollsFor(pid, 0));
  await signalTwice(pid);
  expect(listeningOf(pid)).toEqual([]);
  child.stdin?.end(JSON.stringify({ call: 'get', account: 'nobody' }));
  expect(await ended).toBe(0);
  expect(said()).toMatch(/^\{"ok":/);
});

test('M-3 an inspector that NODE_OPTIONS opened is shut before the vault is: nobody can connect, and the key is stored', async () => {
  const { env } = await aHome();
  const { pid, child, said, ended } = start(process.execPath, importStdin, { ...env, NODE_OPTIONS: '--inspect=0' });
  await until(() => readsFrom(pid, 0));
  // Node says so before our first line: it did open.
  expect(said()).toMatch(opened);
  expect(listeningOf(pid)).toEqual([]);
  child.stdin?.end(makeKey().applePem);
  expect(await ended, said()).toBe(0);
});

test('the searches find an inspector where there is one: each of them could have failed', async () => {
  const { pid, child, said, ended } = start(process.execPath, ['-e', 'process.stdin.on("data", () => process.exit(0))'], {});
  await until(() => pollsFor(pid, 0));
  await signalled(pid, 'SIGUSR1');
  await until(() => opened.test(said()) && listeningOf(pid).length > 0);
  child.stdin?.end('.');
  expect(await ended).toBe(0);
});

test('M-4 a diagnostic report of a command that waits lists nothing of what opens the vault', async () => {
  const { env } = await aHome();
  const folder = await temporaryFolder(onTestFinished);
  const given = {
    ...env,
    KEYRACK_PASSPHRASE: 'a canary for a passphrase',
    KEYRACK_BACKUP_PASSPHRASE: 'a canary for a backup',
    CANARY_CONTROL: 'planted-control',
  };
  const options = `--report-on-signal --report-signal=SIGUSR2 --report-directory=${folder}`;
  const { pid, child, said, ended } = start(process.execPath, importStdin, { ...given, NODE_OPTIONS: options });
  await until(() => readsFrom(pid, 0));
  await signalled(pid, 'SIGUSR2');
  child.stdin?.end(makeKey().applePem);
  expect(await ended, said()).toBe(0);
  const [report = ''] = await readdir(folder);
  const text = await readFile(join(folder, report), 'utf8');
  expect(text).toContain(given.CANARY_CONTROL);
  for (const value of [env.KEYRACK_IDENTITY, given.KEYRACK_PASSPHRASE, given.KEYRACK_BACKUP_PASSPHRASE]) expect(text).not.toContain(value);
});

test('M-3 doctor says whether a crash would leave a picture of memory behind', async () => {
  const { env } = await aHome();
  const doctor = async (limit: string) => {
    const { child, said, ended } = start(
      '/bin/sh',
      ['-c', `ulimit -S -c ${limit}; exec '${process.execPath}' '${bin}' doctor --json`],
      env,
    );
    child.stdin?.end();
    await ended;
    return (JSON.parse(said()) as { check: string; status: string; detail: string }[]).find(({ check }) => check === 'dumps');
  };
  // Up to what it may be raised to here.
  const highest = execFileSync('/bin/sh', ['-c', 'ulimit -H -c'], { encoding: 'utf8' }).trim();
  expect((await doctor('"$(ulimit -H -c)"'))?.status).toBe(highest === '0' ? 'ok' : 'warn');
  const { status, detail } = (await doctor('0')) ?? { status: '', detail: '' };
  // A program that the kernel hands memory to is not bound by the limit.
  if ((await readFile('/proc/sys/kernel/core_pattern', 'utf8')).startsWith('|')) expect(detail).toMatch(/hands the memory|no picture/);
  else expect([status, detail]).toEqual(['ok', 'A crash leaves no picture of memory behind.']);
});

test('S-06 npm start, which holds what it was given until it ends: the signal opens no inspector', async () => {
  const dist = await temporaryFolder(onTestFinished);
  // In place of Electron: ends when its stdin does.
  await writeFile(join(dist, 'electron'), '#!/bin/sh\nexec cat >/dev/null\n', { mode: 0o755 });
  const script = resolve(import.meta.dirname, '../../scripts/start.mjs');
  const env = { HOME: dist, DISPLAY: ':none', ELECTRON_OVERRIDE_DIST_PATH: dist, KEYRACK_PASSPHRASE: 'a canary for a passphrase' };
  const { pid, child, said, ended } = start(process.execPath, [script], env);
  await until(() => descendantsOf(pid).some((one) => commandOf(one)[0] === 'cat'));
  await signalTwice(pid);
  expect(listeningOf(pid)).toEqual([]);
  child.stdin?.end();
  expect(await ended, said()).toBe(0);
  expect(said()).not.toMatch(opened);
});
