import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Electron from 'electron';
import type { Page } from 'playwright-core';
import { buildStandIn } from '../../../stand-in/build.mjs';

const at = (path: string): string => resolve(import.meta.dirname, '../../..', path);
/** Electron where its binary was downloaded, else the stand-in. */
export const host: 'electron' | 'stand-in' = existsSync(at('node_modules/electron/path.txt')) ? 'electron' : 'stand-in';

export interface MainScope {
  readonly electron: typeof Electron;
  readonly win: Electron.BrowserWindow;
}
export interface Launch {
  /** The built main module. */
  readonly main: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** False: it opens no window, and ends by itself. */
  readonly window: boolean;
}
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}
/** One running app. A function is carried as its text: it sees its two arguments and nothing else. */
export interface Hosted {
  run<T, A>(work: (scope: MainScope, arg: A) => T | Promise<T>, arg: A): Promise<T>;
  inPage<T, A>(work: (page: Page, arg: A) => T | Promise<T>, arg: A): Promise<T>;
  /** Real files dropped at CSS pixels of the page. */
  drop(paths: readonly string[], x: number, y: number): Promise<void>;
  systemColors(dark: boolean): Promise<void>;
  /** What the app wrote to stdout and stderr so far. */
  output(): string;
  readonly ended: Promise<Ended>;
  readonly process: ChildProcess;
}

function follow(process: ChildProcess): Pick<Hosted, 'process' | 'ended' | 'output'> {
  let text = '';
  const add = (part: Buffer) => {
    text += part.toString('utf8');
  };
  process.stdout?.on('data', add);
  process.stderr?.on('data', add);
  const ended = new Promise<Ended>((done) => process.once('close', (code, signal) => done({ code, signal })));
  return { process, ended, output: () => text };
}

interface Answer {
  readonly id: number;
  readonly ok: boolean;
  readonly value: unknown;
}

/** Forks the bundles over Chromium; the fork's own channel carries what the driver asks. */
async function onStandIn({ main, args, env }: Launch): Promise<Hosted> {
  await buildStandIn();
  const child = fork(main, [...args], {
    execArgv: ['--import', pathToFileURL(at('stand-in/register.mjs')).href, '--require', at('stand-in/require-hook.cjs')],
    env: { ...env, KEYRACK_STAND_IN_CONTROL: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const followed = follow(child);
  const waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  let asked = 0;
  child.on('message', ({ id, ok, value }: Answer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (ok) one?.done(value);
    else one?.fail(new Error(String(value)));
  });
  void followed.ended.then(({ code }) => {
    for (const { fail } of waiting.values()) fail(new Error(`The app ended with ${code}.\n${followed.output()}`));
  });
  const ask = <T>(fn: string, arg: unknown): Promise<T> =>
    new Promise((done, fail) => {
      asked += 1;
      waiting.set(asked, { done: (value) => done(value as T), fail });
      if (child.connected) child.send({ id: asked, fn, arg });
      else fail(new Error(`The app has ended.\n${followed.output()}`));
    });
  return {
    ...followed,
    run: (work, arg) => ask(String(work), arg),
    inPage: (work, arg) => ask(`({ page }, arg) => (${String(work)})(page, arg)`, arg),
    drop: (paths, x, y) => ask('({ link }, { paths, x, y }) => link.drop(paths, x, y)', { paths, x, y }),
    systemColors: (dark) => ask('({ standIn }, dark) => standIn.setSystemDark(dark)', dark),
  };
}

/** The same on Electron's own binary. */
async function onElectron({ main, args, env }: Launch): Promise<Hosted> {
  const { _electron } = await import('playwright-core');
  const running = await _electron.launch({ args: [main, ...args], env });
  const page = await running.firstWindow();
  page.setDefaultTimeout(120_000);
  return {
    ...follow(running.process()),
    run: (work, arg) =>
      running.evaluate(
        (electron, { text, given }) => {
          const carried = new Function(`return (${text})`)() as (scope: object, arg: unknown) => unknown;
          return carried({ electron, win: electron.BrowserWindow.getAllWindows()[0] }, given);
        },
        { text: String(work), given: arg },
      ) as ReturnType<typeof work> as never,
    inPage: async (work, arg) => work(page, arg),
    async drop(paths, x, y) {
      const cdp = await page.context().newCDPSession(page);
      const data = { items: [], files: [...paths], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, x, y, data });
      await cdp.detach();
    },
    systemColors: (dark) => page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' }),
  };
}

/** Started as a person does it: a driver would wait for a window that never comes. */
async function undriven({ main, args, env }: Launch): Promise<Hosted> {
  const program = createRequire(import.meta.url)('electron') as unknown as string;
  const nobody = () => Promise.reject(new Error('Nobody drives this app.'));
  return {
    ...follow(spawn(program, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })),
    run: nobody,
    inPage: nobody,
    drop: nobody,
    systemColors: nobody,
  };
}

export function startHosted(launch: Launch): Promise<Hosted> {
  if (host === 'stand-in') return onStandIn(launch);
  return launch.window ? onElectron(launch) : undriven(launch);
}
