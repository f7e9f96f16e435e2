import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { makeHome, storeKey, temporaryFolder } from '../support/home.js';
import { commandOf, descendantsOf, until } from '../support/processes.js';

test('M-20 token --copy with a wl-copy that hangs: it is stopped, the command ends and says what to do', async () => {
  const { home, room, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  await storeKey(room, folder, '2X9R4HXF34');
  const forEver = `/bin/sleep ${2_000_000 + process.pid}`;
  await writeFile(join(folder, 'wl-copy'), `#!/bin/sh\ntrap '' TERM HUP INT\nexec ${forEver}\n`, { mode: 0o755 });
  await symlink(process.execPath, join(folder, 'node'));
  const { code, out, err } = await keyrack(['token', '2X9R4HXF34', '--copy'], {
    KEYRACK_HOME: home,
    KEYRACK_IDENTITY: recoveryKey,
    PATH: folder,
  });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('wl-copy did not end within 10 s and was stopped. Whether the text is on the clipboard is not known.');
  expect(err).toContain('leave --copy out');
  await until(() => !descendantsOf(1).some((pid) => commandOf(pid).join(' ') === forEver));
});
