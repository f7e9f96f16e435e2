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
  line.on('message', async (ask: Ask | TerminalWord | 'close') => {
    if (ask === 'close' || isTerminalWord(ask)) return;
    const onProgress: OnProgress = (progress) => line.postMessage({ n: ask.n, progress } satisfies News);
    line.postMessage(await answer(room as Methods, served, ask, onProgress));
  });
}

type Methods = Readonly<Record<string, (argument: unknown, onProgress: OnProgress) => Promise<unknown>>>;

async function answer(room: Methods, served: ReadonlySet<string>, ask: Ask, onProgress: OnProgress): Promise<Answer> {
  const { n, method, argument } = ask;
  try {
    const call = served.has(method) ? room[method] : undefined;
    if (!call) throw new TypeError('no such method');
    return { n, ok: true, value: await call(argument, onProgress) };
  } catch (error) {
    return { n, ok: false, error: asKeyrackError(error).body };
  }
}

/** The caller's end: the same interfaces, over a line. `reason` is what every open call rejects with once the other side is gone. */
export function callOver<C extends Concern = Concern>(
  line: Line,
  concerns: readonly C[] = allConcerns as readonly C[],
): { room: Room<C>; breakOff(reason: Error): void; readonly open: number } {
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
  const ask = (method: string) => (argument?: unknown, onProgress?: OnProgress) =>
    new Promise<never>((resolve, reject) => {
      if (broken) return reject(broken);
      next += 1;
      waiting.set(next, { resolve: resolve as (value: unknown) => void, reject, onProgress });
      line.postMessage({ n: next, method, argument } satisfies Ask);
    });
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
