import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyrack } from '../support/cli.js';
import { makeHome } from '../support/home.js';

/** As the window leaves it after “Later”, with a setting of its own beside it. */
async function putOff() {
  const { home, recoveryKey, passphrase } = await makeHome(onTestFinished);
  const file = join(home, 'state.json');
  await writeFile(file, JSON.stringify({ settings: { recoveryPending: true, theme: 'dark' } }), { mode: 0o600 });
  const settings = async () => JSON.parse(await readFile(file, 'utf8')).settings;
  return { settings, recoveryKey, env: { KEYRACK_HOME: home, KEYRACK_PASSPHRASE: passphrase } };
}

test('S-04 a recovery key that was put off counts as made once the command line has checked it, not once it has checked another', async () => {
  const { settings, recoveryKey, env } = await putOff();
  expect((await keyrack(['recovery', 'verify'], { ...env, KEYRACK_IDENTITY: `${recoveryKey.slice(0, -1)}Q` })).code).toBe(4);
  expect(await settings()).toEqual({ recoveryPending: true, theme: 'dark' });
  expect((await keyrack(['recovery', 'verify'], { ...env, KEYRACK_IDENTITY: recoveryKey })).code).toBe(0);
  expect(await settings()).toEqual({ recoveryPending: false, theme: 'dark' });
});

test('S-04 a new recovery key of the command line is not put off', async () => {
  const { settings, env } = await putOff();
  expect((await keyrack(['recovery', 'new'], env)).code).toBe(0);
  expect(await settings()).toEqual({ recoveryPending: false, theme: 'dark' });
});
