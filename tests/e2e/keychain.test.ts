import { onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.js';
import { startKeyring } from '../support/keyring.js';
import { openDesk, storeOne } from './support/desk.js';

test('first run with a real gnome-keyring: found by name, nothing to type, and open again after a restart', async () => {
  const keyring = await startKeyring(await temporaryFolder(onTestFinished));
  onTestFinished(() => keyring.end());
  const desk = await openDesk(keyring.env);
  await desk.app.see('GNOME Keyring');
  await desk.app.click('button', 'Continue');
  await desk.app.see('Your recovery key');
  await desk.app.click('button', 'Later');
  await storeOne(desk);
  desk.app = await desk.app.relaunch();
  await desk.app.see('CI uploads');
  // Locked by hand, it takes a hand to open it again.
  await desk.app.click('button', 'Lock (');
  await desk.app.see('GNOME Keyring opens the vault.');
  await desk.app.click('button', 'Unlock');
  await desk.app.see('CI uploads');
});
