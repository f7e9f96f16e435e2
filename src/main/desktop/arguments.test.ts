import { describe, expect, test } from 'vitest';
import { commandLineOf } from '../../../stand-in/command-line.js';
import { drawsOnWayland, isOurProgram, isReleased, refusedSwitch } from './arguments.js';

/** As Chromium reads a command line (base/command_line.cc). */
const refused = (argument: string, platform: NodeJS.Platform = 'linux') => {
  const argv = ['keyrack', argument];
  return refusedSwitch(argv, commandLineOf(argv, platform).hasSwitch, platform);
};

describe('H-05 a released app does not start with', () => {
  test.each([
    'remote-debugging-port=9222',
    'remote-debugging-pipe',
    'js-flags=--expose-gc',
    'inspect',
    'inspect=0',
    'inspect-brk=9229',
    'inspect-publish-uid=http',
    'debug-port=1',
    'no-sandbox',
    'disable-web-security',
    'load-extension=/tmp/x',
    'proxy-server=127.0.0.1:8080',
    'host-resolver-rules=MAP * 127.0.0.1',
    'host-rules=MAP * 127.0.0.1',
    'ignore-certificate-errors-spki-list=abc',
    'disable-seccomp-filter-sandbox',
    'single-process',
    'browser-subprocess-path=/tmp/x',
    'zygote-cmd-prefix=gdb',
    'renderer-cmd-prefix=gdb',
    'ssl-key-log-file=/tmp/keys',
  ])('%s, in every spelling that Chromium takes', (one) => {
    const name = one.split('=')[0];
    for (const spelled of [`--${one}`, `-${one}`]) expect(refused(spelled), spelled).toMatch(new RegExp(`^--?${name}$`));
    for (const spelled of [`/${one}`, `/${one.toUpperCase()}`, `--${one.toUpperCase()}`, `-${one}`])
      expect(refused(spelled, 'win32')?.toLowerCase(), spelled).toMatch(new RegExp(`^(--?|/)${name}$`));
  });

  test('files, ordinary switches, and a path that begins as one on Windows would are not refused', () => {
    for (const one of ['AuthKey_2X9R4HXF34.p8', '--no-sandbox-please', '--hidden', '/inspect', '/no-sandbox', '--inspected'])
      expect(refused(one), one).toBeNull();
    expect(refused('C:\\inspect\\AuthKey_2X9R4HXF34.p8', 'win32')).toBeNull();
  });
});

const archived = [
  'file:///Applications/Keyrack.app/Contents/Resources/app.asar/out/main/index.js',
  'C:\\Keyrack\\resources\\app.asar\\out\\index.js',
];
const source = 'file:///home/ada/keyrack/out/main/index.js';

test('H-05 a released app that is started under the name of “electron” is a released app all the same', () => {
  for (const code of archived) expect(isReleased(false, code), code).toBe(true);
  expect([isReleased(true, source), isReleased(false, source)]).toEqual([true, false]);
});

test('S-02 neither a downloaded Electron with our archive nor one that is told to be packaged counts as our own program', () => {
  for (const code of archived) expect([isOurProgram(true, code), isOurProgram(false, code)], code).toEqual([true, false]);
  expect([isOurProgram(true, source), isOurProgram(false, source)]).toEqual([false, false]);
});

test.each([
  [{ XDG_SESSION_TYPE: 'wayland' }, [], true],
  [{ XDG_SESSION_TYPE: 'x11' }, [], false],
  [{}, [], false],
  [{ XDG_SESSION_TYPE: 'wayland' }, ['--ozone-platform=x11'], false],
  [{ XDG_SESSION_TYPE: 'x11' }, ['--ozone-platform=wayland'], true],
])('a session of %j, started with %j, is drawn on Wayland: %s', (env, args, drawn) => {
  const { getSwitchValue } = commandLineOf(['keyrack', ...args], 'linux');
  expect(drawsOnWayland('linux', env, getSwitchValue)).toBe(drawn);
  expect(drawsOnWayland('darwin', env, getSwitchValue)).toBe(false);
});
