import { BrowserWindow, type Session } from 'electron';
import { appName } from '../words.js';
import type { Bounds } from './window-place.js';

/** H-01: every window of ours is made here, with these preferences and no others. */
export function createWindow(options: {
  readonly session: Session;
  readonly preload: string;
  readonly bounds: Bounds;
  readonly dark: boolean;
  readonly packaged: boolean;
}): BrowserWindow {
  return new BrowserWindow({
    ...options.bounds,
    minWidth: 720,
    minHeight: 520,
    show: false,
    title: appName,
    // The right background before the first paint; `--base` of tokens.css.
    backgroundColor: options.dark ? '#161c20' : '#f4f7f9',
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !options.packaged,
    },
  });
}
