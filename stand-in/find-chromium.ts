import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/**
 * The program of an installed Chromium or Chrome, KEYRACK_CHROMIUM first; null where there is none. Where no window is to be seen,
 * Debian's chromium-headless-shell if it is there: Chromium's content layer without the browser around it, as Electron is, and it
 * starts for a fifth of the work.
 */
export function findChromium(env: NodeJS.ProcessEnv, headless: boolean): string | null {
  const programs = env.PROGRAMFILES ?? 'C:\\Program Files';
  const places = [
    env.KEYRACK_CHROMIUM,
    headless ? '/usr/lib/chromium/chromium-headless-shell' : undefined,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(programs, 'Google\\Chrome\\Application\\chrome.exe'),
  ];
  return places.find((place) => place !== undefined && place !== '' && isProgram(place)) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
