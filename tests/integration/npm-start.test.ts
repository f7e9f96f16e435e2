import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sandboxAdvice } from '../../scripts/sandbox.mjs';
import { temporaryFolder } from '../support/home.js';
import { until } from '../support/processes.js';

const script = resolve(import.meta.dirname, '../../scripts/start.mjs');

/** `npm start` with a program of ours in Electron's place, in a process group of its own, as a terminal starts it. */
async function startWith(program: string, env: Readonly<Record<string, string>> = {}) {
  const dist = await temporaryFolder(onTestFinished);
  await writeFile(join(dist, 'electron'), `#!${process.execPath}\n${program}`, { mode: 0o755 });
  const child: ChildProcess = spawn(process.execPath, [script], {
    cwd: dist,
    env: { PATH: '/usr/bin:/bin', HOME: dist, DISPLAY: ':none', ELECTRON_OVERRIDE_DIST_PATH: dist, MARK: join(dist, 'mark'), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (said += part));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const closed = new Promise((done) => child.once('close', done));
  onTestFinished(async () => {
    // Whoever is left of the group.
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {}
    await closed;
  });
  return { child, ended, closed, said: () => said, mark: join(dist, 'mark') };
}

/** Electron's own rule: the first signal quits in order, and gives the signals back to the system; quitting takes as long as it takes. */
const asElectron = (quitsOn: string) => `
const { writeFileSync } = process.getBuiltinModule('node:fs');
const all = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const first = () => {
  for (const one of all) process.off(one, first);
  ${quitsOn}
  writeFileSync(process.env.MARK + '-told', '');
};
for (const one of all) process.on(one, first);
const cleared = () => { writeFileSync(process.env.MARK + '-cleared', ''); process.exit(0); };
setInterval(() => {}, 1000);
writeFileSync(process.env.MARK, '');
`;

test.each(['SIGINT', 'SIGHUP'] as const)(
  'Ctrl+C, or closing the terminal (%s), reaches the window once, and it clears the clipboard before it goes',
  async (signal) => {
    const started = await startWith(asElectron(`process.on('SIGTERM', cleared)`));
    const { child, ended, said, mark } = started;
    await until(() => existsSync(mark));
    // As a terminal does: everybody in the group hears it.
    process.kill(-(child.pid ?? 0), signal);
    await until(() => existsSync(`${mark}-told`));
    // To the start script alone, and after it: were the first one passed on, it would be there before this.
    child.kill('SIGTERM');
    expect(await ended, said()).toBe(0);
    expect(existsSync(`${mark}-cleared`)).toBe(true);
  },
);

test('ending npm start by its own process id ends the window in order', async () => {
  const { child, ended, mark } = await startWith(asElectron('cleared()'));
  await until(() => existsSync(mark));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(`${mark}-cleared`)).toBe(true);
});

test('an ELECTRON_RUN_AS_NODE of the terminal’s does not start a plain Node in the window’s place', async () => {
  const { ended, closed, said } = await startWith(`console.log('given: ' + process.env.ELECTRON_RUN_AS_NODE)`, {
    ELECTRON_RUN_AS_NODE: '1',
  });
  expect(await ended).toBe(0);
  await closed;
  expect(said()).toContain('given: undefined');
});

test('a window that cannot be sandboxed here says why and what to do, and is not started without its sandbox', async () => {
  const { ended, closed, said } = await startWith(`console.log('given: ' + process.argv.slice(2).join(' ')); process.exitCode = 1;`);
  expect(await ended).toBe(1);
  await closed;
  if (process.getuid?.() === 0) expect(said()).toContain('Electron does not run as root');
  expect(said()).not.toContain('no-sandbox');
});

const linux = {
  platform: 'linux' as const,
  uid: 1_000,
  read: (path: string) => (path.endsWith('apparmor_restrict_unprivileged_userns') ? '1' : null),
  stat: () => ({ uid: 1_000, mode: 0o100755 }),
};
test('on Ubuntu 23.10 and later the helper’s owner and mode are what to set; where they are set, nothing is said', () => {
  expect(sandboxAdvice('/x/dist/electron', linux)).toContain("sudo chown root:root '/x/dist/chrome-sandbox' && sudo chmod 4755");
  expect(sandboxAdvice('/x/dist/electron', { ...linux, stat: () => ({ uid: 0, mode: 0o104755 }) })).toBeNull();
  expect(sandboxAdvice('/x/dist/electron', { ...linux, read: () => '1' })).toBeTruthy();
  expect(sandboxAdvice('/x/dist/electron', { ...linux, read: () => null })).toBeNull();
  expect(sandboxAdvice('/x/dist/electron', { ...linux, uid: 0 })).toContain('as root');
  expect(sandboxAdvice('/x/dist/electron', { ...linux, platform: 'darwin', uid: 0 })).toBeNull();
});
