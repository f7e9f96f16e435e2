import '../strongroom/client/inspector-shut.js';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { homeFolder } from '../core/home.js';
import { isPackedCommandLine, keychainIsOurs } from '../strongroom/client/own-keychain.js';
import { takeSecrets } from '../strongroom/client/secrets.js';
import { startStrongroom } from '../strongroom/client/start.js';
import { notStarted } from './not-started.js';

/** The worker starts before anything else is loaded: the 18 ms it takes pass while the rest is. */
async function start(): Promise<void> {
  const home = homeFolder(process.platform, process.env, homedir(), process.cwd());
  const beside = (name: string) => join(import.meta.dirname, name);
  const worker = startStrongroom(beside('strongroom.js'), {
    home,
    keychainChildPath: beside('keychain.js'),
    keychainIsOurs: keychainIsOurs({
      platform: process.platform,
      packaged: isPackedCommandLine(process.execPath, import.meta.dirname),
    }),
    secrets: takeSecrets(process.env),
  });
  const { main } = await import('./main.js');
  await main(home, worker);
}

start().catch((error: unknown) => notStarted(error, process.argv.slice(2)));
