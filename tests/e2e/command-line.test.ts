import { mkdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { host } from './support/app.js';
import { openReadyDesk } from './support/desk.js';

test('“Install the command line tool” says that this Keyrack was built here, in the menu and in the palette', async () => {
  const desk = await openReadyDesk();
  const { app } = desk;
  await app.menu('Install the command line tool');
  await app.see('its command line is linked by npm');
  await app.press('Control+k');
  await app.fill('Search keys, organizations and actions', 'install the command');
  await app.press('Enter');
  await app.see('The entry is for an installed Keyrack.');
});

// Whether an app is packaged cannot be pretended on Electron itself.
test.skipIf(host === 'electron')('installed, it links the tool where the user’s own programs are, and leaves another’s alone', async () => {
  const { app, home } = await openReadyDesk();
  const resources = join(home, '../opt/Keyrack/resources');
  const launcher = join(resources, 'cli/bin/keyrack');
  await mkdir(join(launcher, '..'), { recursive: true });
  await writeFile(launcher, '#!/bin/sh\n', { mode: 0o755 });
  await app.run(({ electron }, path) => {
    Object.assign(electron.app, { isPackaged: true });
    Object.assign(process, { resourcesPath: path });
  }, resources);
  await app.menu('Install the command line tool');
  await app.see('The command line tool is linked');
  await app.see('If it is not found, that folder is not on your PATH');
  expect(await readlink(join(home, '.local/bin/keyrack'))).toBe(launcher);
});
