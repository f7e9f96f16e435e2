import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The program of an installed Chromium or Chrome, KEYRACK_CHROMIUM first; null where there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  const programs = env.PROGRAMFILES ?? 'C:\\Program Files';
  const places = [
    env.KEYRACK_CHROMIUM,
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
