import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished, test } from 'vitest';
import { bin } from '../support/cli.js';
import { firstFiveMinutes } from '../support/first-five-minutes.js';
import { temporaryFolder } from '../support/home.js';

test('the first five minutes of the README work word for word, in a new home', async () => {
  const home = await temporaryFolder(onTestFinished);
  await mkdir(join(home, 'bin'));
  await symlink(bin, join(home, 'bin', 'keyrack'));
  await firstFiveMinutes(onTestFinished, { home, path: `${join(home, 'bin')}:${process.env.PATH}`, command: ['bash'] });
});
