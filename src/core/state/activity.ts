import { showName } from '../../shared/text.js';
import type { HomeFiles, SystemClock } from '../ports/index.js';
import { createTroubles, type Troubles } from './troubles.js';

/** One line of `activity.jsonl`: what was done with which key, never its name and never a secret. */
export interface ActivityLine {
  /** ISO 8601. */
  readonly at: string;
  /** Our id of the key, not Apple's; null for what concerns no single key. */
  readonly keyId: string | null;
  readonly what: ActivityVerb;
  /** `ok`, a test's outcome, or the code of the error. */
  readonly outcome: string;
  readonly from: Asker;
}
/** Who asked. A line may name one that only a later version knows. */
export type Asker = 'cli' | 'window';
export type ActivityVerb =
  | 'import'
  | 'edit'
  /** Its tokens are made for somebody else from now on. */
  | 'issuer'
  /** Its organization’s name means it from now on. */
  | 'default'
  | 'trash'
  | 'restore'
  | 'token'
  | 'test'
  /** Asked Apple to find out why it refused a key. */
  | 'check'
  | 'repair'
  | 'purge'
  | 'break-lock'
  | 'recovery'
  | 'unlock-method'
  | 'backup'
  | 'restore-backup';

/** A line as it is read: a later version, or anybody, may have written words that this one does not know. Fit to be shown. */
export interface ReadLine extends Omit<ActivityLine, 'what' | 'from'> {
  readonly what: string;
  readonly from: string;
}

/** Nothing here rejects, and nothing waits for it. */
export interface ActivityLog {
  /** In the background, in order. */
  note(what: ActivityVerb, keyIds: readonly (string | null)[], outcome: string): void;
  /** Newest first, the rotated file included. `sinceMs`: milliseconds since 1970. */
  read(filter: { readonly keyId?: string | null; readonly sinceMs?: number; readonly limit?: number }): Promise<readonly ReadLine[]>;
  settled(): Promise<void>;
}

export const rotateAtBytes = 5 * 1024 * 1024;

export function createActivityLog(files: HomeFiles, clock: SystemClock, from: Asker, troubles: Troubles = createTroubles()): ActivityLog {
  let last: Promise<void> = Promise.resolve();
  const write = async (lines: readonly string[]): Promise<void> => {
    try {
      if ((await files.size('activity.jsonl')) >= rotateAtBytes) await files.rename('activity.jsonl', 'activity.jsonl.1');
      if (lines.length === 0) return;
      await files.append('activity.jsonl', lines.join('\n'));
      troubles.over('W_ACTIVITY_UNREAD');
    } catch (error) {
      // what was done is done, written down or not. A folder that is only for reading is somebody's choice; a file of
      // another user's in it is not.
      if (isAboutTheFile(error)) troubles.say('W_ACTIVITY_UNREAD');
    }
  };
  const readFile = async (name: 'activity.jsonl' | 'activity.jsonl.1'): Promise<readonly ReadLine[]> => {
    try {
      const text = (await files.read(name)) ?? '';
      const lines = parseLines(text);
      if (lines.length === 0 && text.trim() !== '') troubles.say('W_ACTIVITY_DAMAGED');
      return lines;
    } catch {
      troubles.say('W_ACTIVITY_UNREAD');
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

/** Refused, or no file at all: `platform/home-files` says neither of a disk that is full or only for reading. */
const isAboutTheFile = (error: unknown): boolean => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no file';
  return ['EACCES', 'EPERM', 'ELOOP', 'EISDIR', 'ENXIO', 'no file'].includes(code);
};

const parseLines = (text: string): readonly ReadLine[] =>
  text.split('\n').flatMap((line) => {
    // After a kill in the middle of a line the next one is glued to its stump: what counts starts at the last `{"at"`.
    const entry = parseLine(line) ?? parseLine(line.slice(Math.max(0, line.lastIndexOf('{"at"'))));
    return entry ? [entry] : [];
  });

/** Null: no line of anybody's. One that only says what this version does not know is still what was done with a key. */
function parseLine(line: string): ReadLine | null {
  try {
    const entry: Partial<Record<keyof ActivityLine, unknown>> = JSON.parse(line);
    const { at, keyId, what, outcome, from } = entry;
    const good =
      typeof at === 'string' &&
      !Number.isNaN(Date.parse(at)) &&
      (typeof keyId === 'string' || keyId === null) &&
      typeof what === 'string' &&
      typeof outcome === 'string' &&
      typeof from === 'string';
    return good ? { at, keyId, what: shown(what), outcome: shown(outcome), from: shown(from) } : null;
  } catch {
    return null;
  }
}

/** Longer than any word of ours; whoever can write into the home can write anything. */
const longestWord = 100;
const shown = (word: string): string => showName(word.slice(0, longestWord));
