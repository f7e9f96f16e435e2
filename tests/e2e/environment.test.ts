import { spawn } from 'node:child_process';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { secretVariables } from '../../src/shared/environment.js';
import { buildStandIn } from '../../stand-in/build.mjs';
import { findPartsIn, type Parts, partsOf } from '../support/canary.js';
import { makeHome, temporaryFolder } from '../support/home.js';
import { commandOf, descendantsOf, environmentOf, memoryOf, until } from '../support/processes.js';
import { host, launchApp } from './support/app.js';

const root = resolve(import.meta.dirname, '../..');

/** Values that nobody else has, and something of no worth that everybody may have: the search's own control. */
async function secretsOfAHome() {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const mark = `${process.pid}-${Date.now()}`;
  const given = {
    KEYRACK_PASSPHRASE: `a canary for a passphrase ${mark}`,
    KEYRACK_NEW_PASSPHRASE: `a canary for a new passphrase ${mark}`,
    KEYRACK_BACKUP_PASSPHRASE: `a canary for a backup ${mark}`,
    KEYRACK_IDENTITY: recoveryKey,
    KEYRACK_IDENTITY_FILE: `/nowhere/canary-${mark}`,
  };
  expect(Object.keys(given).sort()).toEqual([...secretVariables].sort());
  return { home, given, control: `planted-control-${mark}` };
}

/** Of which of these there is a part in the memory of a process, in either width of a string. */
function heldBy(pid: number, parts: readonly Parts[]): readonly string[] {
  const found = new Set<string>();
  for (const piece of memoryOf(pid)) for (const one of findPartsIn(piece, 'memory', parts)) found.add(one);
  return [...found];
}

const isBrowser = (pid: number): boolean => commandOf(pid).some((word) => /chrom/i.test(word));

test.runIf(process.platform === 'linux')(
  'M-4, H-73 what opens the vault is in no process of Chromium’s, neither in its environment nor in its memory; the vault opens with it',
  async () => {
    const { home, given, control } = await secretsOfAHome();
    const app = await launchApp({ home, env: { ...given, KEYRACK_IDENTITY_FILE: '', CANARY_CONTROL: control } });
    onTestFinished(async () => void (await app.close()));
    // Opened by itself: the identity of the environment has reached the strongroom.
    await app.see('Choose files…');

    const pid = app.process.pid ?? 0;
    const children = descendantsOf(pid);
    expect(children.filter(isBrowser).length).toBeGreaterThan(2);
    expect(environmentOf(pid)).toContain(control);
    const values = Object.values(given);
    const parts = Object.entries(given).map(([name, value]) => partsOf(name, value));
    const planted = partsOf('the control', control);
    const sought = [...parts, planted];
    const isPlanted = (found: string) => found === 'a part of the control in memory';
    const told = children.map((one) => {
      const environment = environmentOf(one);
      const inMemory = heldBy(one, sought);
      return { pid: one, environment, names: secretVariables.filter((name) => environment.includes(`${name}=`)), inMemory };
    });
    expect(told.flatMap(({ names }) => names)).toEqual([]);
    expect(told.flatMap(({ environment }) => values.filter((value) => environment.includes(value)))).toEqual([]);
    expect(told.flatMap(({ inMemory }) => inMemory).filter((found) => !isPlanted(found))).toEqual([]);
    // The same search finds what every one of them was given.
    expect(told.filter(({ environment, inMemory }) => environment.includes(control) && !inMemory.some(isPlanted))).toEqual([]);
    expect(told.filter(({ inMemory }) => inMemory.some(isPlanted)).length).toBeGreaterThan(2);

    const inMain = await app.run(
      (_scope, names) => names.filter((name) => process.env[name] !== undefined),
      [...secretVariables, 'KEYRACK_SECRETS_FD'],
    );
    expect(inMain).toEqual([]);
  },
);

/** The start script on a folder that passes for Electron's: its program is the stand-in. */
async function startByScript(env: Readonly<Record<string, string>>) {
  await buildStandIn();
  const dist = await temporaryFolder(onTestFinished);
  const program = `#!/bin/sh
exec '${process.execPath}' --import '${root}/stand-in/register.mjs' --require '${root}/stand-in/require-hook.cjs' "$1/out/main/index.js"
`;
  await writeFile(join(dist, 'electron'), program);
  await chmod(join(dist, 'electron'), 0o755);
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: dist,
      LANG: 'C.UTF-8',
      DISPLAY: ':none',
      // Without a window on a display, which is not there.
      KEYRACK_STAND_IN_CONTROL: '1',
      ELECTRON_OVERRIDE_DIST_PATH: dist,
      ...(process.env.KEYRACK_CHROMIUM ? { KEYRACK_CHROMIUM: process.env.KEYRACK_CHROMIUM } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => child.once('close', done));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return child.pid ?? 0;
}

test.runIf(process.platform === 'linux' && host === 'stand-in')(
  'M-4, H-73 npm start hands what opens the vault to the window beside the environment: no process below it has it there, and the vault opens',
  async () => {
    const { home, given, control } = await secretsOfAHome();
    await mkdir(join(home, 'window'), { recursive: true });
    // Opening tightens this: that is how we see from outside that it opened.
    await chmod(join(home, 'vault.age'), 0o644);
    const pid = await startByScript({ ...given, KEYRACK_IDENTITY_FILE: '', KEYRACK_HOME: home, CANARY_CONTROL: control });
    await until(() => descendantsOf(pid).filter(isBrowser).length > 2);
    while (((await stat(join(home, 'vault.age'))).mode & 0o777) !== 0o600) await until(() => descendantsOf(pid).length > 0);

    const below = descendantsOf(pid).map(environmentOf);
    // The window's main process and its browser at the least; a renderer has written over its own.
    expect(below.filter((environment) => environment.includes(control)).length).toBeGreaterThan(1);
    expect(below.flatMap((environment) => Object.values(given).filter((value) => environment.includes(value)))).toEqual([]);
  },
);
