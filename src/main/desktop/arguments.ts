/** H-05: switches that would open the app's inside to whoever starts it, or what it says to the network. */
const forbidden = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'load-extension',
  'disable-extensions-except',
  'proxy-server',
  'proxy-pac-url',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'log-net-log',
  'ssl-key-log-file',
  // Another program in front of Chromium's own.
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
];

/**
 * The first switch a released build refuses to start with; null when there is none. Asked by name of Electron's own command line,
 * which knows every spelling that Chromium takes: one hyphen as well as two, on Windows a slash and any case. The inspector's are
 * Node's, which reads the arguments themselves.
 */
export function refusedSwitch(argv: readonly string[], hasSwitch: (name: string) => boolean, platform: NodeJS.Platform): string | null {
  const name = forbidden.find(hasSwitch);
  if (name !== undefined) return `--${name}`;
  const inspector = platform === 'win32' ? /^(--?|\/)(inspect|debug)([-=]|$)/i : /^--?(inspect|debug)([-=]|$)/;
  return (
    argv
      .slice(1)
      .find((argument) => inspector.test(argument))
      ?.split('=')[0] ?? null
  );
}

/** Whether Chromium draws on Wayland: its own rule since Electron 38. A guess that is wrong costs the window's place, not its size. */
export const drawsOnWayland = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, switchValue: (name: string) => string): boolean =>
  platform === 'linux' && (switchValue('ozone-platform') || env.XDG_SESSION_TYPE) === 'wayland';
