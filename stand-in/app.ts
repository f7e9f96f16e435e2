import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import { commandLineOf } from './command-line.js';
import { eventWith } from './event.js';

/** What the windows and the browser tell the app, and what it asks of them. Filled in by electron.ts. */
export const life = {
  quitting: false,
  ready: false,
  /** Closes every window; false when one of them refused. */
  closeWindows: async (): Promise<boolean> => true,
  closeBrowser: async (): Promise<void> => {},
};

type Name = Parameters<App['getPath']>[0];
const paths = new Map<string, string>();
let name = 'stand-in';
/** What a second instance still has to hand over before it may exit. */
const handingOver: Promise<unknown>[] = [];

const emitter = new EventEmitter();
const becameReady = new Promise<void>((resolve) => emitter.once('ready', () => resolve()));

const getPath = (which: Name): string => {
  const known = paths.get(which);
  if (known !== undefined) return known;
  if (which === 'home') return homedir();
  if (which === 'temp') return tmpdir();
  if (which === 'exe') return process.execPath;
  const appData = paths.get('appData') ?? process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
  if (which === 'appData') return appData;
  const userData = paths.get('userData') ?? join(appData, name);
  if (which === 'userData') return userData;
  return which === 'sessionData' ? userData : join(homedir(), which);
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Synchronous, as in Electron: a pid file decides; a socket then takes the second instance's argv. */
function requestSingleInstanceLock(data?: unknown): boolean {
  const folder = getPath('userData');
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'stand-in.lock');
  // A short path of its own: a socket's path may have 107 characters.
  const socket = join(tmpdir(), `stand-in-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(lock, 'utf8'));
      if (owner === process.pid) return true;
      if (isAlive(owner)) {
        handingOver.push(handOver(socket, { argv: asChromium(process.argv), cwd: process.cwd(), data }));
        return false;
      }
      rmSync(lock, { force: true });
      continue;
    }
    rmSync(socket, { force: true });
    listen(socket);
    process.on('exit', () => {
      rmSync(lock, { force: true });
      rmSync(socket, { force: true });
    });
    return true;
  }
  return false;
}

/** Chromium hands over its own reading of the command line: switches before all else, and some of its own. */
const asChromium = ([program = '', ...rest]: readonly string[]): string[] => {
  const isSwitch = (one: string) => one.startsWith('-');
  return [program, '--original-process-start-time=13400000000000000', ...rest.filter(isSwitch), ...rest.filter((one) => !isSwitch(one))];
};

const handOver = (socket: string, message: object): Promise<void> =>
  new Promise((resolve) => {
    const stream = connect(socket, () => stream.end(JSON.stringify(message)));
    stream.on('close', () => resolve());
    stream.on('error', () => resolve());
  });

function listen(socket: string): void {
  createServer((stream) => {
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      text += part;
    });
    stream.on('error', () => {});
    stream.on('end', () => {
      const { argv, cwd, data } = JSON.parse(text) as { argv: string[]; cwd: string; data: unknown };
      emitter.emit('second-instance', eventWith({}), argv, cwd, data);
    });
  })
    .listen(socket)
    .unref();
}

/** Electron's order: before-quit, every window closed, will-quit, quit. `window-all-closed` is skipped. */
async function quitInOrder(): Promise<void> {
  const before = eventWith({});
  emitter.emit('before-quit', before);
  if (before.defaultPrevented) return;
  life.quitting = true;
  const will = eventWith({});
  const closed = await life.closeWindows();
  if (closed) emitter.emit('will-quit', will);
  if (closed && !will.defaultPrevented) return exit(0);
  life.quitting = false;
}

let exiting = false;
async function exit(code: number): Promise<void> {
  // The first code counts, as in Electron.
  if (exiting) return;
  exiting = true;
  life.quitting = true;
  await Promise.all(handingOver);
  emitter.emit('quit', eventWith({}), code);
  await life.closeBrowser();
  process.exit(code);
}

/** Called when the last window is gone. */
export function lastWindowClosed(): void {
  if (life.quitting) return;
  if (emitter.listenerCount('window-all-closed') > 0) emitter.emit('window-all-closed');
  else void quitInOrder();
}

/** For the driver: macOS asks for a file to be opened. */
export const openFile = (path: string): boolean => emitter.emit('open-file', eventWith({}), path);

export function becomeReady(): void {
  life.ready = true;
  // Since 42 Chromium asks the login keyring for a key of its own as it starts, used or not (electron #51981); `basic` is none.
  if (process.platform === 'linux' && commandLine.getSwitchValue('password-store') !== 'basic')
    process.stderr.write('stand-in: the login keyring is asked for its password\n');
  emitter.emit('will-finish-launching');
  // macOS: what the app was asked to open with its start comes before `ready`.
  const toOpen = process.env.KEYRACK_STAND_IN_OPEN_FILE;
  if (toOpen !== undefined) openFile(toOpen);
  emitter.emit('ready', eventWith({}), {});
}

const { chosen, ...commandLine } = commandLineOf(process.argv, process.platform);
/** For Chromium's command line. */
export const chosenSwitches = chosen;

const beforeReady = (what: string): void => {
  if (life.ready) throw new Error(`${what} can only be called before app is ready`);
};

const members = {
  isPackaged: false as boolean,
  commandLine: commandLine as Electron.CommandLine,
  whenReady: (): Promise<void> => becameReady,
  isReady: (): boolean => life.ready,
  requestSingleInstanceLock,
  quit: (): void => {
    if (!life.quitting) void quitInOrder();
  },
  exit: (code = 0): void => void exit(code),
  getPath,
  setPath: (which: string, path: string): void => void paths.set(which, path),
  getName: (): string => name,
  setName: (next: string): void => {
    name = next;
  },
  getVersion: (): string => process.env.npm_package_version ?? '0.0.0',
  getAppPath: (): string => dirname(process.argv[1] ?? '.'),
  getLocale: (): string => 'en-US',
  getSystemLocale: (): string => 'en-US',
  enableSandbox: (): void => beforeReady('app.enableSandbox()'),
  disableHardwareAcceleration: (): void => beforeReady('app.disableHardwareAcceleration()'),
  setAppUserModelId: (): void => {},
  setAboutPanelOptions: (): void => {},
  setSecureKeyboardEntryEnabled: (): void => {},
  focus: (): void => {},
  hide: (): void => {},
  show: (): void => {},
} satisfies Partial<App>;

export const app = Object.assign(emitter, members);
