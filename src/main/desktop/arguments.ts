/**
 * Whether this is a released app. Electron tells it by the name of the program (and by a variable): under another name, which a copy or
 * on macOS a link can give it, a released program would be taken for one in development, and be driven from outside. So where our own
 * code lies counts as well: what is released loads nothing but its archive (H-40).
 */
export const isReleased = (saysElectron: boolean, code: string): boolean => saysElectron || isArchived(code);

/**
 * Whether it is our own signed program as well, so that the macOS keychain may trust it (S-02a): an Electron as it is downloaded can
 * be given our archive, and can be told by a variable that it is packaged.
 */
export const isOurProgram = (saysElectron: boolean, code: string): boolean => saysElectron && isArchived(code);

const isArchived = (code: string): boolean => /[\\/]app\.asar[\\/]/.test(code);

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
  'host-rules',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'log-net-log',
  'ssl-key-log-file',
  // The sandbox once more, by its parts; the page in main's own process.
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'single-process',
  // Another program in front of Chromium's own, or in its place.
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'zygote-cmd-prefix',
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
