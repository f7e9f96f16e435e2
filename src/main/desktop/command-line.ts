import { access, constants, lstat, mkdir, readlink, realpath, symlink, unlink } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { asKeyrackError, KeyrackError } from '../../shared/errors/index.js';
import type { InstalledCommandLine } from '../../shared/ipc/contract.js';
import { commandLine as words } from '../words.js';

export interface Installed {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** Electron's `process.resourcesPath`: the packed command line is `cli` in it. */
  readonly resources: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a link of ours leads to, wherever the app was when it was made. */
const ours = /\/resources\/cli\/bin\/keyrack$/i;

/**
 * Links the packed command line into a folder of the user's own: no elevation, and nothing but a link of ours is ever replaced.
 * On Windows, which gives links to administrators alone, it answers the folder for PATH. E_COMMAND_LINE says why it cannot be done.
 */
export async function installCommandLine(app: Installed): Promise<InstalledCommandLine> {
  if (!app.isPackaged) throw refusal(words.unpackaged);
  const bin = join(app.resources, 'cli', 'bin');
  const passing = passingPlace(app);
  if (passing) throw refusal(passing);
  const launcher = join(bin, app.platform === 'win32' ? 'keyrack.cmd' : 'keyrack');
  if (!(await can(launcher, constants.X_OK))) throw refusal(words.missing);
  const path = (app.env.PATH ?? app.env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  if (app.platform === 'win32') return { is: 'by-hand', path: bin, onPath: includes(path, bin), before: null };
  const first = await firstOn(path);
  if (first !== null && (await isSame(first, launcher))) return { is: 'there', path: first, onPath: true, before: null };
  const folder = await folderFor(app.home, path);
  const link = join(folder, 'keyrack');
  try {
    const is = await linked(launcher, folder, link);
    return { is, path: link, onPath: includes(path, folder), before: first === null || first === link ? null : first };
  } catch (error) {
    throw error instanceof KeyrackError ? error : refused(error, folder);
  }
}

/** Places that are gone when the app is closed, or the disk is put away. */
function passingPlace({ platform, resources, env }: Installed): { readonly why: string; readonly next: string } | null {
  if (platform === 'darwin' && resources.includes('/AppTranslocation/')) return words.translocated;
  if (platform === 'darwin' && resources.startsWith('/Volumes/')) return words.diskImage;
  if (platform === 'linux' && (env.APPIMAGE || /^\/tmp\/\.mount_/.test(resources))) return words.appImage;
  return null;
}

async function linked(launcher: string, folder: string, link: string): Promise<'linked' | 'there'> {
  await mkdir(folder, { recursive: true });
  const there = await lstat(link).catch(onlyMissing);
  if (there) {
    const to = there.isSymbolicLink() ? resolve(folder, await readlink(link)) : '';
    if (to === launcher) return 'there';
    if (!ours.test(to)) throw refusal(words.taken(link));
    await unlink(link);
  }
  // Fails where something has come there meanwhile.
  await symlink(launcher, link);
  return 'linked';
}

/** One that is on PATH, else one that is there, else the first. */
async function folderFor(home: string, path: readonly string[]): Promise<string> {
  const folders = [join(home, '.local', 'bin'), join(home, 'bin')];
  const known = folders.find((folder) => includes(path, folder));
  if (known !== undefined) return known;
  for (const folder of folders) if (await can(folder, constants.W_OK)) return folder;
  return join(home, '.local', 'bin');
}

const includes = (path: readonly string[], folder: string): boolean => path.some((one) => resolve(one) === resolve(folder));

/** The `keyrack` that a terminal with this PATH would start. */
async function firstOn(path: readonly string[]): Promise<string | null> {
  for (const folder of path) if (await can(join(folder, 'keyrack'), constants.X_OK)) return join(folder, 'keyrack');
  return null;
}

const can = (path: string, how: number): Promise<boolean> =>
  access(path, how).then(
    () => true,
    () => false,
  );
const isSame = async (a: string, b: string): Promise<boolean> => (await realpath(a)) === (await realpath(b));
const onlyMissing = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null;
  throw error;
};

const refusal = ({ why, next }: { readonly why: string; readonly next: string }) => new KeyrackError('E_COMMAND_LINE', why, { next });

function refused(error: unknown, folder: string): KeyrackError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  return code === null ? asKeyrackError(error) : new KeyrackError('E_COMMAND_LINE', words.refused(folder, code), { cause: error });
}
