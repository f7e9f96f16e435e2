import { isDeepStrictEqual } from 'node:util';
import type { KeyData, VaultChange, VaultData } from '../shared/ipc/contract.js';
import { byName } from '../shared/order.js';

/** Tells the page what is in the vault: all of it once, in parts, and from then on only what is new. */
export interface VaultNews {
  /** All of it. Rejects where the vault cannot be read. */
  all(): Promise<void>;
  /** What has changed since; nothing when nothing has, or while nobody has asked for all. */
  changes(): Promise<void>;
  /** Nobody is listening any more: the vault is locked. */
  forget(): void;
}

/** Organizations and keys of a part: what is seen first comes first, and none is so large that the page stands still over it. */
const firstPart = 50;
const nextPart = 1_500;

export function createVaultNews(read: () => Promise<VaultData>, tell: (change: VaultChange) => void): VaultNews {
  let sent: VaultData | null = null;
  let step = 0;
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  let forgotten = 0;
  // One after the other: an older reading must not be sent after a newer one.
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const say = (change: Omit<VaultChange, 'step'>) => {
    tell({ step, ...change });
    step += 1;
  };
  return {
    all: () =>
      inOrder(async () => {
        const begun = forgotten;
        const data = await read();
        // Locked meanwhile: the page is sent no name (S-07).
        if (forgotten !== begun) return;
        sent = data;
        step = 0;
        for (const part of partsOf(data)) {
          say({ ...data, ...part, gone: [] });
          // On its way to the page before the next one is made ready.
          await new Promise((go) => setImmediate(go));
          if (sent !== data) return;
        }
      }),
    // Whoever asks while another waits for its turn is answered by that one's reading.
    changes: () => {
      waiting ??= inOrder(async () => {
        waiting = null;
        if (sent === null) return;
        const data = await read();
        if (sent === null) return;
        const change = difference(sent, data);
        sent = data;
        if (change) say(change);
      });
      return waiting;
    },
    forget() {
      forgotten += 1;
      sent = null;
    },
  };
}

type Part = Pick<VaultData, 'organizations' | 'keys'>;

/** By name, each organization followed by its keys. */
function* partsOf({ organizations, keys }: VaultData): Generator<Part> {
  const groups = new Map<string, KeyData[]>();
  for (const key of keys) {
    const group = groups.get(key.organizationId);
    if (group) group.push(key);
    else groups.set(key.organizationId, [key]);
  }
  let part: Part = { organizations: [], keys: [] };
  let room = firstPart;
  for (const organization of [...organizations].sort(byName)) {
    part.organizations.push(organization);
    for (const key of (groups.get(organization.id) ?? []).sort(byName)) {
      part.keys.push(key);
      if (part.keys.length + part.organizations.length < room) continue;
      yield part;
      part = { organizations: [], keys: [] };
      room = nextPart;
    }
  }
  yield part;
}

function difference(before: VaultData, after: VaultData): Omit<VaultChange, 'step'> | null {
  const organizations = changed(before.organizations, after.organizations);
  const keys = changed<KeyData>(before.keys, after.keys);
  const gone = [...missing(before.organizations, after.organizations), ...missing(before.keys, after.keys)];
  const { organizations: _o, keys: _k, ...rest } = after;
  const { organizations: _p, keys: _l, ...was } = before;
  if (organizations.length + keys.length + gone.length === 0 && isDeepStrictEqual(rest, was)) return null;
  return { ...rest, organizations, keys, gone };
}

function changed<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): T[] {
  const was = new Map(before.map((one) => [one.id, one]));
  return after.filter((one) => !isDeepStrictEqual(one, was.get(one.id)));
}

function missing(before: readonly { readonly id: string }[], after: readonly { readonly id: string }[]): string[] {
  const there = new Set(after.map(({ id }) => id));
  return before.filter(({ id }) => !there.has(id)).map(({ id }) => id);
}
