import { isatty } from 'node:tty';
import type { Worker } from 'node:worker_threads';
import { shutInspector } from '../strongroom/client/inspector.js';
import { strongroomOf } from '../strongroom/client/open.js';
import { exit } from './exit-codes.js';
import { run } from './program.js';
import { watchWorker } from './prompts/at-prompt.js';
import { terminalOf } from './prompts/terminal.js';
import { goesNowhere } from './stdout.js';

/** Put in by the build, from package.json. */
declare const __KEYRACK_VERSION__: string;

/** The process: its arguments, its streams, its exit code. */
export async function main(home: string, worker: Worker): Promise<void> {
  // Once more: a signal just before our first line is heard by a thread of Node's own, and may have been heard only now.
  shutInspector();
  // What does not reach stdout is said by `run`; of stderr there is nobody left to tell, but the number.
  let unsaid: number = exit.ok;
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    unsaid = error.code === 'ENOSPC' ? exit.storage : exit.unexpected;
    process.exitCode ||= unsaid;
  });
  watchWorker(worker);
  const ended = await run(process.argv.slice(2), {
    home,
    strongroom: strongroomOf(worker),
    version: __KEYRACK_VERSION__,
    streams: process,
    // Only a terminal is looked at: for anything else Node would load what reads it, and would make a pipe non-blocking.
    terminal: isatty(0) ? terminalOf(process.stdin, process.stderr) : null,
    env: process.env,
    cwd: process.cwd(),
    stopSignal: stopOnInterrupt,
    stdoutGoesNowhere: () => goesNowhere(1),
  });
  process.exitCode = ended || unsaid;
}

/** The first Ctrl-C asks long work to stop; a second one, with nobody listening any more, ends the process as ever. */
function stopOnInterrupt(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return stop.signal;
}
