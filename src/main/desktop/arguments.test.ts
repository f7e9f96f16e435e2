import { describe, expect, test } from 'vitest';
import { commandLineOf } from '../../../stand-in/command-line.js';
import { drawsOnWayland, refusedSwitch } from './arguments.js';

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
