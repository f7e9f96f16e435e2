import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Dialog, Display, NativeTheme, Screen, Shell } from 'electron';
import { app } from './app.js';
import { memoryClipboard } from './clipboard.js';

// In memory: tests read and set it; nothing here reaches the desktop.

export { ClipboardItem } from './clipboard.js';
export const clipboard = memoryClipboard();

/** A person at the window would wait for a dialog that never comes; a driver puts its own answers in its place. */
const noDialog = (what: string): void => {
  if (process.env.KEYRACK_STAND_IN_CONTROL !== '1') process.stderr.write(`The stand-in has no dialogs: ${what}\n`);
};

/** Nobody is there to answer, so each is cancelled. */
export const dialog = {
  showOpenDialog: async () => {
    noDialog('drop the file on the window instead, or open it with “npm start -- FILE”.');
    return { canceled: true, filePaths: [] as string[] };
  },
  showSaveDialog: async () => {
    noDialog('nothing is saved. The command line can.');
    return { canceled: true, filePath: '' };
  },
  showMessageBox: async (...given: unknown[]) => {
    const { cancelId = 0, message } = given.at(-1) as Electron.MessageBoxOptions;
    noDialog(`“${message}” is answered with Cancel.`);
    return { response: cancelId, checkboxChecked: false };
  },
  showErrorBox: (title: string, content: string): void => void process.stderr.write(`${title}\n${content}\n`),
} satisfies Partial<Dialog>;

/** Opens nothing. */
export const shell = {
  openExternal: async (): Promise<void> => {},
  openPath: async (): Promise<string> => '',
  showItemInFolder: (): void => {},
  // The desktop's Trash is not reachable without Electron. A test has one of its own; a person's download stays where it is.
  trashItem: async (path: string): Promise<void> => {
    if (process.env.KEYRACK_STAND_IN_CONTROL !== '1') throw new Error('The stand-in has no Trash.');
    const trash = join(app.getPath('userData'), 'stand-in-trash');
    await mkdir(trash, { recursive: true });
    await rename(path, join(trash, `${randomUUID()}-${basename(path)}`));
  },
  beep: (): void => {},
} satisfies Partial<Shell>;

/** Chromium's network is the window's alone here. */
export const net = {
  request: (): never => {
    throw new Error('net::ERR_PROXY_CONNECTION_FAILED');
  },
} satisfies Partial<Electron.Net>;

let source: NativeTheme['themeSource'] = 'system';
let systemIsDark = false;
const isDark = (): boolean => (source === 'system' ? systemIsDark : source === 'dark');
/** For Chromium: what the page's prefers-color-scheme answers. */
export const colorScheme = (): 'dark' | 'light' => (isDark() ? 'dark' : 'light');

class StandInTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  get shouldUseDarkColors(): boolean {
    return isDark();
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return systemIsDark;
  }
  get themeSource(): NativeTheme['themeSource'] {
    return source;
  }
  set themeSource(next: NativeTheme['themeSource']) {
    source = next;
    this.emit('updated');
  }
}
export const nativeTheme = new StandInTheme();
/** For the driver: the system changes its colours. */
export function setSystemDark(dark: boolean): void {
  systemIsDark = dark;
  nativeTheme.emit('updated');
}

const area = { x: 0, y: 0, width: 1_920, height: 1_080 };
const display = { id: 1, bounds: area, workArea: area, size: area, workAreaSize: area, scaleFactor: 1, rotation: 0 } as unknown as Display;
export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
} satisfies Partial<Screen>);

/** Of a locked screen Electron hears on macOS and Windows alone (https://www.electronjs.org/docs/latest/api/power-monitor). */
class StandInPower extends EventEmitter {
  override emit(event: string, ...given: unknown[]): boolean {
    if (process.platform === 'linux' && /^(un)?lock-screen$/.test(event)) return false;
    return super.emit(event, ...given);
  }
}
export const powerMonitor = Object.assign(new StandInPower(), {
  getSystemIdleTime: (): number => 0,
  getSystemIdleState: (): 'active' => 'active',
  isOnBatteryPower: (): boolean => false,
} satisfies Partial<Electron.PowerMonitor>);

export class Tray extends EventEmitter {
  setToolTip(): void {}
  setContextMenu(): void {}
  setImage(): void {}
  destroy(): void {}
  isDestroyed(): boolean {
    return false;
  }
}
