/**
 * In the command line's bundle these stand for the web's streams, which age reads and writes through: Node's own cost a process
 * several milliseconds before the first byte. Only what age and its callers ask of them; `streams.test.ts` runs age over both.
 */
interface Controller<T> {
  enqueue(chunk: T): void;
  close(): void;
}
interface Source<T> {
  start?(controller: Controller<T>): void;
  pull?(controller: Controller<T>): void | Promise<void>;
}
interface Transformer<I, O> {
  start?(controller: Controller<O>): void;
  /** Left out: what comes in goes out. */
  transform?(chunk: I, controller: Controller<O>): void | Promise<void>;
  flush?(controller: Controller<O>): void | Promise<void>;
}
type Result<T> = { readonly done: false; readonly value: T } | { readonly done: true; readonly value: undefined };

export class ReadableStream<T> {
  readonly #source: Source<T>;
  readonly #waiting: T[] = [];
  #ended = false;
  readonly #controller: Controller<T> = {
    enqueue: (chunk) => void this.#waiting.push(chunk),
    close: () => {
      this.#ended = true;
    },
  };

  constructor(source: Source<T>) {
    this.#source = source;
    source.start?.(this.#controller);
  }

  getReader() {
    return { read: () => this.#read(), releaseLock: () => undefined };
  }

  /** Pulled: nothing is read before somebody asks for it. */
  pipeThrough<O>({ transformer, begun }: TransformStream<T, O>): ReadableStream<O> {
    return new ReadableStream<O>({
      start: (controller) => {
        for (const chunk of begun) controller.enqueue(chunk);
      },
      pull: async (controller) => {
        const { done, value } = await this.#read();
        if (!done) return transformer.transform ? transformer.transform(value, controller) : controller.enqueue(value as unknown as O);
        await transformer.flush?.(controller);
        controller.close();
      },
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (let next = await this.#read(); !next.done; next = await this.#read()) yield next.value;
  }

  /** Of one reader at a time: age never asks twice at once. */
  async #read(): Promise<Result<T>> {
    while (this.#waiting.length === 0) {
      if (this.#ended) return { done: true, value: undefined };
      await this.#source.pull?.(this.#controller);
    }
    return { done: false, value: this.#waiting.shift() as T };
  }
}

export class TransformStream<I, O> {
  readonly begun: O[] = [];
  readonly transformer: Transformer<I, O>;

  constructor(transformer: Transformer<I, O>) {
    this.transformer = transformer;
    transformer.start?.({ enqueue: (chunk) => void this.begun.push(chunk), close: () => undefined });
  }
}

/** age asks of every key it is handed whether it is WebCrypto's, which Node would load to answer. Ours never are. */
export const CryptoKey = undefined;
