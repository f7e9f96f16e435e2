import type { Clock, HomeFiles } from './ports/index.js';

/** One line of `activity.jsonl`: what was done with which key, never its name and never a secret. */
export interface ActivityLine {
  /** ISO 8601. */
  readonly at: string;
  /** Our id of the key, not Apple's; null for what concerns no single key. */
  readonly keyId: string | null;
  readonly what: ActivityVerb;
  /** `ok`, a test's outcome, or the code of the error. */
  readonly outcome: string;
  readonly from: 'cli' | 'window';
}
export type ActivityVerb =
  | 'import'
  | 'edit'
  | 'trash'
  | 'restore'
  | 'token'
  | 'test'
  | 'repair'
  | 'purge'
  | 'break-lock'
  | 'recovery'
  | 'unlock-method'
  | 'backup'
  | 'restore-backup';

/** Nothing here rejects, and nothing waits for it. */
export interface ActivityLog {
  /** In the background, in order. */
  note(what: ActivityVerb, keyIds: readonly (string | null)[], outcome: string): void;
  /** Newest first, the rotated file included. `sinceMs`: milliseconds since 1970. */
  read(filter: { readonly keyId?: string | null; readonly sinceMs?: number; readonly limit?: number }): Promise<readonly ActivityLine[]>;
  settled(): Promise<void>;
}

export const rotateAtBytes = 5 * 1024 * 1024;

export function createActivityLog(files: HomeFiles, clock: Clock, from: ActivityLine['from']): ActivityLog {
  let last: Promise<void> = Promise.resolve();
  const write = async (lines: readonly string[]): Promise<void> => {
    try {
      if ((await files.size('activity.jsonl')) >= rotateAtBytes) await files.rename('activity.jsonl', 'activity.jsonl.1');
      if (lines.length > 0) await files.append('activity.jsonl', lines.join('\n'));
    } catch {
      // what was done is done, written down or not.
    }
  };
  const readFile = async (name: 'activity.jsonl' | 'activity.jsonl.1'): Promise<readonly ActivityLine[]> => {
    try {
      return parseLines((await files.read(name)) ?? '');
    } catch {
      return [];
    }
  };
  return {
    note(what, keyIds, outcome) {
      const at = new Date(clock.now()).toISOString();
      const lines = keyIds.map((keyId) => JSON.stringify({ at, keyId, what, outcome, from } satisfies ActivityLine));
      last = last.then(() => write(lines));
    },
    async read({ keyId = null, sinceMs = 0, limit = Number.POSITIVE_INFINITY }) {
      await last;
      const lines = [...(await readFile('activity.jsonl.1')), ...(await readFile('activity.jsonl'))];
      const wanted = lines.filter((line) => (keyId === null || line.keyId === keyId) && Date.parse(line.at) >= sinceMs);
      return wanted.reverse().slice(0, limit);
    },
    settled: () => last,
  };
}

const parseLines = (text: string): readonly ActivityLine[] =>
  text.split('\n').flatMap((line) => {
    // After a kill in the middle of a line the next one is glued to its stump: what counts starts at the last `{"at"`.
    const start = line.lastIndexOf('{"at"');
    const entry = start < 0 ? null : parseLine(line.slice(start));
    return entry ? [entry] : [];
  });

function parseLine(line: string): ActivityLine | null {
  try {
    const entry: Partial<Record<keyof ActivityLine, unknown>> = JSON.parse(line);
    const { at, keyId, what, outcome, from } = entry;
    const good =
      typeof at === 'string' &&
      !Number.isNaN(Date.parse(at)) &&
      (typeof keyId === 'string' || keyId === null) &&
      typeof what === 'string' &&
      typeof outcome === 'string' &&
      (from === 'cli' || from === 'window');
    return good ? { at, keyId, what: what as ActivityVerb, outcome, from } : null;
  } catch {
    return null;
  }
}
