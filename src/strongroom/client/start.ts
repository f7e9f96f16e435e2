import { Worker } from 'node:worker_threads';
import type { GivenSecrets } from '../../shared/environment.js';

/** What the worker is told at its start. */
export interface StrongroomOptions {
  /** Absolute path of KEYRACK_HOME. */
  readonly home: string;
  /** The command line's keychain child (S-02); null: keytar runs in the worker itself (packaged app). */
  readonly keychainChildPath: string | null;
  /** False: not for this program to touch (`own-keychain.ts`). */
  readonly keychainIsOurs: boolean;
  /** Of the environment (`client/secrets.ts`). Its own has them no more. */
  readonly secrets: GivenSecrets;
}

/** In a file of its own: the command line starts the worker before it loads anything else. */
export function startStrongroom(workerPath: string | URL, options: StrongroomOptions): Worker {
  // execArgv is emptied: --inspect and the like never reach the thread that holds the keys.
  const worker = new Worker(workerPath, { workerData: options, execArgv: [], stdin: false, stdout: true, stderr: true });
  // By hand: to join the streams itself, Node would first load what writes to them, and only then start the thread.
  for (const name of ['stdout', 'stderr'] as const) worker[name].on('data', (text: Uint8Array) => process[name].write(text));
  return worker;
}
