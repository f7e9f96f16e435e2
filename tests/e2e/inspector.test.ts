import { expect, onTestFinished, test } from 'vitest';
import { makeHome } from '../support/home.js';
import { listeningOf, signalled } from '../support/processes.js';
import { host, launchApp } from './support/app.js';

// On Electron the driver itself connects by the inspector.
test.runIf(process.platform === 'linux' && host === 'stand-in')(
  'M-3 the window’s main process: the signal opens no inspector, and the window goes on',
  async () => {
    const { home, recoveryKey } = await makeHome(onTestFinished);
    const app = await launchApp({ home, env: { KEYRACK_IDENTITY: recoveryKey } });
    onTestFinished(async () => void (await app.close()));
    await app.see('Choose files…');
    const pid = app.process.pid ?? 0;
    const before = listeningOf(pid);
    // Twice: what Node does with the first one, it does in a thread of its own.
    await signalled(pid, 'SIGUSR1');
    await signalled(pid, 'SIGUSR1');
    const address = () => app.run(() => process.getBuiltinModule('node:inspector').url() ?? null, null);
    expect(await address()).toBeNull();
    await app.click('button', 'Settings');
    expect(await address()).toBeNull();
    expect(listeningOf(pid)).toEqual(before);
    expect(app.output()).not.toContain('Debugger listening');
  },
);

test('M-3 the health page says what a crash would leave of memory', async () => {
  const { home, recoveryKey } = await makeHome(onTestFinished);
  const app = await launchApp({ home, env: { KEYRACK_IDENTITY: recoveryKey } });
  onTestFinished(async () => void (await app.close()));
  await app.see('Choose files…');
  await app.press('Control+,');
  await app.click('button', 'Look…');
  await app.see('After a crash');
  expect(await app.textOf('[data-check=dumps]')).toMatch(/Nothing is kept|may leave keys behind|Not looked at/);
});
