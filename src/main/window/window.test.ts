import type { BrowserWindowConstructorOptions, Session } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { createWindow } from './window.js';

const made = vi.hoisted((): BrowserWindowConstructorOptions[] => []);
vi.mock('electron', () => ({
  BrowserWindow: class {
    constructor(options: BrowserWindowConstructorOptions) {
      made.push(options);
    }
  },
}));
beforeEach(() => {
  made.length = 0;
});

const session = {} as Session;
const preferences = (packaged: boolean) => {
  createWindow({ session, preload: '/app/preload.cjs', bounds: { width: 1_000, height: 700 }, dark: false, packaged });
  return made.at(-1)?.webPreferences;
};

// Whole, so that a preference more is looked at as well as one that changes.
test('H-01 a window has these preferences and no others', () => {
  expect(preferences(true)).toEqual({
    session,
    preload: '/app/preload.cjs',
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
    devTools: false,
  });
  expect(preferences(true)?.session).toBe(session);
});

test('H-04 the developer tools are there while developing, and not in a released app', () => {
  expect([preferences(false)?.devTools, preferences(true)?.devTools]).toEqual([true, false]);
});
