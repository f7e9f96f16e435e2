import type { MessagePort, Worker } from 'node:worker_threads';
import { asKeyrackError, type ErrorBody, fromBody } from '../../shared/errors/index.js';
import type { OnProgress, Progress, Strongroom, StrongroomMethod } from './contract.js';
import { isTerminalWord, type TerminalWord } from './terminal.js';

/** One request over the worker's port. `n` pairs it with its answer. */
export interface Ask {
  readonly n: number;
  readonly method: string;
  readonly argument: unknown;
}
export type Answer =
  | { readonly n: number; readonly ok: true; readonly value: unknown }
  | { readonly n: number; readonly ok: false; readonly error: ErrorBody };

/** Ahead of the answer, as often as there is something to tell. */
export interface News {
  readonly n: number;
  readonly progress: Progress;
}

/** A worker, its parentPort or one end of a MessageChannel, as both ends use it. */
export type Line = MessagePort | Worker;

// A row a method: a method of the contract that is missing here does not compile.
const methods: Readonly<Record<StrongroomMethod, true>> = {
  status: true,
  init: true,
  unlock: true,
  lock: true,
  read: true,
  readIfNew: true,
  change: true,
  examine: true,
  scan: true,
  identify: true,
  importKeys: true,
  stopImport: true,
  sign: true,
  repair: true,
  leftovers: true,
  purge: true,
  inspect: true,
  breakLock: true,
  offerRecovery: true,
  adoptRecovery: true,
  verifyRecovery: true,
  changeUnlock: true,
  backup: true,
  openBackup: true,
  restoreKeys: true,
  closeBackup: true,
  judge: true,
  restoreAnew: true,
};
const isMethod = (name: string): name is StrongroomMethod => Object.hasOwn(methods, name);

/** The worker's end. Only code, message and hint of an error go back: no stack, no library's text. */
export function serve(room: Strongroom, line: Line): void {
  line.on('message', async (ask: Ask | TerminalWord | 'close') => {
    if (ask === 'close' || isTerminalWord(ask)) return;
    const onProgress: OnProgress = (progress) => line.postMessage({ n: ask.n, progress } satisfies News);
    line.postMessage(await answer(room, ask, onProgress));
  });
}

async function answer(room: Strongroom, { n, method, argument }: Ask, onProgress: OnProgress): Promise<Answer> {
  try {
    if (!isMethod(method)) throw new TypeError('no such method');
    const call = room[method] as (argument: unknown, onProgress: OnProgress) => Promise<unknown>;
    return { n, ok: true, value: await call(argument, onProgress) };
  } catch (error) {
    return { n, ok: false, error: asKeyrackError(error).body };
  }
}

/** The caller's end: the same interface, over a line. `broken` is what every open call rejects with once the other side is gone. */
export function callOver(line: Line): { room: Strongroom; breakOff(reason: Error): void; readonly open: number } {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void; onProgress?: OnProgress | undefined }>();
  let next = 0;
  let broken: Error | null = null;
  line.on('message', (reply: Answer | News | TerminalWord) => {
    if (isTerminalWord(reply)) return;
    const caller = waiting.get(reply.n);
    if ('progress' in reply) return caller?.onProgress?.(reply.progress);
    waiting.delete(reply.n);
    if (reply.ok) caller?.resolve(reply.value);
    else caller?.reject(fromBody(reply.error));
  });
  const ask = (method: StrongroomMethod) => (argument?: unknown, onProgress?: OnProgress) =>
    new Promise<never>((resolve, reject) => {
      if (broken) return reject(broken);
      next += 1;
      waiting.set(next, { resolve: resolve as (value: unknown) => void, reject, onProgress });
      line.postMessage({ n: next, method, argument } satisfies Ask);
    });
  const room: Strongroom = {
    status: ask('status'),
    init: ask('init'),
    unlock: ask('unlock'),
    lock: ask('lock'),
    read: ask('read'),
    readIfNew: ask('readIfNew'),
    change: ask('change'),
    examine: ask('examine'),
    scan: ask('scan'),
    identify: ask('identify'),
    importKeys: ask('importKeys'),
    stopImport: ask('stopImport'),
    sign: ask('sign'),
    repair: ask('repair'),
    leftovers: ask('leftovers'),
    purge: ask('purge'),
    inspect: ask('inspect'),
    breakLock: ask('breakLock'),
    offerRecovery: ask('offerRecovery'),
    adoptRecovery: ask('adoptRecovery'),
    verifyRecovery: ask('verifyRecovery'),
    changeUnlock: ask('changeUnlock'),
    backup: ask('backup'),
    openBackup: ask('openBackup'),
    restoreKeys: ask('restoreKeys'),
    closeBackup: ask('closeBackup'),
    judge: ask('judge'),
    restoreAnew: ask('restoreAnew'),
  };
  return {
    room,
    breakOff(reason) {
      broken = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
    get open() {
      return waiting.size;
    },
  };
}
