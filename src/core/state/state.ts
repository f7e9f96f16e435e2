import type { HomeFiles, State } from '../ports/index.js';
import { emptyState, parseState } from './state-shape.js';
import { createTroubles, type Troubles } from './troubles.js';

export { emptyState };

/**
 * `state.json`: worthless to a thief and harmless when damaged. Nothing here rejects, and nothing waits for it.
 * Another process may write between our read and our write; the last one wins, which costs a "last used" at most.
 */
export interface StateStore {
  read(): Promise<State>;
  /** In the background, one after the other. Answering the same object writes nothing. */
  update(change: (before: State) => State): void;
  /** Resolves once every update so far is written, or given up. */
  settled(): Promise<void>;
}

export function createStateStore(files: HomeFiles, troubles: Troubles = createTroubles()): StateStore {
  let last: Promise<void> = Promise.resolve();
  /** Null: it is there and cannot be read. */
  const readFile = async (): Promise<State | null> => {
    let text: string | null;
    try {
      text = await files.read('state.json');
    } catch {
      troubles.say('W_STATE_UNREAD');
      return null;
    }
    troubles.over('W_STATE_UNREAD');
    if (text === null) return emptyState;
    const state = parseState(text);
    if (state === null) troubles.say('W_STATE_DAMAGED');
    return state ?? emptyState;
  };
  const read = async (): Promise<State> => (await readFile()) ?? emptyState;
  const write = async (change: (before: State) => State): Promise<void> => {
    try {
      const before = await readFile();
      // What could not be read just now may be whole: nothing is written over it.
      if (before === null) return;
      const after = change(before);
      if (after !== before) await files.replace('state.json', `${JSON.stringify(after, null, 2)}\n`);
    } catch {
      // the key was used, tested or saved all the same.
    }
  };
  return {
    async read() {
      await last;
      return read();
    },
    update(change) {
      last = last.then(() => write(change));
    },
    settled: () => last,
  };
}

type KeyState = State['keys'][string];

/** Sets what is remembered of one key, by our id. */
export const withKey = (state: State, id: string, set: KeyState): State => ({
  ...state,
  keys: { ...state.keys, [id]: { ...state.keys[id], ...set } },
});

/**
 * These keys sign as somebody else’s from now on. A test that says with what it was made says by itself that it is not of the key as it
 * is; one that does not, no longer holds.
 */
export function withoutTests(state: State, ids: readonly string[]): State {
  const untested = (one: KeyState): KeyState => {
    const { lastTest, ...rest } = one;
    const { issuerId, program } = lastTest?.testedWith ?? {};
    return issuerId === undefined || program === undefined ? rest : one;
  };
  const gone = new Set(ids);
  const keys = Object.entries(state.keys).map(([id, one]) => [id, gone.has(id) ? untested(one) : one] as const);
  return { ...state, keys: Object.fromEntries(keys) };
}

/** These keys are in a backup of this time; a later one that is known already is kept. */
export function inBackup(state: State, ids: readonly string[], backedUpAt: string): State {
  const keys = { ...state.keys };
  for (const id of ids) {
    const before = Object.hasOwn(keys, id) ? keys[id] : undefined;
    if ((before?.backedUpAt ?? '') < backedUpAt) keys[id] = { ...before, backedUpAt };
  }
  return { ...state, keys };
}
