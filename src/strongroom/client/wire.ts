import type { MessagePort, Worker } from 'node:worker_threads';
import { asKeyrackError, type ErrorBody, fromBody } from '../../shared/errors/index.js';
import type { Concern, OnProgress, Progress, Room } from './contract.js';
import { allConcerns, methodsOf, roomOf } from './methods.js';
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

/** The ask of this number is to stop as soon as it can; it is answered all the same. Nothing else stops. */
export interface Stop {
  readonly stop: number;
}

/** Ahead of the answer, as often as there is something to tell. */
export interface News {
  readonly n: number;
  readonly progress: Progress;
}

/** A worker, its parentPort or one end of a MessageChannel, as both ends use it. */
export type Line = MessagePort | Worker;

/**
 * The worker's end: whoever is at the other one is answered on these concerns and no others. Only code, message and hint of an
 * error go back: no stack, no library's text.
 */
export function serve<C extends Concern = Concern>(room: Room<C>, line: Line, concerns: readonly C[] = allConcerns as readonly C[]): void {
  const served = methodsOf(concerns);
  const running = new Map<number, AbortController>();
  line.on('message', async (ask: Ask | Stop | TerminalWord | 'close') => {
    if (ask === 'close' || isTerminalWord(ask)) return;
    // Whoever is at the other end: what is no question ends nobody's work.
    if (typeof ask !== 'object' || ask === null) return;
    if ('stop' in ask) return running.get(ask.stop)?.abort();
    const stop = new AbortController();
    running.set(ask.n, stop);
    const onProgress: OnProgress = (progress) => line.postMessage({ n: ask.n, progress } satisfies News);
    const reply = await answer(room as Methods, served, ask, { onProgress, signal: stop.signal });
    running.delete(ask.n);
    line.postMessage(reply);
  });
}

type Methods = Readonly<Record<string, (argument: unknown, onProgress: OnProgress, signal: AbortSignal) => Promise<unknown>>>;

async function answer(
  room: Methods,
  served: ReadonlySet<string>,
  ask: Ask,
  { onProgress, signal }: { readonly onProgress: OnProgress; readonly signal: AbortSignal },
): Promise<Answer> {
  const { n, method, argument } = ask;
  try {
    const call = served.has(method) ? room[method] : undefined;
    if (!call) throw new TypeError('no such method');
    return { n, ok: true, value: await call(argument, onProgress, signal) };
  } catch (error) {
    return { n, ok: false, error: asKeyrackError(error).body };
  }
}

/** The caller's end: the same interfaces, over a line. `reason` is what every open call rejects with once the other side is gone. */
export function callOver<C extends Concern = Concern>(
  line: Line,
  concerns: readonly C[] = allConcerns as readonly C[],
): { room: Room<C>; breakOff(reason: Error): void; readonly open: number } {
  interface Caller {
    resolve(value: unknown): void;
    reject(error: Error): void;
    readonly onProgress?: OnProgress | undefined;
  }
  const waiting = new Map<number, Caller>();
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
  const send = (method: string, argument: unknown, onProgress: OnProgress | undefined, n: number) =>
    new Promise<never>((resolve, reject) => {
      if (broken) return reject(broken);
      waiting.set(n, { resolve: resolve as (value: unknown) => void, reject, onProgress });
      line.postMessage({ n, method, argument } satisfies Ask);
    });
  const ask = (method: string) => (argument?: unknown, onProgress?: OnProgress, signal?: AbortSignal) => {
    next += 1;
    const n = next;
    const answered = send(method, argument, onProgress, n);
    if (!signal) return answered;
    const stop = () => line.postMessage({ stop: n } satisfies Stop);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    return answered.finally(() => signal.removeEventListener('abort', stop));
  };
  return {
    room: roomOf(concerns, ask),
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
