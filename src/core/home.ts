import { posix, win32 } from 'node:path';

/** Environment variables as data; an empty one counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where everything of Keyrack lies, for the app and the command line alike. Absolute.
 * `homedir` and `cwd` are handed in, so that every platform's answer can be tested on any.
 */
export function homeFolder(platform: NodeJS.Platform, env: Environment, homedir: string, cwd: string = homedir): string {
  const path = platform === 'win32' ? win32 : posix;
  const chosen = set(env.KEYRACK_HOME);
  if (chosen !== null) return path.resolve(cwd, chosen);
  if (platform === 'darwin') return path.join(homedir, 'Library', 'Application Support', 'Keyrack');
  // %LOCALAPPDATA%, not the roaming folder Electron would take: a vault copied by sign-in to other machines is a sync conflict.
  if (platform === 'win32') return path.join(absolute(path, env.LOCALAPPDATA) ?? path.join(homedir, 'AppData', 'Local'), 'Keyrack');
  return path.join(absolute(path, env.XDG_CONFIG_HOME) ?? path.join(homedir, '.config'), 'Keyrack');
}

const set = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

// The XDG Base Directory Specification: relative paths in these variables are invalid and to be ignored.
const absolute = (path: typeof posix, value: string | undefined): string | null => {
  const text = set(value);
  return text !== null && path.isAbsolute(text) ? text : null;
};
