import { homedir } from 'node:os';
import { join } from 'node:path';
import { homeFolder } from '../core/home.js';
import { openStrongroom } from '../strongroom/client/open.js';
import { exit } from './exit-codes.js';

/** Put in by the build, from package.json. */
declare const __KEYRACK_VERSION__: string;

// The worker starts before argv is parsed: its 18 ms pass while commander loads.
const home = homeFolder(process.platform, process.env, homedir(), process.cwd());
const beside = (name: string) => join(import.meta.dirname, name);
const strongroom = openStrongroom(beside('strongroom.js'), { home, keychainChildPath: beside('keychain.js') });

// A reader that goes away (`| head`) is not our failure: the work is finished, the rest of the text is not wanted.
let unwritten: number = exit.ok;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    unwritten = error.code === 'ENOSPC' ? exit.storage : exit.unexpected;
    process.exitCode ||= unwritten;
  });
}

// CommonJS, which knows no top-level await.
void (async () => {
  const [{ run }, { terminalOf }] = await Promise.all([import('./program.js'), import('./terminal.js')]);
  const ended = await run(process.argv.slice(2), {
    home,
    strongroom,
    version: __KEYRACK_VERSION__,
    streams: process,
    terminal: terminalOf(process.stdin, process.stderr),
    env: process.env,
    cwd: process.cwd(),
    stopSignal: stopOnInterrupt,
  });
  process.exitCode = ended || unwritten;
})();

/** The first Ctrl-C asks long work to stop; a second one, with nobody listening any more, ends the process as ever. */
function stopOnInterrupt(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return stop.signal;
}
