import { z } from 'zod';
import { LastTest } from '../shared/model.js';
import type { State } from './ports/index.js';
import { emptyState } from './state.js';

const Plain = z.record(z.string(), z.unknown());
const Text = z.string();
const Clock = z.object({ skewSeconds: z.number(), measuredAt: z.string() });

/** Each field stands alone: what is damaged counts as not there, what we do not know is kept. */
export function parseState(text: string): State {
  const raw = Plain.safeParse(parseJson(text));
  if (!raw.success) return emptyState;
  const { vaultId, revision, lastBackupAt, clock, keys, settings, folders, ...unknown } = raw.data;
  return {
    ...unknown,
    ...field('vaultId', Text, vaultId),
    ...field('revision', z.int().nonnegative(), revision),
    ...field('lastBackupAt', Text, lastBackupAt),
    ...field('clock', Clock, clock),
    keys: entries(keys, keyState),
    settings: valid(Plain, settings) ?? {},
    folders: entries(folders, (value) => valid(Text, value)),
  };
}

function keyState(value: unknown): State['keys'][string] | undefined {
  const raw = valid(Plain, value);
  if (raw === undefined) return undefined;
  const { lastUsedAt, lastTest, backedUpAt, ...unknown } = raw;
  return {
    ...unknown,
    ...field('lastUsedAt', Text, lastUsedAt),
    ...field('lastTest', LastTest.loose(), lastTest),
    ...field('backedUpAt', Text, backedUpAt),
  };
}

const valid = <T>(shape: z.ZodType<T>, value: unknown): T | undefined => {
  const parsed = shape.safeParse(value);
  return parsed.success ? parsed.data : undefined;
};

const field = <N extends string, T>(name: N, shape: z.ZodType<T>, value: unknown): { [K in N]?: T } => {
  const good = valid(shape, value);
  return (good === undefined ? {} : { [name]: good }) as { [K in N]?: T };
};

const entries = <T>(value: unknown, read: (one: unknown) => T | undefined): Record<string, T> =>
  Object.fromEntries(
    Object.entries(valid(Plain, value) ?? {}).flatMap(([name, one]) => {
      const good = read(one);
      return good === undefined ? [] : [[name, good]];
    }),
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
