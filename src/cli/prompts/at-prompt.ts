import { constants } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { isTerminalWord, type TerminalWord } from '../../strongroom/client/terminal.js';

/** A terminal whose settings were changed to ask somebody. */
export interface Taken {
  /** Its own settings again. */
  putBack(): void | Promise<void>;
  /** Ours once more, and the question with them. */
  takeAgain(): void;
}

/** What ends a process unless it listens, of those that this system has. Those that cannot be heard leave the terminal as it is. */
const deadly = (
  ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGALRM', 'SIGUSR2', 'SIGXCPU', 'SIGVTALRM', 'SIGABRT', 'SIGIO', 'SIGPWR', 'SIGSYS'] as const
).filter((signal) => Object.hasOwn(constants.signals, signal));
/** A stop that the system did not carry out (nobody could continue us) is over by then. Milliseconds. */
const notStopped = 50;

/**
 * M-20: while somebody is asked, a signal finds the terminal's own settings put back before it does what it does: the shell after us
 * is not left without echo, and sees that very signal. Answers what to call when the question is over.
 */
export function watchSignals(terminal: Taken): () => void {
  let is: 'asking' | 'stopped' | 'over' = 'asking';
  const die = async (signal: NodeJS.Signals) => {
    // A second one finds us at it already: ended by that, the terminal would be left as it is.
    if (is === 'over') return;
    is = 'over';
    await terminal.putBack();
    // Whoever else listens would keep us alive.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  };
  const stop = async () => {
    if (is !== 'asking') return;
    is = 'stopped';
    await terminal.putBack();
    process.off('SIGTSTP', stop);
    process.kill(process.pid, 'SIGTSTP');
    // What follows a stop runs after it.
    setTimeout(() => {
      if (is === 'stopped') goOn();
    }, notStopped);
  };
  const goOn = () => {
    if (is === 'over') return;
    is = 'asking';
    process.off('SIGTSTP', stop).on('SIGTSTP', stop);
    terminal.takeAgain();
  };
  for (const signal of deadly) process.on(signal, die);
  process.on('SIGTSTP', stop).on('SIGCONT', goOn);
  return () => {
    if (is === 'over') return;
    is = 'over';
    for (const signal of deadly) process.off(signal, die);
    process.off('SIGTSTP', stop).off('SIGCONT', goOn);
  };
}

/** The same for what the strongroom's worker asks: signals do not reach a thread. */
export function watchWorker(worker: Worker): void {
  const say = (terminal: TerminalWord['terminal']) => worker.postMessage({ terminal } satisfies TerminalWord);
  let leave: () => void = () => undefined;
  let givenBack: () => void = () => undefined;
  worker.on('message', (word: unknown) => {
    if (!isTerminalWord(word)) return;
    if (word.terminal === 'taken') {
      const putBack = () =>
        new Promise<void>((done) => {
          givenBack = done;
          say('give back');
        });
      leave = watchSignals({ putBack, takeAgain: () => say('take again') });
      say('go on');
    }
    if (word.terminal === 'left') leave();
    if (word.terminal === 'left' || word.terminal === 'given back') givenBack();
  });
  worker.once('exit', () => givenBack());
}
