// Runs twice in a page: in the main world and in the preload's. The two share one private EventTarget; a CustomEvent's detail is
// cloned across worlds, and a DragEvent's DataTransfer carries Files by identity.
type Wire = unknown;
interface Tagged {
  readonly $k: string;
  readonly v?: unknown;
  readonly id?: number;
  readonly name?: string;
}
interface Message {
  readonly kind: 'call' | 'reply' | 'settle' | 'expose';
  readonly id?: number;
  readonly ok?: boolean;
  readonly key?: string;
  readonly body: Wire;
}
interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}
export type Side = 'page' | 'preload';

const refuse = (): never => {
  throw new Error('An object could not be cloned.');
};
const errors: Readonly<Record<string, new (message: string) => Error>> = { TypeError, RangeError, SyntaxError };
const cloneable = [Date, RegExp, Map, Set, Blob, ArrayBuffer];

/** `exposed` is told what the other side exposes: in the page an API by its name. Answers the way to expose. */
export function connect(channel: EventTarget, me: Side, exposed: (key: string, value: unknown) => void) {
  const other: Side = me === 'page' ? 'preload' : 'page';
  const functions: ((...input: unknown[]) => unknown)[] = [];
  const ids = new WeakMap<object, number>();
  const waiting = new Map<number, Waiting>();
  let reply: Message | null = null;
  let files: readonly File[] = [];
  let promises = 0;

  const wrap = (value: unknown, carried: File[], depth = 0): Wire => {
    if (depth > 1_000) throw new Error('Electron contextBridge recursion depth exceeded.');
    const inner = (item: unknown) => wrap(item, carried, depth + 1);
    if (typeof value === 'symbol') return refuse();
    if (typeof value === 'function') {
      const known = ids.get(value) ?? functions.push(value as (...input: unknown[]) => unknown) - 1;
      ids.set(value, known);
      return { $k: 'function', id: known };
    }
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Promise) {
      promises += 1;
      const id = promises;
      value.then(
        (result) => settle(id, true, result),
        (reason) => settle(id, false, reason),
      );
      return { $k: 'promise', id };
    }
    if (Array.isArray(value)) return value.map(inner);
    if (value instanceof File) return { $k: 'file', id: carried.push(value) - 1 };
    if (value instanceof Error) return { $k: 'error', v: value.message, name: value.name };
    if (cloneable.some((kind) => value instanceof kind) || ArrayBuffer.isView(value)) {
      try {
        return { $k: 'value', v: structuredClone(value) };
      } catch {
        return refuse();
      }
    }
    // Electron passes elements; nothing of ours does.
    if (value instanceof Node || value === window) return refuse();
    return { $k: 'object', v: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)])) };
  };

  const unwrap = (wire: Wire, freeze = false): unknown =>
    unwrapped(wire, freeze, {
      call,
      promised: (id, one) => void waiting.set(id, one),
      file: (id) => files[id],
    });

  const send = (message: Omit<Message, 'body'>, payload: unknown): void => {
    const carried: File[] = [];
    const body = wrap(payload, carried);
    if (carried.length > 0) {
      const dataTransfer = new DataTransfer();
      for (const file of carried) dataTransfer.items.add(file);
      channel.dispatchEvent(new DragEvent(`${other} files`, { dataTransfer }));
    }
    channel.dispatchEvent(new CustomEvent(other, { detail: { ...message, body } }));
  };

  const settle = (id: number, ok: boolean, value: unknown): void => {
    try {
      send({ kind: 'settle', id, ok }, value);
    } catch (error) {
      send({ kind: 'settle', id, ok: false }, error);
    }
  };

  function call(id: number, input: readonly unknown[]): unknown {
    reply = null;
    send({ kind: 'call', id }, input);
    // Dispatch is synchronous, so the other side has answered by now.
    const answer = reply as Message | null;
    reply = null;
    if (!answer) throw new Error('The bridge gave no answer.');
    const value = unwrap(answer.body);
    if (answer.ok) return value;
    throw value;
  }

  const answer = (message: Message): void => {
    try {
      const work = functions[message.id ?? -1];
      const value = work?.(...(unwrap(message.body) as unknown[]));
      send({ kind: 'reply', ok: true }, value);
    } catch (error) {
      send({ kind: 'reply', ok: false }, error);
    }
  };

  channel.addEventListener(`${me} files`, (event) => {
    files = [...((event as DragEvent).dataTransfer?.files ?? [])];
  });
  channel.addEventListener(me, (event) => {
    const message = (event as CustomEvent<Message>).detail;
    if (message.kind === 'call') answer(message);
    else if (message.kind === 'reply') reply = message;
    else if (message.kind === 'expose') exposed(message.key ?? '', unwrap(message.body, true));
    else {
      const one = waiting.get(message.id ?? -1);
      waiting.delete(message.id ?? -1);
      const value = unwrap(message.body);
      if (message.ok) one?.resolve(value);
      else one?.reject(value);
    }
  });

  return { expose: (key: string, value: unknown): void => send({ kind: 'expose', key }, value) };
}

interface OtherSide {
  call(id: number, input: readonly unknown[]): unknown;
  promised(id: number, one: Waiting): void;
  file(id: number): File | undefined;
}

function unwrapped(wire: Wire, freeze: boolean, from: OtherSide): unknown {
  const frozen = <T>(value: T): T => (freeze ? Object.freeze(value) : value);
  const inner = (item: unknown) => unwrapped(item, freeze, from);
  if (wire === null || typeof wire !== 'object') return wire;
  if (Array.isArray(wire)) return frozen(wire.map(inner));
  const { $k, v, id = -1, name = '' } = wire as Tagged;
  if ($k === 'function') return frozen((...input: unknown[]) => from.call(id, input));
  if ($k === 'promise') return new Promise((resolve, reject) => from.promised(id, { resolve, reject }));
  if ($k === 'file') return from.file(id);
  if ($k === 'error') return new (errors[name] ?? Error)(String(v));
  if ($k === 'value') return v;
  return frozen(Object.fromEntries(Object.entries(v as object).map(([key, item]) => [key, inner(item)])));
}
