import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** What Electron was told, in order. */
const told = vi.hoisted(() => ({
  words: [] as unknown[][],
  packaged: false,
  alone: true,
  broken: false,
  switches: [] as string[],
  listeners: {} as Record<string, (...given: unknown[]) => void>,
  beforeReady: () => {},
  opened: [] as string[],
}));
vi.mock('electron', () => {
  const say =
    (what: string, answer?: () => unknown) =>
    (...given: unknown[]) => {
      told.words.push([what, ...given]);
      return answer?.();
    };
  return {
    app: {
      get isPackaged() {
        return told.packaged;
      },
      exit: say('exit'),
      quit: say('quit'),
      on: (event: string, listen: (...given: unknown[]) => void) => {
        told.listeners[event] = listen;
      },
      setName: () => undefined,
      setPath: say('setPath'),
      enableSandbox: say('enableSandbox'),
      commandLine: { appendSwitch: say('appendSwitch'), hasSwitch: (name: string) => told.switches.includes(name) },
      requestSingleInstanceLock: say('requestSingleInstanceLock', () => told.alone),
      whenReady: say('whenReady', () => {
        told.beforeReady();
        return Promise.resolve();
      }),
    },
    dialog: { showErrorBox: say('showErrorBox') },
    protocol: { registerSchemesAsPrivileged: say('registerSchemesAsPrivileged') },
  };
});
vi.mock('./start.js', () => ({
  start(home: string, _secrets: unknown, opened: { take(): string[] }) {
    if (told.broken) throw new Error('no window');
    told.words.push(['start', home]);
    told.opened = opened.take();
  },
}));

let home = '';
const argv = process.argv;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keyrack-start-'));
  vi.stubEnv('KEYRACK_HOME', home);
  Object.assign(told, { words: [], packaged: false, alone: true, broken: false, switches: [], beforeReady: () => {} });
  vi.resetModules();
});
afterEach(async () => {
  process.argv = argv;
  process.removeAllListeners('SIGUSR1');
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(home, { recursive: true, force: true });
});
const begin = async () => {
  await import('./index.js');
  await new Promise((turn) => setImmediate(turn));
  return told.words.map(([what]) => what);
};

test('H-03 every process of the page is in the sandbox before the app is ready', async () => {
  const said = await begin();
  expect(said.filter((what) => what === 'enableSandbox')).toHaveLength(1);
  expect(said.indexOf('enableSandbox')).toBeLessThan(said.indexOf('whenReady'));
});

test('H-11 the scheme is registered once, before the app is ready, with three rights and no others', async () => {
  const said = await begin();
  expect(told.words.filter(([what]) => what === 'registerSchemesAsPrivileged')).toEqual([
    ['registerSchemesAsPrivileged', [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]],
  ]);
  expect(said.indexOf('registerSchemesAsPrivileged')).toBeLessThan(said.indexOf('whenReady'));
});

test('H-05 a released app given such a switch says which, ends with 2, and opens nothing', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  told.packaged = true;
  told.switches = ['remote-debugging-port'];
  expect(await begin()).toEqual(['exit']);
  expect(told.words).toEqual([['exit', 2]]);
  expect(stderr.mock.calls.join()).toContain('--remote-debugging-port:');
  expect(await readdir(home)).toEqual([]);
});

test('H-05 the keys of its TLS connections are written to no file, though a variable asks for it', async () => {
  vi.stubEnv('SSLKEYLOGFILE', join(home, 'tls-keys'));
  await begin();
  expect(process.env.SSLKEYLOGFILE).toBeUndefined();
});

test.each([
  ['linux', 'password-store', 'basic'],
  ['darwin', 'disable-features', 'UseKeychainKeyProvider'],
])('H-06 a start on %s asks the system’s keyring for nothing', async (platform, name, value) => {
  vi.stubGlobal('process', Object.create(process, { platform: { value: platform } }));
  const said = await begin();
  vi.unstubAllGlobals();
  expect(told.words.filter(([what]) => what === 'appendSwitch')).toEqual([['appendSwitch', name, value]]);
  expect(said.indexOf('appendSwitch')).toBeLessThan(said.indexOf('whenReady'));
});

test('H-62 who is second quits and opens nothing', async () => {
  told.alone = false;
  const said = await begin();
  expect(said.at(-1)).toBe('quit');
  expect(said).not.toContain('start');
});

test('a .p8 that Keyrack is started with is handed on: as an argument, and by macOS before the app is ready', async () => {
  process.argv = ['keyrack', '/app/out/main/index.js', '--hidden', 'AuthKey_A.p8'];
  const prevented = vi.fn();
  told.beforeReady = () => told.listeners['open-file']?.({ preventDefault: prevented }, '/Downloads/AuthKey_B.p8');
  await begin();
  expect(prevented).toHaveBeenCalledOnce();
  expect(told.opened).toEqual([resolve('AuthKey_A.p8'), '/Downloads/AuthKey_B.p8']);
});

test('H-63 what a crash leaves lies in Keyrack’s folder, and is gone at the next start', async () => {
  const crashes = join(home, 'window', 'crashes');
  await mkdir(crashes, { recursive: true });
  await writeFile(join(crashes, 'one.dmp'), 'memory');
  await begin();
  expect(told.words).toContainEqual(['setPath', 'crashDumps', crashes]);
  expect(await readdir(join(home, 'window'))).toEqual([]);
  expect(told.words).toContainEqual(['start', home]);
});

test('a start that cannot be is said, and no process stays behind', async () => {
  told.broken = true;
  await begin();
  expect(told.words.slice(-2)).toEqual([
    ['showErrorBox', 'Keyrack could not start', expect.stringContaining('Nothing was changed')],
    ['exit', 1],
  ]);
});

test('a home that is a file is said by its path, and is left as it is', async () => {
  const file = join(home, 'file');
  await writeFile(file, 'mine');
  vi.stubEnv('KEYRACK_HOME', file);
  const said = await begin();
  expect(told.words.at(-2)).toEqual(['showErrorBox', 'Keyrack cannot use its folder', expect.stringContaining(file)]);
  expect(said).not.toContain('start');
  expect(await readFile(file, 'utf8')).toBe('mine');
});
